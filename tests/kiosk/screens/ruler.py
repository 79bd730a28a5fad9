"""Measures one screen as it stands: millimetres of its targets, gaps and characters, contrast, words cut or covered."""

from collections.abc import Iterator
from typing import Any

from kiosk.theme import contrast
from wire.terminal_config import PanelSection

Box = tuple[float, float, float, float]
TARGET_MM, PRIMARY_MM, GAP_MM, CHARACTER_MM = 19.9, 24.9, 3.9, 7.99
CONTRAST = 7.0
MOST_CHOICES = 5
"""Four, and what leads on."""
LISTS = {"village", "notice", "row", "line", "place"}
"""Choices of which a page shows as many as fit; each list counts as one."""
PADS = {"digit", "erase", "clear", "key", "choose", "more", "narrow", "layer"}
_COVERED = "•"
_HANGING = frozenset("，。、；：？！）”》")
"""May stand in the margin: their ink is in their left half."""
"""Its full-width glyph is mostly air."""


class Ruler:
    """Faults of one screen, each a sentence."""

    def __init__(self, screen: Any, panel: PanelSection) -> None:
        # the widgets need the window that the glass has opened
        from kiosk.widgets.choice import Choice, SmallPress
        from kiosk.widgets.head import PracticeBand
        from kiosk.widgets.notice import Notice
        from kiosk.widgets.say import Lines, Say

        self._kinds = Choice, SmallPress, (PracticeBand, Notice)
        self._panel = panel
        self._screen = screen
        every = [one for one in screen.walk(restrict=True) if _shown(one)]
        self._choices = [
            one for one in every if isinstance(one, Choice) and one.choice and not one.disabled and one.height
        ]
        self._says = [one for one in every if isinstance(one, Say) and one.words.strip()]
        self._lines = [one for one in every if isinstance(one, Lines) and one.lines]

    def faults(self) -> Iterator[str]:
        yield from self._targets()
        yield from self._gaps()
        yield from self._words()
        yield from self._characters()
        yield from self._colours()
        yield from self._count()

    def _mm(self, widget: Any) -> Box:
        scale = self._panel.px_per_mm
        return (widget.x / scale, widget.y / scale, widget.right / scale, widget.top / scale)

    def _targets(self) -> Iterator[str]:
        for one in self._choices:
            x, y, right, top = self._mm(one)
            least = PRIMARY_MM if one.look == "primary" else TARGET_MM
            if right - x < TARGET_MM or top - y < least:
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
            inside = next((widget for widget in _above(one) if isinstance(widget, self._kinds[0])), None)
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
        choice, _, band = self._kinds
        for one in _above(widget):
            if isinstance(one, choice):
                return str(one.surface(one.look))
            if isinstance(one, band):
                return "attention"
        return "ground"

    def _count(self) -> Iterator[str]:
        small = self._kinds[1]
        free = [one for one in self._choices if not isinstance(one, small) and one.choice not in PADS]
        names = {one.choice if one.choice in LISTS else one.name for one in free}
        if len(names) > MOST_CHOICES:
            yield f"{len(names)} choices: {sorted(names)}"


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
    if any(line[-1:] in _HANGING for line in say.lines_set):
        width -= say.em_px / 2
    return (x, y + air, x + width, y + height - air)
