"""A sheet for the finger. It draws what it is given and the stroke that is being made; it keeps nothing."""

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Line, Rectangle
from kivy.metrics import mm
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.flows.strokes import Stroke, told
from kiosk.widgets.themed import Themed

_LINE_MM = 0.9
_RULE_MM = 26.0
_STEP = 4
"""Thousandths of the width: points closer than this add nothing."""


class WritingSheet(Themed, Widget):
    """Tells each stroke when the finger is lifted; two fingers make two strokes."""

    sheet = ObjectProperty(())
    name = StringProperty("stroke")
    does: Callable[[str, str], None] | None = ObjectProperty(None, allownone=True)

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._made: dict[Any, list[tuple[int, int]]] = {}
        for name in ("pos", "size", "sheet", "palette"):
            self.fbind(name, self._redraw)
        self._redraw()

    def on_touch_down(self, touch: Any) -> bool:
        if self.disabled or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._made[touch.uid] = [self._place(touch)]
        self._redraw()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        made = self._made.get(touch.uid)
        if touch.grab_current is not self or made is None:
            return False
        place = self._place(touch)
        if max(abs(place[0] - made[-1][0]), abs(place[1] - made[-1][1])) >= _STEP:
            made.append(place)
            self._redraw()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        made = self._made.pop(touch.uid, None)
        if made and self.does is not None:
            self.does(self.name, told(tuple(made)))
        self._redraw()
        return True

    def _place(self, touch: Any) -> tuple[int, int]:
        x = min(max(touch.x - self.x, 0), self.width)
        y = min(max(self.top - touch.y, 0), self.height)
        return round(x / self.width * 1000), round(y / self.width * 1000)

    def _redraw(self, *_: object) -> None:
        self.canvas.clear()
        with self.canvas:
            Color(*self.palette.quiet)
            Rectangle(pos=self.pos, size=self.size)
            Color(*self.palette.line)
            for number in range(1, int(self.height / mm(_RULE_MM)) + 1):
                Rectangle(pos=(self.x, round(self.top - number * mm(_RULE_MM))), size=(self.width, 1))
            Color(*self.palette.ink)
            for stroke in (*self.sheet, *map(tuple, self._made.values())):
                self._draw(stroke)

    def _draw(self, stroke: Stroke) -> None:
        scale = self.width / 1000
        path = [place for x, y in stroke for place in (self.x + x * scale, self.top - y * scale)]
        if len(stroke) == 1:
            path += [path[0] + 1, path[1]]
        Line(points=path, width=mm(_LINE_MM), cap="round", joint="round")
