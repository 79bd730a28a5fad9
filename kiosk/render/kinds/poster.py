"""One sentence as large as the wall takes it, and perhaps a few smaller lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from kiosk.render.desk import Body, Desk
from kiosk.render.errors import Illegible
from kiosk.render.kinds.words import LEAST_ACROSS, MOST_PAGES
from kiosk.render.letters.face import Face, size_at_most
from kiosk.render.letters.lines import balanced, centred, descent, lines, pauses
from kiosk.render.letters.policy import leading, smallest_px
from kiosk.render.marks import Ink, Mark, Run
from kiosk.render.room.flow import Block, filled
from wire.content import Poster

_MOST_LINES = 4
"""Of a headline."""
_SMALLER = 0.42
"""The other lines beside the headline."""
_STEP = 0.94
_WORTH_A_PAUSE = 0.8
"""So much of its size a headline gives to be broken where it pauses."""
_WORTH_A_PAGE = 2
"""A headline so many times as large is worth a page of its own."""


def set_poster(content: Poster, desk: Desk) -> tuple[Body, ...]:
    """On one page; the headline first and its lines after it where that makes it twice as large."""
    whole, alone = _largest(content, desk), _largest(Poster(headline=content.headline), desk)
    if whole is not None and (alone is None or alone.px < _WORTH_A_PAGE * whole.px):
        return (Body(whole.marks),)
    headline = [alone.marks] if alone is not None else _paged((content.headline,), desk, ink="amber")
    rest = _largest(Poster(headline="\n".join(content.lines)), desk, ink="white") if content.lines else None
    pages = [*headline, *([rest.marks] if rest is not None else _paged(content.lines, desk, ink="white"))]
    if len(pages) > MOST_PAGES and not desk.whole:
        raise Illegible("too_long")
    return tuple(Body(marks) for marks in pages)


@dataclass(frozen=True)
class _Sheet:
    """A page that was found, and how large its headline is."""

    px: int
    marks: tuple[Mark, ...]


def _sizes(largest: int, least: int) -> Iterator[int]:
    size = float(largest)
    while size >= least:
        px = size_at_most(size)
        yield px
        size = min(size * _STEP, px - 1)


def _largest(content: Poster, desk: Desk, *, ink: Ink = "amber") -> _Sheet | None:
    """The largest headline there is room for; a little smaller where it is then broken at a pause."""
    slot, found = desk.space.largest, None
    for px in _sizes(slot.height, smallest_px(desk.profile)):
        if found is not None and px < _WORTH_A_PAUSE * found.px:
            break
        face = Face(px, bold=ink == "amber")
        headline = _headline(content.headline, face, desk)
        blocks = _blocks(headline, content.lines, face, desk=desk, ink=ink) if headline else []
        if not blocks or _height(blocks) > slot.height or (found is not None and not pauses(headline)):
            continue
        found = _Sheet(px, Block((slot.height - _height(blocks)) // 2).above(reduce(Block.above, blocks)).placed(slot))
        if pauses(headline):
            break
    return found


def _height(blocks: list[Block]) -> int:
    return sum(block.height + block.air for block in blocks) - blocks[-1].air


def _headline(text: str, face: Face, desk: Desk) -> tuple[str, ...]:
    """Nothing where it would be torn into too many or too short lines."""
    width = desk.space.width
    cut = balanced(text, face, width)
    torn = len(cut) > 1 and face.px * LEAST_ACROSS > width
    return () if torn or len(cut) > _MOST_LINES or any(face.width(line) > width for line in cut) else cut


def _blocks(headline: tuple[str, ...], more: tuple[str, ...], face: Face, *, desk: Desk, ink: Ink) -> list[Block]:
    width, tight = desk.space.width, desk.space.tight
    small = Face(max(smallest_px(desk.profile), size_at_most(face.px * _SMALLER)))
    others = [line for text in more for line in lines(text, small, width)]
    blocks = _centred(headline, face, width, ink=ink, tight=tight)
    if others:
        last = blocks[-1]
        blocks[-1] = Block(last.height, last.marks, air=last.air + (small.px // 8 if tight else small.px // 2))
    return blocks + _centred(tuple(others), small, width, ink="white", tight=tight)


def _centred(texts: tuple[str, ...], face: Face, width: int, *, ink: Ink, tight: bool) -> list[Block]:
    deep = descent(face)
    air = max(leading(face.px, tight=tight) - face.px - deep, 0)
    return [Block(face.px + deep, (Run(centred(text, face, width), 0, text, face, ink),), air) for text in texts]


def _paged(texts: tuple[str, ...], desk: Desk, *, ink: Ink) -> list[tuple[Mark, ...]]:
    """In the smallest letters, centred, on as many pages as it takes."""
    if not texts:
        return []
    face, width = Face(smallest_px(desk.profile)), desk.space.width
    if width < LEAST_ACROSS * face.px:
        raise Illegible("too_small")
    cut = tuple(line for text in texts for line in balanced(text, face, width) if line)
    return filled(_centred(cut, face, width, ink=ink, tight=True), desk.space)
