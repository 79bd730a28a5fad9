"""A child left alone with the kiosk: thousands of touches anywhere, an edge that comes and goes, and no crash."""

import random
from typing import Any

import pytest

from kiosk.flows.step import Step
from tests.kiosk.glass import Glass
from tests.kiosk.lonely import LonelyKiosk, next_frame, touch, touch_with_two

pytestmark = pytest.mark.gl
_TAPS = 500
_CHILDREN = 4
_BOTH_HANDS = 0.15
_AWAY = {"leave", "back", "home", "help"}
"""Rarely taken on purpose, or the child would never get anywhere."""


def _place(kiosk: LonelyKiosk, dice: random.Random, size: tuple[int, int]) -> tuple[float, float]:
    from kiosk.widgets.choice import Choice

    screen = kiosk.app.stage.screen
    assert screen is not None
    targets = [one for one in screen.walk(restrict=True) if isinstance(one, Choice) and one.height]
    onward = [one for one in targets if one.choice not in _AWAY]
    if onward and dice.random() < 0.75:
        return tuple(dice.choice(onward).center)
    return dice.randrange(size[0]), dice.randrange(size[1])


@pytest.mark.parametrize("child", range(_CHILDREN))
def test_hundreds_of_touches_anywhere_break_nothing(glass: Glass, tmp_path: Any, child: int) -> None:
    dice = random.Random(20261122 + child)  # noqa: S311 - a child's fingers are no secret
    kiosk = LonelyKiosk(glass, tmp_path).stands_on(glass)
    kiosk.comes()
    seen: set[type[Step]] = set()

    for _ in range(_TAPS):
        next_frame()
        if dice.random() < _BOTH_HANDS:
            touch_with_two(_place(kiosk, dice, glass.window.size), _place(kiosk, dice, glass.window.size))
        else:
            touch(_place(kiosk, dice, glass.window.size))
        seen.add(type(kiosk.app.step))
        happening = dice.random()
        if happening < 0.06:
            kiosk.tells(dice)
        elif kiosk.here and happening < 0.065:
            kiosk.goes()
        elif not kiosk.here and happening < 0.2:
            kiosk.comes()
        elif 0.2 < happening < 0.21:
            kiosk.app.face._wait(dice.choice([1.0, 60.0, 100.0]))

    kiosk.leaves(glass)
    assert len(seen) >= 4, sorted(one.__name__ for one in seen)
