"""A picture or a film as large as the room takes it, and what it shows in words below."""

from contextlib import suppress

from kiosk.render.desk import Body, Desk
from kiosk.render.errors import Illegible
from kiosk.render.kinds.words import set_text
from kiosk.render.letters.face import Face
from kiosk.render.letters.lines import centred, descent, lines
from kiosk.render.letters.policy import leading
from kiosk.render.marks import Box, Film, Mark, Photo, Run, moved
from kiosk.render.room.flow import Block
from wire.content import Media, Picture, Text, Video

LEAST_PX = 48
"""A picture lower than this shows nothing."""
_MOST_LINES = 2


def set_picture(content: Picture, desk: Desk) -> tuple[Body, ...]:
    box, caption, after = _placed(content.media, content.caption, desk)
    return (Body((Photo(box, content.media.sha256), *caption)), *after)


def set_video(content: Video, desk: Desk) -> tuple[Body, ...]:
    box, caption, after = _placed(content.media, content.caption, desk)
    marks = (Film(box, content.media.sha256), *caption)
    return (Body(marks, film_sha256=content.media.sha256, length_ms=content.media.length_ms), *after)


Placed = tuple[Box, tuple[Mark, ...], tuple[Body, ...]]
"""Where the picture stands, its caption on the same page, and what of it needs a page of its own."""


def _placed(media: Media, caption: str, desk: Desk) -> Placed:
    """With the caption below or beside it; where that leaves no picture, the caption follows."""
    for way in (_below, _largest_beside):
        with suppress(Illegible):
            return (*way(media, caption, desk), ())
    box = _fitted(media, desk.space.largest)
    if min(box.width, box.height) < LEAST_PX:
        raise Illegible("too_small")
    return box, (), set_text(Text(body=caption), desk)


def _below(media: Media, caption: str, desk: Desk) -> tuple[Box, tuple[Mark, ...]]:
    slot, face = desk.space.largest, desk.faces()[-1]
    words = _caption(caption, face, slot.width)
    below = sum(block.height + block.air for block in words)
    room = Box(slot.x, slot.y, slot.width, slot.height - below - (face.px // 4 if words else 0))
    box = _fitted(media, room)
    if min(box.width, box.height) < LEAST_PX:
        raise Illegible("too_small")
    y, marks = slot.bottom - below, list[Mark]()
    for block in words:
        marks += [moved(mark, slot.x, y) for mark in block.marks]
        y += block.height + block.air
    return box, tuple(marks)


def _largest_beside(media: Media, caption: str, desk: Desk) -> tuple[Box, tuple[Mark, ...]]:
    reason = Illegible("too_small")
    for face in desk.faces():
        try:
            return _beside(media, caption, face, slot=desk.space.largest)
        except Illegible as error:
            reason = error
    raise reason


def _beside(media: Media, caption: str, face: Face, *, slot: Box) -> tuple[Box, tuple[Mark, ...]]:
    fitted = _fitted(media, slot)
    box = Box(slot.x, fitted.y, fitted.width, fitted.height)
    left = box.right + face.px
    cut = lines(caption, face, max(slot.right - left, face.px))
    step = leading(face.px, tight=True)
    if box.height < LEAST_PX or (caption and (slot.right - left < 4 * face.px or len(cut) * step > slot.height)):
        raise Illegible("too_small")
    top = slot.y + (slot.height - len(cut) * step) // 2
    return box, tuple(Run(left, top + at * step, line, face) for at, line in enumerate(cut) if line)


def _caption(text: str, face: Face, width: int) -> list[Block]:
    cut = lines(text, face, width) if text.strip() else ()
    if len(cut) > _MOST_LINES:
        raise Illegible("too_long")
    step, deep = leading(face.px, tight=True), descent(face)
    return [
        Block(face.px + deep, (Run(centred(line, face, width), 0, line, face),), step - face.px - deep) for line in cut
    ]


def _fitted(media: Media, room: Box) -> Box:
    """The largest box of the picture's shape, in the middle of the room."""
    scale = min(room.width / media.width, max(room.height, 1) / media.height)
    width, height = max(int(media.width * scale), 1), max(int(media.height * scale), 1)
    return Box(room.x + (room.width - width) // 2, room.y + (room.height - height) // 2, width, height)
