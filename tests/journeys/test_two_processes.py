"""Edge and kiosk are killed, one after the other; the other goes on, says so, and joins again."""

import signal
import time

import pytest

from demo.story.opening import begins, stays_unnamed
from demo.system import System
from demo.visitor import Visitor
from kiosk.words import Words

pytestmark = [pytest.mark.gl, pytest.mark.broker, pytest.mark.timeout(180)]
_WORDS = Words.of("zh_CN")
_LINK_UP, _EDGE_GONE = _WORDS.say("home.link_up"), _WORDS.say("home.edge_gone")


def test_each_may_die_and_come_back(system: System, villager: Visitor) -> None:
    edge = system.start_edge(system.cast.kiosk)
    kiosk = system.start_face(system.cast.kiosk, driver=system.place.sockets / "t001.sock")
    villager.arrives().waits_for("Home").waits_for_text(_LINK_UP)

    edge.stop(signal.SIGKILL)
    villager.waits_for_text(_EDGE_GONE)
    edge.start()
    villager.waits_for_text(_LINK_UP)

    # In the middle of a recording the draft is lost with its key, and the villager is told so.
    stays_unnamed(begins(villager, "report")).taps("kind:video").waits_for("ChooseCover").taps("cover:plain")
    villager.waits_for("FaceCamera")
    villager.taps("record", timeout_s=20).waits_for("Record")
    time.sleep(1)
    edge.stop(signal.SIGKILL)
    villager.waits_for("ReadTrouble")
    edge.start()
    villager.taps("home").waits_for("Home").waits_for_text(_LINK_UP)

    # The kiosk dies; the edge keeps the link and a new kiosk finds it.
    villager.leaves()
    kiosk.stop(signal.SIGKILL)
    system.check()
    kiosk.start()
    villager.arrives().waits_for("Home").waits_for_text(_LINK_UP)
