"""Words alone: paragraphs on as many pages as they need, as large as costs no page more."""

from kiosk.render.desk import Body, Desk, fewest
from kiosk.render.errors import Illegible
from kiosk.render.letters.face import Face
from kiosk.render.letters.lines import line_blocks, lines, paragraphs
from kiosk.render.marks import Mark
from kiosk.render.room.flow import filled
from wire.content import Text

MOST_PAGES = 24
LEAST_ACROSS = 4
"""So many characters on a line, or it is no reading."""
_INDENTED_ACROSS = 14
"""On shorter lines two characters of indent are too much."""


def set_text(content: Text, desk: Desk) -> tuple[Body, ...]:
    pages = fewest(desk.faces(), lambda face: _pages(content.body, face, desk))
    if len(pages) > MOST_PAGES and not desk.whole:
        raise Illegible("too_long")
    return tuple(Body(marks) for marks in pages)


def _pages(text: str, face: Face, desk: Desk) -> list[tuple[Mark, ...]]:
    width = desk.space.width
    if width < LEAST_ACROSS * face.px:
        raise Illegible("too_small")
    short = width < _INDENTED_ACROSS * face.px
    cut = [line for line in lines(text, face, width) if line] if short else paragraphs(text, face, width)
    return filled(line_blocks(tuple(cut), face, tight=desk.space.tight), desk.space)
