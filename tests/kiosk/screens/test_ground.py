"""What is below a screen shines through while it fades in, and is gone once it stands."""

from typing import Any

import pytest

from kiosk.flows.home import Home
from kiosk.theme import DAY
from tests.kiosk.glass import LARGE, Glass

pytestmark = pytest.mark.gl
_SIZE = (LARGE.width_px, LARGE.height_px)


def _corner(glass: Glass, opacity: float) -> tuple[int, int, int]:
    """Of a screen over something green."""
    from kivy.graphics import Color, Rectangle
    from kivy.uix.floatlayout import FloatLayout

    screen: Any = glass.screen(Home("柳河镇", edge_here=True, link_up=True), panel=LARGE)
    below = FloatLayout()
    with below.canvas.before:
        Color(0, 1, 0, 1)
        Rectangle(size=_SIZE)
    below.add_widget(screen)
    screen.opacity = opacity
    red, green, blue = glass.photograph(below, _SIZE).pixel(2, 2)
    return red, green, blue


def test_a_screen_that_stands_hides_what_is_below(glass: Glass) -> None:
    assert _corner(glass, 1) == tuple(round(255 * one) for one in DAY.ground[:3])


def test_what_is_below_shines_through_while_a_screen_fades_in(glass: Glass) -> None:
    standing, fading, gone = _corner(glass, 1), _corner(glass, 0.5), _corner(glass, 0)

    assert gone == (0, 255, 0)
    assert all(min(a, c) < b < max(a, c) for a, b, c in zip(standing, fading, gone, strict=True) if a != c)
