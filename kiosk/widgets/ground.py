"""What a screen stands on. Without a graphics card, painting it would be half the work of every frame."""

from typing import Any

from kivy.graphics import ClearBuffers, ClearColor, Color, Rectangle
from kivy.metrics import mm

_NOTHING = (0, 0)
_THICKEST_MM = 4.0
_HIGHER = 5
"""In low mode the same ground stands above the screen."""


class Ground:
    """Wipes what is below away with its colour; while the screen fades in, lays the colour over it."""

    def __init__(self, screen: Any) -> None:
        self._screen = screen
        with screen.canvas.before:
            self._wiped = ClearColor(0, 0, 0, 1), ClearBuffers()
            self._laid = Color(), Rectangle()
        for name in ("pos", "size", "palette", "opacity"):
            screen.fbind(name, self._lay_out)
        self._lay_out()

    def _lay_out(self, *_: object) -> None:
        (colour, wiped), (colour_laid, laid) = self._wiped, self._laid
        screen, stands = self._screen, self._screen.opacity == 1
        colour.rgba = colour_laid.rgba = screen.palette.ground
        wiped.clear_color = stands
        laid.pos, laid.size = screen.pos, _NOTHING if stands else (screen.width, screen.height * _HIGHER)


class RecordedFrame:
    """Around a screen on which somebody is being recorded; it stands in the margins and hides nothing."""

    def __init__(self, screen: Any) -> None:
        self._screen = screen
        with screen.canvas.after:
            self._colour = Color()
            self._sides = tuple(Rectangle() for _ in range(4))
        for name in ("pos", "size", "palette", "sizes"):
            screen.fbind(name, self._lay_out)
        self._lay_out()

    def _lay_out(self, *_: object) -> None:
        screen, (x, y) = self._screen, self._screen.pos
        width, height = screen.size
        thick = round(mm(min(screen.sizes.margin * 0.5, _THICKEST_MM)))
        self._colour.rgba = screen.palette.recorded
        boxes = (
            *((x, y, width, thick), (x, y + height - thick, width, thick)),
            *((x, y, thick, height), (x + width - thick, y, thick, height)),
        )
        for side, (left, low, wide, high) in zip(self._sides, boxes, strict=True):
            side.pos, side.size = (left, low), (wide, high)
