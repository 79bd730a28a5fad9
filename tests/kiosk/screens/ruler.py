"""Measures one screen as it stands: millimetres of its targets, gaps and characters, contrast, words cut or covered."""

from collections.abc import Iterator
from typing import Any

from kiosk.flows.typeset.lines import width_em
from kiosk.theme import contrast
from wire.terminal_config import PanelSection

Box = tuple[float, float, float, float]
TARGET_MM, PRIMARY_MM, GAP_MM, CHARACTER_MM = 19.9, 24.9, 3.9, 7.99
CONTRAST = 7.0
PICTURE_MM = 8.0
"""The least picture of a tile: it says what the words say."""
MOST_CHOICES = 4
"""And one that leads on, drawn as primary."""
FRAME = {"back", "home", "help", "leave", "listen", "next", "previous"}
"""Stand in the same place on every screen and choose nothing."""
ASIDE = {"say_more"}
"""A way back to an earlier chapter, drawn small beside the way back."""
LISTS = {"village", "notice", "row", "line", "place"}
"""Choices of which a page shows as many as fit; each list counts as one."""
PADS = {"digit", "erase", "clear", "key", "choose", "more", "narrow", "layer"}
_COVERED = "•"
"""Its full-width glyph is mostly air."""
_HANGING = frozenset("，。、；：？！）”》")
"""May stand in the margin: their ink is in their left half."""


