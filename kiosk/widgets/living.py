"""The live picture on a screen: as large as fits its pane, the villager's own side mirrored like a looking-glass."""

import time
from collections.abc import Callable

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.widgets.themed import Themed

_FPS = 25
_JUST_NOW_MS = 100


class Living(Themed, Widget):
    """Asks `source` for the newest picture while it is on the screen and `showing`."""

    source: Callable[[float], Texture | None] | None = ObjectProperty(None, allownone=True)
    showing = BooleanProperty(defaultvalue=True)
    mirrored = BooleanProperty(defaultvalue=True)
    far = BooleanProperty(defaultvalue=False)
    """Whether it shows whom the villager talks to, not the villager."""

    def __init__(self, **properties: object) -> None:
        super().__init__(**properties)
        with self.canvas:
            self._ground = Color()
            self._beside = Rectangle(), Rectangle()
            Color(1, 1, 1, 1)
            self._picture = Rectangle(size=(0, 0))
        self._clock = None
        self._since_ms = 0.0
        self._texture: Texture | None = None
        for name in ("pos", "size", "palette", "showing"):
            self.fbind(name, self._lay_out)
        self.fbind("showing", self._begin_looking)
        self.fbind("parent", self._watch)
        self._lay_out()

    def rests(self) -> None:
        """Look no more, and keep nothing of what was seen."""
        if self._clock:
            self._clock.cancel()
        self._clock = None
        self._begin_looking()

    def _watch(self, *_: object) -> None:
        self.rests()
        self._clock = Clock.schedule_interval(self._look, 1 / _FPS) if self.parent else None

    def _begin_looking(self, *_: object) -> None:
        """From now on: what was painted for somebody else stays unseen."""
        self._since_ms = time.monotonic() * 1000 - _JUST_NOW_MS
        self._texture = self._picture.texture = None
        self._lay_out()

    def _look(self, *_: object) -> None:
        texture = self.source(self._since_ms) if self.source and self.showing else None
        if texture is not None and texture is not self._texture:
            self._texture = self._picture.texture = texture
            self._lay_out()

    def _lay_out(self, *_: object) -> None:
        self._ground.rgba = self.palette.quiet
        texture = self._texture
        if texture is None or not self.showing:
            self._picture.size = self._beside[1].size = (0, 0)
            self._beside[0].pos, self._beside[0].size = self.pos, self.size
            return
        scale = min(self.width / texture.width, self.height / texture.height)
        width, height = round(texture.width * scale), round(texture.height * scale)
        self._picture.size = width, height
        self._picture.pos = round(self.x + (self.width - width) / 2), round(self.y + (self.height - height) / 2)
        left, right = (1, 0) if self.mirrored else (0, 1)
        self._picture.tex_coords = (left, 1, right, 1, right, 0, left, 0)
        self._frame()

    def _frame(self) -> None:
        """Only what the picture leaves of the pane: without a graphics card, what it hides costs as much as itself."""
        (x, y), (width, height) = self._picture.pos, self._picture.size
        one, other = self._beside
        if self.height - height < self.width - width:
            one.pos, one.size = self.pos, (max(x - self.x, 0), self.height)
            other.pos, other.size = (x + width, self.y), (max(self.right - x - width, 0), self.height)
        else:
            one.pos, one.size = self.pos, (self.width, max(y - self.y, 0))
            other.pos, other.size = (self.x, y + height), (self.width, max(self.top - y - height, 0))
