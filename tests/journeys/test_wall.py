"""The wall shows what was published, with the link cut and after a restart without any network."""

import signal
from collections.abc import Iterator

import pytest

from demo.officer import Officer
from demo.system import System
from demo.visitor import Visitor
from demo.written import table

pytestmark = [pytest.mark.gl, pytest.mark.broker, pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture
def onlooker(system: System) -> Iterator[Visitor]:
    system.place.sockets.mkdir(exist_ok=True)
    with Visitor(system.place.sockets / "t002.sock", "onlooker") as visitor:
        yield visitor


def test_it_goes_on_without_the_county(system: System, onlooker: Visitor) -> None:
    words = system.cast.notices[0]
    with Officer(system.console, system.place.home / "browser") as officer:
        officer.logs_in(system.cast.officer.login, system.password)
        officer.writes(table(words))
        officer.publishes()
    edge = system.start_edge(system.cast.wall)
    wall = system.start_face(system.cast.wall, driver=system.place.sockets / "t002.sock")
    onlooker.arrives().waits_for("Page").waits_for_text(words.village)

    # The county is cut off.
    system.broker.stop()
    onlooker.waits_for("Page").waits_for_text(words.title)

    # The power fails; no network comes back.
    onlooker.leaves()
    wall.stop(signal.SIGKILL)
    edge.stop(signal.SIGKILL)
    edge.start()
    wall.start()
    onlooker.arrives().waits_for("Page").waits_for_text(words.village)

    # Even the edge goes: the last pages stay.
    edge.stop(signal.SIGKILL)
    onlooker.waits_for("Page").waits_for_text(words.title)
