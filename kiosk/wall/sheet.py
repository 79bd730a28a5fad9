"""One page drawn in full pixels: head strip, title, table or words, foot strip. Below 24 px nothing is smoothed."""

from collections.abc import Iterator
from typing import Any

from kivy.core.text import Label as Setting
from kivy.graphics import Color, Fbo, Rectangle, SmoothEllipse
from kivy.graphics.texture import Texture

from kiosk.flows.typeset.lines import width_em
from kiosk.flows.typeset.paging import GAP_EM, ROW_AIR, Field
from kiosk.theme import WALL, Colour
from kiosk.wall.pages import FOOT_EM, HEAD_EM, MARGIN_EM, SMALLEST_PX, TITLE_EM, WallPage
from kiosk.words import Words

_LINE_EM = 1.45
_SMOOTH_FROM_PX = 24
_HEAD = 1.15
_FOOT = 0.72
_AGE_EM = 11.0
"""So much of the foot strip stays free for how old the news are."""


class Sheet:
    """Draws for one wall."""

    def __init__(self, size: tuple[int, int], *, em_px: int, words: Words, point: str) -> None:
        self._width, self._height = size
        self._point = point
        self._em = em_px
        self._words = words

    def texture(self, page: WallPage | None, following: WallPage | None, *, heard: bool) -> Texture:
        """A page, or what stands there while nothing is published."""
        canvas = Fbo(size=(self._width, self._height))
        with canvas:
            Color(*WALL.ground)
            Rectangle(size=(self._width, self._height))
            if page is None:
                self._empty(heard=heard)
            else:
                self._head(page)
                self._body(page)
                self._foot(page, following)
        canvas.draw()
        texture = canvas.texture
        texture.mag_filter = texture.min_filter = "nearest"
        return texture

    def foot_box(self) -> tuple[float, float, float]:
        """Where the player writes how old all this is: right edge, middle, letter height."""
        return (self._width - self._margin, FOOT_EM * self._em / 2, max(self._em * _FOOT, SMALLEST_PX))

    @property
    def _margin(self) -> float:
        return MARGIN_EM * self._em

    def _head(self, page: WallPage) -> None:
        middle = self._height - HEAD_EM * self._em / 2
        room = self._width - 2 * self._margin - (width_em(page.period) + 1) * self._em
        self._place_name(page.village, room)
        self._text(page.period, (self._width - self._margin, middle), size=self._em, ink=WALL.white, at=1.0)

    def _place_name(self, name: str, room: float) -> None:
        """Whose wall or whose accounts, in the head strip."""
        place = self._margin, self._height - HEAD_EM * self._em / 2
        size = min(self._em * _HEAD, room / max(width_em(name), 1))
        self._text(name, place, size=size, ink=WALL.amber, bold=True)
        self._rule(self._height - HEAD_EM * self._em, WALL.amber, 2)

    def _body(self, page: WallPage) -> None:
        top = self._height - (HEAD_EM + TITLE_EM) * self._em
        middle = top + TITLE_EM * self._em / 2
        room = self._width - 2 * self._margin - 4 * self._em
        size = min(self._em, room / max(width_em(page.title), 1))
        self._text(page.title, (self._margin, middle), size=size, ink=WALL.white, bold=True)
        if page.pages > 1:
            count = self._words.say("wall.page", page=page.page + 1, pages=page.pages)
            self._text(count, (self._width - self._margin, middle), size=self._em, ink=WALL.amber, at=1.0)
        line = page.em_px * _LINE_EM
        for text in page.content.lines:
            self._text(text, (self._margin, top - line / 2), size=page.em_px, ink=WALL.white)
            top -= line
        if page.content.rows:
            self._table(page, top)

    def _table(self, page: WallPage, top: float) -> None:
        fields = page.content.fields
        heads = tuple(
            self._words.say("wall.money", title=one.title) if one.kind == "money" else one.title for one in fields
        )
        if any(one.title for one in fields):
            top = self._row(heads, page, top=top, inks=(WALL.amber, WALL.amber))
            self._rule(top, WALL.amber, 1)
        for row in page.content.rows:
            top = self._row(row, page, top=top, inks=(WALL.white, WALL.green))
            self._rule(top, WALL.line, 1)

    def _row(self, cells: tuple[str, ...], page: WallPage, *, top: float, inks: tuple[Colour, Colour]) -> float:
        """Draws one row from `top` down and returns where the next begins."""
        em, line = page.em_px, page.em_px * _LINE_EM
        for cell, (left, width, field) in zip(cells, self._columns(page), strict=True):
            at = float(field.to_the_right)
            for number, part in enumerate(cell.split("\n")):
                place = (left + width * at, top - (number + 0.5 + ROW_AIR / 2) * line)
                self._text(part, place, size=em, ink=inks[field.to_the_right], at=at)
        return top - line * (max(cell.count("\n") + 1 for cell in cells) + ROW_AIR)

    def _columns(self, page: WallPage) -> Iterator[tuple[float, float, Field]]:
        """Left edge, width and field; what is left over goes between the columns."""
        fields, em = page.content.fields, page.em_px
        total = sum(one.width_em for one in fields) + GAP_EM * (len(fields) - 1)
        spread = max((self._width - 2 * self._margin) / em - total, 0) / max(len(fields) - 1, 1)
        left = self._margin
        for field in fields:
            yield left, field.width_em * em, field
            left += (field.width_em + GAP_EM + spread) * em

    def _foot(self, page: WallPage, following: WallPage | None) -> None:
        self._rule(FOOT_EM * self._em, WALL.line, 2)
        right, middle, size = self.foot_box()
        as_of = self._words.say("wall.as_of", day=self._words.date(page.as_of))
        end = self._text(as_of, (self._margin, middle), size=size, ink=WALL.amber)
        told = self._words.say("wall.next", village=following.village) if following else ""
        if end + self._em + (width_em(told) + _AGE_EM) * size <= right:
            self._text(told, (end + self._em, middle), size=size, ink=WALL.white)

    def _empty(self, *, heard: bool) -> None:
        """The straight line between two dots, and what will stand here."""
        self._place_name(self._point, self._width - 2 * self._margin)
        middle, dot = self._height * 0.62, self._em * 0.9
        left, right = self._width * 0.2, self._width * 0.8
        Color(*WALL.amber)
        Rectangle(pos=(left, round(middle - 1)), size=(right - left, 3))
        SmoothEllipse(pos=(left - dot / 2, middle - dot / 2), size=(dot, dot))
        Color(*WALL.green)
        SmoothEllipse(pos=(right - dot / 2, middle - dot / 2), size=(dot, dot))
        keys = ("wall.nothing", "wall.nothing_hint") if heard else ("wall.starting",)
        for number, key in enumerate(keys):
            ink = WALL.amber if number else WALL.white
            place = (self._width / 2, self._height * 0.42 - number * self._em * 1.8)
            self._text(self._words.say(key), place, size=self._em, ink=ink, at=0.5)

    def _text(self, text: str, place: tuple[float, float], **look: Any) -> float:
        """Sets `text` around the middle of `place`; `at` 0 begins there, 1 ends there. Returns its right edge."""
        if not text:
            return place[0]
        texture = set_text(text, look["size"], bold=look.get("bold", False))
        x = round(place[0] - texture.width * look.get("at", 0.0))
        Color(*look["ink"])
        Rectangle(texture=texture, pos=(x, round(place[1] - texture.height / 2)), size=texture.size)
        return float(x + texture.width)

    def _rule(self, y: float, ink: Colour, height: int) -> None:
        Color(*ink)
        Rectangle(pos=(self._margin, round(y)), size=(self._width - 2 * self._margin, height))


def set_text(text: str, size: float, *, bold: bool = False) -> Texture:
    """Letters in white, to be coloured where they are drawn."""
    setting = Setting(text=text, font_size=round(size), bold=bold, font_blended=size >= _SMOOTH_FROM_PX)
    setting.refresh()
    return setting.texture
