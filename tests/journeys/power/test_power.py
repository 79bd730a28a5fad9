"""The power goes at every screen of a visit."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from demo.place import Devices
from demo.slate.clip import make_clip
from demo.slate.sheets import laid, sheet
from demo.slate.table import Table
from demo.system import System
from demo.visitor import Visitor
from kiosk.flows.steps import STEPS
from kiosk.flows.visit import StillThere
from tests.journeys.power import walks
from tests.journeys.power.desk import publishes
from tests.journeys.power.images import Images
from tests.journeys.power.walks import Walk
from tests.journeys.remains.canary import Canary, digits
from tests.journeys.switched import Terminal

pytestmark = [pytest.mark.gl, pytest.mark.broker, pytest.mark.timeout(300)]
_VILLAGE = "东书村"


@pytest.fixture(scope="module")
def devices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Devices]:
    """With a sheet under the document camera."""
    film, sound = make_clip(tmp_path_factory.mktemp("clip"))
    with Table() as table:
        table.lays(laid(sheet(["关于村东水井的情况"])))
        plain = Devices(camera=str(film), microphone=str(sound), speaker="none")
        yield replace(plain, papers=table.address)


def whole_visit(system: System, terminal: Terminal, villager: Visitor, canaries: list[Canary]) -> Walk:
    """What is learned to be secret on the way is added to `canaries`."""
    name, phone = canaries
    codes: list[Canary] = []
    publishes(system.place, _VILLAGE)
    villager.waits_for_text(_VILLAGE)
    yield from walks.reads_what_is_published(villager, system, _VILLAGE)
    yield from walks.is_sent_elsewhere(villager)
    yield from walks.is_helped_to_say_who(villager, name, phone)
    yield from walks.speaks_twice(villager)
    yield from walks.lays_a_paper(villager)
    yield from walks.adds(villager, _VILLAGE)
    yield from walks.sends_and_takes_the_code(villager, system, codes)
    canaries += codes
    yield from walks.comes_back(villager, system, codes[0])
    yield from walks.has_a_wrong_code(villager)
    yield from walks.calls_the_county(villager, system)
    yield from walks.loses_the_edge(villager, terminal.processes[0])


def test_a_terminal_switched_off_at_any_screen_keeps_what_it_thanked_for_and_nothing_else(
    system: System, terminal: Terminal, villager: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    images = Images(terminal, tmp_path_factory.mktemp("p"))
    canaries = [digits("name", 10), digits("phone", 11)]

    for at in whole_visit(system, terminal, villager, canaries):
        villager.waits_for(at.step)
        images.takes(at, canaries)
    terminal.ends()
    system.broker.stop()

    assert images.steps == {step.__name__ for step in STEPS} - {StillThere.__name__} - walks.IN_COMPANY
    assert any(image.drafts for image in images.taken), "there must be drafts to be thrown away"
    assert [told for image in images.taken for told in image.told] == []
    assert [wrong for image in images.different for wrong in image.begins()] == []
