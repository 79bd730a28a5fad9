"""What a villager takes along: a code that says the account in words to any telephone, with no network."""

import segno

from kiosk.flows.typeset.money import yuan
from kiosk.render.desk import Desk
from kiosk.render.letters.face import Face
from kiosk.render.letters.lines import centred
from kiosk.render.letters.policy import smallest_px
from kiosk.render.marks import Box, Code, Mark, Run

_QUIET = 4
"""White modules around a code, or it is not found."""
_LEAST_MODULE_PX = 2
_ACROSS_AT = 10
"""A code is read from ten times its width."""
_WIDEST = 0.42
"""Of the body."""
_TALLEST = 0.86
_MOST_CHARACTERS = 120


def code_rows(text: str) -> tuple[str, ...]:
    """Modules with the quiet around them, `1` for dark."""
    code = segno.make(text, error="l", mode="byte", encoding="utf-8", micro=False, boost_error=False)
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix_iter(border=_QUIET))


def account_words(village: str, title: str, figures: list[tuple[str, int]]) -> str:
    """`Village title`, then a line for each figure; plain text."""
    head = f"{village} {title}"[:_MOST_CHARACTERS]
    return "\n".join((head, *(f"{label} {yuan(fen)}" for label, fen in figures)))


def room_for(text: str, desk: Desk) -> Code | None:
    """The code at the right of the body; None where it would be too small to be read, or crowd the figures out."""
    slot, rows = desk.space.largest, code_rows(text)
    if desk.frame.shape in {"tiny", "long"} or len(desk.space.slots) > 1:
        return None
    face = Face(smallest_px(desk.profile))
    room = min(int(slot.width * _WIDEST), int(slot.height * _TALLEST) - face.px - face.px // 4)
    scale = room // len(rows)
    side = scale * len(rows)
    reached_m = side * desk.profile.pitch_um / 1_000_000 * _ACROSS_AT
    if scale < _LEAST_MODULE_PX or reached_m < desk.profile.nearest_m:
        return None
    top = slot.y + (slot.height - side - face.px - face.px // 4) // 2
    return Code(slot.right - side, top, scale, rows)


def captioned(code: Code, desk: Desk) -> tuple[Mark, ...]:
    """The code and what to do with it."""
    face, box = Face(smallest_px(desk.profile)), code.box
    text = desk.words.say("page.scan")
    x = box.x + centred(text, face, box.width) if face.width(text) <= box.width else box.right - face.width(text)
    return (code, Run(x, box.bottom + face.px // 4, text, face, "amber"))


def beside(code: Code, desk: Desk) -> Box:
    """What is left of the body at the left of a code."""
    slot = desk.space.largest
    caption = Face(smallest_px(desk.profile)).width(desk.words.say("page.scan"))
    left = min(code.x, code.box.right - caption)
    return Box(slot.x, slot.y, left - slot.x - max(slot.width // 20, 12), slot.height)
