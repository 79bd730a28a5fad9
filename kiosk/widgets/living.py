"""The live picture on a screen: as large as fits, the villager's own side mirrored like a looking-glass."""

from collections.abc import Callable

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.widgets.themed import Themed

_FPS = 25


class Living(Themed, Widget):
    """Asks `source` for the newest picture while it is on the screen and `showing`."""

    source: Callable[[], Texture | None] | None = ObjectProperty(None, allownone=True)
    showing = BooleanProperty(defaultvalue=True)
    mirrored = BooleanProperty(defaultvalue=True)

    def __init__(self, **properties: object) -> None:
        super().__init__(**properties)
        with self.canvas:
            self._ground = Color()
            self._frame = Rectangle()
            Color(1, 1, 1, 1)
            self._picture = Rectangle(size=(0, 0))
        self._clock = None
        for name in ("pos", "size", "palette", "showing"):
            self.fbind(name, self._lay_out)
        self.fbind("parent", self._watch)
        self._lay_out()

    def _watch(self, *_: object) -> None:
        if self._clock:
            self._clock.cancel()
        self._clock = Clock.schedule_interval(self._look, 1 / _FPS) if self.parent else None

    def _look(self, *_: object) -> None:
        texture = self.source() if self.source and self.showing else None
        if texture is not None and (texture is not self._picture.texture or self._picture.size == (0, 0)):
            self._picture.texture = texture
            self._lay_out()
        self.canvas.ask_update()

    def _lay_out(self, *_: object) -> None:
        self._ground.rgba = self.palette.quiet
        self._frame.pos, self._frame.size = self.pos, self.size
        texture = self._picture.texture
        if texture is None or not self.showing:
            self._picture.size = (0, 0)
            return
        scale = min(self.width / texture.width, self.height / texture.height)
        size = (texture.width * scale, texture.height * scale)
        self._picture.size = size
        self._picture.pos = (self.center_x - size[0] / 2, self.center_y - size[1] / 2)
        left, right = (1, 0) if self.mirrored else (0, 1)
        self._picture.tex_coords = (left, 1, right, 1, right, 0, left, 0)
