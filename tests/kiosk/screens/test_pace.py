"""The face looks for touches as often as ever while somebody is there, and seldom while nobody is."""

from types import SimpleNamespace

import pytest

from tests.kiosk.glass import Glass

pytestmark = pytest.mark.gl


def test_the_face_looks_less_often_once_nothing_has_happened_for_a_while(glass: Glass) -> None:
    from kiosk.pace import CALM_S, RESTING_FPS, Pace

    pace = Pace(SimpleNamespace(_max_fps=30.0))

    pace.passes(CALM_S - 1, busy=False)
    assert pace.fps == 30
    pace.passes(1, busy=False)
    assert pace.fps == RESTING_FPS


def test_a_touch_quickens_it_at_once(glass: Glass) -> None:
    from kiosk.pace import CALM_S, Pace

    pace = Pace(SimpleNamespace(_max_fps=30.0))
    pace.passes(CALM_S, busy=False)

    pace.quickens()

    assert pace.fps == 30


def test_it_never_rests_while_pictures_move(glass: Glass) -> None:
    from kiosk.pace import CALM_S, Pace

    pace = Pace(SimpleNamespace(_max_fps=30.0))

    for _ in range(10):
        pace.passes(CALM_S, busy=True)

    assert pace.fps == 30


def test_a_clock_without_a_limit_keeps_none(glass: Glass) -> None:
    from kiosk.pace import CALM_S, Pace

    pace = Pace(SimpleNamespace(_max_fps=0.0))

    pace.passes(2 * CALM_S, busy=False)

    assert pace.fps == 0
