"""Words alone, and the sentence that is as large as the wall takes it."""

from kiosk.render.desk import Body, Desk, fewest
from kiosk.render.errors import Illegible
from kiosk.render.letters.face import Face, size_at_most
from kiosk.render.letters.lines import centred, descent, line_blocks, lines, paragraphs
from kiosk.render.letters.policy import leading, smallest_px
from kiosk.render.marks import Mark, Run, moved
from kiosk.render.room.flow import Block, Filling, flowed
from wire.content import Poster, Text

_MOST_PAGES = 24
_LEAST_ACROSS = 4
"""So many characters on a line, or it is no reading."""
_MOST_HEADLINE_LINES = 4
_SMALLER = 0.42
"""A poster's other lines, beside its headline."""


def set_text(content: Text, desk: Desk) -> tuple[Body, ...]:
    pages = fewest(desk.faces(), lambda face: words_pages(content.body, face, desk))
    if len(pages) > _MOST_PAGES and not desk.whole:
        raise Illegible("too_long")
    return tuple(Body(marks) for marks in pages)


def words_pages(text: str, face: Face, desk: Desk) -> list[tuple[Mark, ...]]:
    """Paragraphs on pages; the last page is as full as the others allow."""
    if desk.space.width < _LEAST_ACROSS * face.px:
        raise Illegible("too_small")
    cut = paragraphs(text, face, desk.space.width)
    return flowed(line_blocks(cut, face, tight=desk.space.tight), desk.space)


def set_poster(content: Poster, desk: Desk) -> tuple[Body, ...]:
    """One page, the headline as large as its room; on a low wall its lines follow on pages of their own."""
    slot = desk.space.largest
    least = smallest_px(desk.profile)
    size = float(slot.height)
    while size >= least:
        face = Face(size_at_most(size), bold=True)
        marks = _poster(content, face, desk)
        if marks is not None:
            return (Body(marks),)
        size = min(size * 0.94, face.px - 1)
    return (*set_text(Text(body=content.headline), desk), *_rest(content, desk))


def _rest(content: Poster, desk: Desk) -> tuple[Body, ...]:
    return set_text(Text(body="\n".join(content.lines)), desk) if content.lines else ()


def _poster(content: Poster, face: Face, desk: Desk) -> tuple[Mark, ...] | None:
    slot, least = desk.space.largest, smallest_px(desk.profile)
    headline = lines(content.headline, face, slot.width)
    if len(headline) > _MOST_HEADLINE_LINES or any(face.width(line) > slot.width for line in headline):
        return None
    if face.px * _LEAST_ACROSS > slot.width and len(headline) > 1:
        return None
    small = Face(max(least, size_at_most(face.px * _SMALLER)))
    others = [line for text in content.lines for line in lines(text, small, slot.width)]
    blocks = [*_rows(headline, face, slot.width, tight=desk.space.tight)]
    if others:
        blocks[-1] = Block(blocks[-1].height, blocks[-1].marks, air=small.px // 2)
        blocks += _rows(tuple(others), small, slot.width, tight=desk.space.tight, ink_white=True)
    height = sum(block.height + block.air for block in blocks) - blocks[-1].air
    if height > slot.height:
        return None
    return _in_the_middle(blocks, desk, height)


def _rows(texts: tuple[str, ...], face: Face, width: int, *, tight: bool, ink_white: bool = False) -> list[Block]:
    deep = descent(face)
    air = max(leading(face.px, tight=tight) - face.px - deep, 0)
    ink = "white" if ink_white else "amber"
    return [
        Block(
            face.px + deep,
            (Run(centred(text, face, width), 0, text, face, "white" if ink == "white" else "amber"),),
            air,
        )
        for text in texts
    ]


def _in_the_middle(blocks: list[Block], desk: Desk, height: int) -> tuple[Mark, ...]:
    slot = desk.space.largest
    y = slot.y + (slot.height - height) // 2
    marks = list[Mark]()
    for block in blocks:
        marks += [moved(mark, slot.x, y) for mark in block.marks]
        y += block.height + block.air
    return tuple(marks)


__all__ = ["Filling", "set_poster", "set_text", "words_pages"]
