"""What ledgers and lists share: rows without columns, the word about what is not shown, and the choice of some rows."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from kiosk.render.desk import Body, Desk
from kiosk.render.errors import Illegible
from kiosk.render.kinds.table import Cell
from kiosk.render.letters.face import Face
from kiosk.render.letters.lines import descent, lines
from kiosk.render.letters.policy import leading
from kiosk.render.marks import Bar, Box, Mark, Run
from kiosk.render.room.flow import Block
from kiosk.render.room.frame import Space

SOME_PAGES = 2
"""Where not every row is shown, so many pages are."""
Row = TypeVar("Row")


def stacked(words: str, figures: Sequence[Cell], face: Face, *, space: Space) -> Block:
    """Words on as many lines as they need, figures at the right of the last one or below."""
    step = leading(face.px, tight=True)
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


def some_pages(
    rows: Sequence[Row], desk: Desk, *, cut: Callable[[Sequence[Row], Face], list[tuple[Mark, ...]]]
) -> tuple[Body, ...]:
    """As many of the first rows as SOME_PAGES take; raises Illegible when not even one row fits."""
    reason = Illegible("too_small")
    for face in reversed(desk.faces()):
        try:
            cut(rows[:1], face)
        except Illegible as error:
            reason = error
            continue
        count = _most(rows, lambda some, face=face: len(cut(some, face)) <= SOME_PAGES)  # type: ignore[misc]
        return tuple(Body(marks) for marks in cut(rows[:count], face))
    raise reason


def _most(rows: Sequence[Row], fits: Callable[[Sequence[Row]], bool]) -> int:
    count = 1
    while count < len(rows):
        try:
            if not fits(rows[: count + 1]):
                break
        except Illegible:
            break
        count += 1
    return count
