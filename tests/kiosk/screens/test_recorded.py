"""The red frame comes and goes with what the edge says, and is there before a touch can be."""

from typing import Any

import pytest

from kiosk.flows.call.steps import TalkToOfficer
from kiosk.flows.manner import Manner
from kiosk.theme import NIGHT
from tests.kiosk.glass import LARGE, Glass
from tests.kiosk.lonely import LonelyKiosk, next_frame

pytestmark = pytest.mark.gl
_SIZE = (LARGE.width_px, LARGE.height_px)


def _corner(glass: Glass, step: TalkToOfficer) -> tuple[int, int, int]:
    red, green, blue = glass.photograph(glass.screen(step, panel=LARGE), _SIZE).pixel(3, 3)
    return red, green, blue


def _told(colour: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(round(255 * one) for one in colour[:3])


def test_a_screen_is_framed_only_while_it_is_recorded(glass: Glass) -> None:
    assert _corner(glass, TalkToOfficer("李敏", line="talking", recorded=True)) == _told(NIGHT.recorded)
    assert _corner(glass, TalkToOfficer("李敏", line="talking")) == _told(NIGHT.ground)


def test_the_key_that_stops_it_comes_with_the_frame(glass: Glass, tmp_path: Any) -> None:
    kiosk = LonelyKiosk(glass, tmp_path).stands_on(glass)
    stage = kiosk.app.stage

    stage.show(TalkToOfficer("李敏", line="talking"), Manner())
    next_frame()
    before = stage.screen
    stage.show(TalkToOfficer("李敏", line="talking", recorded=True), Manner())
    next_frame()
    framed = stage.screen

    try:
        assert framed is not before
        assert kiosk.target("stop_recording").height > 0
    finally:
        kiosk.leaves(glass)
