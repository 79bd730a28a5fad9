"""What is left of a screen that has gone: no clock, no movement, no picture, no memory."""

import gc
import time
import weakref
from typing import Any

import pytest

from kiosk.flows.home import Home
from kiosk.flows.manner import Manner
from tests.kiosk.glass import LARGE, Glass, limits_of
from tests.kiosk.lonely import LonelyKiosk, next_frame
from tests.kiosk.scenes.every import scenes

pytestmark = pytest.mark.gl
_PARTS = 4


def _clocks() -> list[str]:
    from kivy.clock import Clock

    callbacks = [event.get_callback() for event in Clock.get_events() if event.loop]
    return sorted(str(one) for one in callbacks if one is not None)


def _newest_picture() -> Any:
    from kivy.graphics.texture import Texture

    return Texture.create(size=(64, 36), colorfmt="rgb")


@pytest.mark.parametrize("part", range(_PARTS))
def test_no_screen_that_has_gone_goes_on(glass: Glass, tmp_path: Any, part: int) -> None:
    kiosk = LonelyKiosk(glass, tmp_path).stands_on(glass)
    stage = kiosk.app.stage
    stage.rest_s = 0
    picture = _newest_picture()
    stage._picture = lambda _since_ms: picture
    home = kiosk.app.step
    next_frame()
    before = _clocks()
    left_going = []
    gc.disable()

    try:
        for name, step in list(scenes(limits_of(LARGE)).items())[part::_PARTS]:
            if isinstance(step, Home):
                continue
            stage.show(step, Manner())
            next_frame()
            stage.show(home, Manner())
            next_frame()
            left_going += [(name, clock) for clock in _clocks() if clock not in before]
    finally:
        gc.enable()
        kiosk.leaves(glass)

    assert not left_going


def test_screens_that_have_gone_are_not_kept_in_memory(glass: Glass, tmp_path: Any) -> None:
    kiosk = LonelyKiosk(glass, tmp_path).stands_on(glass)
    stage = kiosk.app.stage
    stage.rest_s = 0
    home = kiosk.app.step
    gone = weakref.WeakSet[Any]()
    gc.disable()

    try:
        for step in list(scenes(limits_of(LARGE)).values())[:12]:
            stage.show(step, Manner())
            next_frame()
            gone.add(stage.screen)
        stage.show(home, Manner())
        until = time.monotonic() + 2
        while time.monotonic() < until and len(gone - {stage.screen}):
            next_frame()
    finally:
        gc.enable()
        kiosk.leaves(glass)

    assert not [type(one).__name__ for one in gone if one is not stage.screen]