class Ruler:
    """Faults of one screen, each a sentence."""

    def __init__(self, screen: Any, panel: PanelSection) -> None:
        # the widgets need the window that the glass has opened
        from kiosk.widgets.choice import Choice, Tile
        from kiosk.widgets.head import Head
        from kiosk.widgets.options import Option
        from kiosk.widgets.say import Icon, Lines, Say
        from kiosk.widgets.table import Table

        self._choice = Choice
        self._answers = Tile, Option
        self._icon = Icon
        self._panel = panel
        self._screen = screen
        every = [one for one in screen.walk(restrict=True) if _shown(one)]
        self._choices = [
            one for one in every if isinstance(one, Choice) and one.choice and not one.disabled and one.height
        ]
        self._says = [one for one in every if isinstance(one, Say) and one.words.strip()]
        self._lines = [one for one in every if isinstance(one, Lines) and one.lines]
        self._tables = [one for one in every if isinstance(one, Table) and one.rows]
        self._heads = [one for one in every if isinstance(one, Head)]

    def faults(self) -> Iterator[str]:
        yield from self._targets()
        yield from self._gaps()
        yield from self._words()
        yield from self._below_the_head()
        yield from self._table()
        yield from self._pictures()
        yield from self._characters()
        yield from self._colours()
        yield from self._count()

    def _mm(self, widget: Any) -> Box:
        scale = self._panel.px_per_mm
        return (widget.x / scale, widget.y / scale, widget.right / scale, widget.top / scale)

    def _targets(self) -> Iterator[str]:
        for one in self._choices:
            x, y, right, top = self._mm(one)
            least = PRIMARY_MM if one.look == "primary" or isinstance(one, self._answers) else TARGET_MM
            if right - x < least or top - y < least:
                yield f"{one.name} is {right - x:.1f} x {top - y:.1f} mm"
            if x < 0 or y < 0 or right > self._panel.width_mm + 0.1 or top > self._panel.height_mm + 0.1:
                yield f"{one.name} leaves the panel"

    def _gaps(self) -> Iterator[str]:
        boxes = [(one.name, self._mm(one)) for one in self._choices]
        for at, (name, box) in enumerate(boxes):
            for other, its in boxes[at + 1 :]:
                if _gap(box, its) < GAP_MM:
                    yield f"{name} and {other} are {_gap(box, its):.1f} mm apart"

    def _words(self) -> Iterator[str]:
        boxes = [(one, _letters(one)) for one in self._says if one.words != _COVERED]
        for at, (one, box) in enumerate(boxes):
            inside = next((widget for widget in _above(one) if isinstance(widget, self._choice)), None)
            yield from self._cut(one.words, box, inside)
            for choice in self._choices:
                if choice is not inside and _gap(box, _box(choice)) < 0:
                    yield f"{one.words!r} is written over {choice.name}"
            for other, its in boxes[at + 1 :]:
                if _gap(box, its) < 0:
                    yield f"{one.words!r} and {other.words!r} are written over each other"
        for one in self._lines:
            air = 0.3 * getattr(one.sizes, one.role) * self._panel.px_per_mm
            if one.needed - air > one.height:
                yield f"{one.lines[0]!r} and what follows has {one.height:.0f} of {one.needed:.0f} pixels"

    def _below_the_head(self) -> Iterator[str]:
        for head in self._heads:
            for one in self._says:
                if head not in _above(one) and _gap(_letters(one), _box(head)) < 0:
                    yield f"{one.words!r} touches the head"

    def _table(self) -> Iterator[str]:
        for one in self._tables:
            *_, (left, width, _field) = one._columns()
            if left + width > one.right + 1:
                yield f"the table is {left + width - one.right:.0f} pixels too wide"
            if one.needed > one.height:
                yield f"the table has {one.height:.0f} of {one.needed:.0f} pixels"

    def _pictures(self) -> Iterator[str]:
        for one in self._choices:
            if not isinstance(one, self._answers):
                continue
            sides = [icon.height for icon in one.walk(restrict=True) if isinstance(icon, self._icon)]
            if max(sides) / self._panel.px_per_mm < PICTURE_MM:
                yield f"the picture of {one.name} is {max(sides) / self._panel.px_per_mm:.1f} mm high"
        for box in {one.parent for one in self._choices if isinstance(one, self._answers[0])}:
            hinted = [bool(one.hint_that_fits(*one.size)) for one in box.children if getattr(one, "hint", "")]
            if any(hinted) and not all(hinted):
                yield "some tiles are explained and some are not"

    def _cut(self, words: str, box: Box, inside: Any) -> Iterator[str]:
        x, y, right, top = box
        if x < -1 or y < -1 or right > self._panel.width_px + 1 or top > self._screen.height + 1:
            yield f"{words!r} is cut"
        if inside is not None and (x < inside.x or right > inside.right or y < inside.y or top > inside.top):
            yield f"{words!r} leaves {inside.name}"

    def _characters(self) -> Iterator[str]:
        for one in self._says:
            if one.em_px / self._panel.px_per_mm < CHARACTER_MM:
                yield f"{one.words!r} is {one.em_px / self._panel.px_per_mm:.1f} mm high"

    def _colours(self) -> Iterator[str]:
        for one in self._says:
            ground = self._ground(one)
            seen = contrast(getattr(one.palette, one.tone), getattr(one.palette, ground))
            if seen < CONTRAST:
                yield f"{one.words!r} stands at {seen:.1f}:1 on {ground}"

    def _ground(self, widget: Any) -> str:
        for one in _above(widget):
            if isinstance(one, self._choice):
                return str(one.surface(one.look))
            if hasattr(one, "stands_on"):
                return str(one.stands_on)
        return "ground"

    def _count(self) -> Iterator[str]:
        free = [one for one in self._choices if one.choice not in PADS | FRAME | ASIDE]
        leading = {one.name for one in free if one.look == "primary" and not isinstance(one, self._answers)}
        names = {one.choice if one.choice in LISTS else one.name for one in free} - leading
        if len(names) > MOST_CHOICES or len(leading) > 1:
            yield f"{len(names)} choices: {sorted(names)}, and {sorted(leading)}"


def _above(widget: Any) -> Iterator[Any]:
    while (widget := widget.parent) is not None and not hasattr(widget, "step"):
        yield widget


def _shown(widget: Any) -> bool:
    return bool(widget.opacity) and all(one.opacity for one in _above(widget))


def _box(widget: Any) -> Box:
    return (widget.x, widget.y, widget.right, widget.top)


def _gap(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2])
    down = max(one[1] - other[3], other[1] - one[3])
    return max(across, down)


def _letters(say: Any) -> Box:
    """Where ink may be: the font's line box has a fifth of air above and below."""
    x, y = say._ink.pos
    width, height = say._ink.size
    air = say.em_px * 0.24
    if max(say.lines_set, key=width_em, default="")[-1:] in _HANGING:
        width -= say.em_px / 2
    return (x, y + air, x + width, y + height - air)
