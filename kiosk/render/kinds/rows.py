"""What ledgers and lists share: rows without columns, the word about what is not shown, and the choice of some rows."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from kiosk.render.desk import Body, Desk
from kiosk.render.errors import Illegible
from kiosk.render.kinds.table import Cell
from kiosk.render.letters.face import OUTLINE_FROM_PX, Face
from kiosk.render.letters.lines import descent, lines
from kiosk.render.letters.policy import leading
from kiosk.render.marks import Bar, Box, Mark, Run
from kiosk.render.room.flow import Block
from kiosk.render.room.frame import Space

SOME_PAGES = (2, 4)
"""Where not every row is shown, so many pages are; the larger number where the smaller takes but a few rows."""
_FEW_ROWS = 10
Row = TypeVar("Row")
Cut = Callable[[Sequence[Row], Face], list[Body]]
"""Rows onto pages."""


def stacked(words: str, figures: Sequence[Cell], face: Face, *, space: Space) -> Block:
    """Words on as many lines as they need, figures at the right of the last one or below."""
    step = face.px if space.tight and face.px < OUTLINE_FROM_PX else leading(face.px, tight=True)
    pad = 0 if space.tight else max(leading(face.px) - face.px, 2) // 2
    cut = lines(words, face, space.width) if words else ()
    marks: list[Mark] = [Run(0, pad + at * step, line, face) for at, line in enumerate(cut)]
    at = len(cut)
    for number, figure in enumerate(figures):
        width = face.width(figure.text)
        if width > space.width:
            raise Illegible("too_small")
        beside = number == 0 and cut and face.width(cut[-1]) + face.px // 2 + width <= space.width
        row = at - 1 if beside else at
        at = row + 1
        marks.append(Run(space.width - width, pad + row * step, figure.text, face, figure.ink))
    height = 2 * pad + max(at - 1, 0) * step + face.px + (descent(face) if space.tight else 0)
    hair = max(face.px // 24, 1)
    return Block(height + hair, (*marks, Bar(Box(0, height, space.width, hair))), air=1 if space.tight else 0)


def note_block(text: str, face: Face, width: int) -> Block:
    """A word about the page itself, above what it speaks of."""
    step = leading(face.px, tight=True)
    cut = lines(text, face, width)
    marks = tuple(Run(0, at * step, line, face, "green") for at, line in enumerate(cut))
    return Block((len(cut) - 1) * step + face.px + descent(face), marks, air=max(face.px // 5, 2))


def most_rows(desk: Desk, pages: int) -> int:
    """More rows than this cannot stand on so many pages, whatever they are."""
    face = desk.faces()[-1]
    return pages * sum(slot.height // face.px + 1 for slot in desk.columns(face).slots)


def notes_above(desk: Desk) -> bool:
    """Whether there is room for a word above each page's rows; on low walls the head says it in short."""
    return desk.frame.shape == "stacked"


def some_pages(rows: Sequence[Row], desk: Desk, *, cut: Cut[Row]) -> tuple[Body, ...]:
    """As many of the first rows as a few pages take; raises Illegible when not even one row fits."""
    reason = Illegible("too_small")
    for face in reversed(desk.faces()):
        try:
            cut(rows[:1], face)
        except Illegible as error:
            reason = error
            continue
        return tuple(cut(rows[: _count(rows, face, desk, cut=cut)], face))
    raise reason


def _count(rows: Sequence[Row], face: Face, desk: Desk, *, cut: Cut[Row]) -> int:
    """How many of the first rows are shown."""
    count = 0
    for pages in SOME_PAGES:
        some = rows[: most_rows(desk, pages)]
        count = _most(some, lambda part, pages=pages: len(cut(part, face)) <= pages)  # type: ignore[misc]
        if count >= _FEW_ROWS:
            break
    return count


def _most(rows: Sequence[Row], fits: Callable[[Sequence[Row]], bool]) -> int:
    """How many of the first rows fit, found by halving."""
    least, most = 1, len(rows)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if fits(rows[:middle]) else (least, middle - 1)
    return least
