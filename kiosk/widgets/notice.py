"""A sentence that wants to be seen and not to frighten: amber, with an icon, no higher than its words."""

from typing import Any

from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.metrics import mm
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.widgets.say import Icon, Say
from kiosk.widgets.themed import Themed

_AIR_MM = 3.0


class Notice(Themed, BoxLayout):
    """`words` and an `icon` before them."""

    icon = StringProperty("warning")
    words = StringProperty("")
    stands_on = "attention"

    def __init__(self, **properties: Any) -> None:
        super().__init__(size_hint_y=None, height=0, spacing=mm(_AIR_MM), **properties)
        self._icon = Icon(role="label", factor=1.25, tone="on_attention", pos_hint={"center_y": 0.5})
        self._told = Say(tone="on_attention", pos_hint={"center_y": 0.5})
        with self.canvas.before:
            self._colour = Color()
            self._surface = SmoothRoundedRectangle()
        for name in ("pos", "size", "palette", "sizes", "words", "icon"):
            self.fbind(name, self._draw)
        self._told.fbind("height", self._draw)
        self._draw()

    def _draw(self, *_: object) -> None:
        if bool(self.words) != bool(self.children):
            self.clear_widgets()
            for one in (self._icon, self._told) if self.words else ():
                self.add_widget(one)
        for one in (self._icon, self._told):
            one.palette, one.sizes = self.palette, self.sizes
        self._icon.name, self._told.words = self.icon, self.words
        self.padding = (mm(_AIR_MM * 1.5), mm(_AIR_MM)) if self.words else 0
        self.height = max(self._told.height, self._icon.height) + mm(_AIR_MM * 2) if self.words else 0
        self._colour.rgba = self.palette.attention if self.words else (0, 0, 0, 0)
        self._surface.pos, self._surface.size = self.pos, self.size
        self._surface.radius = [mm(self.sizes.corner)]
