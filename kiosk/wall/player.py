"""Puts drawn pages on the wall: the new one grows clear over the old, which stays until it is covered."""

import time
from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.theme import WALL
from kiosk.wall.pages import WallPage
from kiosk.wall.rotation import Rotation
from kiosk.wall.sheet import Sheet, set_text
from kiosk.words import Words

_FADE_S = 0.4
_FRAME_S = 1 / 30
_DRAW_AHEAD_S = 2 * _FADE_S
"""The next page is drawn when the fade is over, so that neither its own fade nor news wait for it."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def age_words(words: Words, checked_at_ms: int, now_ms: int) -> str:
    """How old the county's last word is, as people say it."""
    if not checked_at_ms:
        return words.say("wall.never")
    seconds = max(now_ms - checked_at_ms, 0) // 1000
    if seconds < 2 * _MINUTE:
        return words.say("wall.checked_now")
    for unit, size in (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE)):
        if seconds >= size:
            return words.say("wall.checked", ago=words.say(f"wall.{unit}", count=seconds // size))
    return words.say("wall.checked_now")


class Player(Widget):
    """Asks the rotation what stands there; `on_page` is told of each new page."""

    def __init__(
        self, rotation: Rotation, sheet: Sheet, *, words: Words, on_page: Callable[[WallPage | None], None]
    ) -> None:
        super().__init__()
        self._rotation = rotation
        self._sheet = sheet
        self._words = words
        self._on_page = on_page
        self._fading = 0.0
        self._stands = False
        self._age = ""
        self.checked_at_ms = 0
        self._drawn: tuple[object, Texture] | None = None
        """What comes next, drawn while there was time."""
        with self.canvas:
            Color(1, 1, 1, 1)
            self._old = Rectangle()
            self._veil = Color(1, 1, 1, 1)
            self._new = Rectangle()
            Color(*WALL.green)
            self._told = Rectangle(size=(0, 0))
        self._draw_soon = Clock.create_trigger(self._draw_ahead, _DRAW_AHEAD_S)
        self._steps = Clock.create_trigger(self._fade, _FRAME_S, interval=True)
        self.fbind("size", self._fit)

    def shows_now(self) -> None:
        """Draw what the rotation shows; at once when nothing stands there yet."""
        page = self._rotation.page
        texture = self._texture(page)
        if self._stands:
            self._cover(texture)
        else:
            # what Kivy draws before that is white
            self._old.texture = self._new.texture = texture
            self._stands = True
        self._fit()
        self._draw_soon()
        self._on_page(page)

    def _texture(self, page: WallPage | None) -> Texture:
        look = page, self._rotation.notice_after(page), self._rotation.heard
        if self._drawn is None or self._drawn[0] != look:
            self._drawn = look, self._sheet.texture(page, look[1], heard=look[2])
        return self._drawn[1]

    def _draw_ahead(self, *_: object) -> None:
        if self._rotation.next_page is not None:
            self._texture(self._rotation.next_page)

    def _cover(self, texture: Texture) -> None:
        self._old.texture, self._new.texture = self._new.texture, texture
        self._fading, self._veil.a = 0.0, 0.0
        self._steps()

    def waits(self, seconds: float) -> None:
        """Time goes by."""
        if self._rotation.waits(seconds):
            self.shows_now()
        self.tells_age()

    def tells_age(self) -> None:
        age = age_words(self._words, self.checked_at_ms, round(time.time() * 1000))
        if age == self._age and self._told.size != (0, 0):
            return
        self._age = age
        right, middle, size = self._sheet.foot_box()
        texture = set_text(age, size)
        self._told.texture, self._told.size = texture, texture.size
        self._told.pos = (round(right - texture.width), round(middle - texture.height / 2))

    @property
    def texts(self) -> list[str]:
        """What stands on the wall, for whoever checks it."""
        page = self._rotation.page
        if page is None:
            return [self._words.say("wall.nothing" if self._rotation.heard else "wall.starting"), self._age]
        cells = [cell for row in page.content.rows for cell in row if cell]
        return [page.village, page.period, page.title, *page.content.lines, *cells, page.as_of, self._age]

    def _fade(self, seconds: float) -> None:
        self._fading += seconds
        self._veil.a = min(self._fading / _FADE_S, 1.0)
        if self._veil.a >= 1.0:
            self._steps.cancel()

    def _fit(self, *_: Any) -> None:
        for rectangle in (self._old, self._new):
            rectangle.pos, rectangle.size = self.pos, self.size
