"""A picture or a film as large as the room takes it, and what it shows in words below."""

from kiosk.render.desk import Body, Desk
from kiosk.render.errors import Illegible
from kiosk.render.letters.face import Face
from kiosk.render.letters.lines import centred, descent, lines
from kiosk.render.letters.policy import leading
from kiosk.render.marks import Box, Film, Mark, Photo, Run, moved
from kiosk.render.room.flow import Block
from wire.content import Media, Picture, Video

LEAST_PX = 48
"""A picture lower than this shows nothing."""
_MOST_LINES = 2


def set_picture(content: Picture, desk: Desk) -> tuple[Body, ...]:
    box, caption = _placed(content.media, content.caption, desk)
    return (Body((Photo(box, content.media.sha256), *caption)),)


def set_video(content: Video, desk: Desk) -> tuple[Body, ...]:
    box, caption = _placed(content.media, content.caption, desk)
    marks = (Film(box, content.media.sha256), *caption)
    return (Body(marks, film_sha256=content.media.sha256, length_ms=content.media.length_ms),)


def _placed(media: Media, caption: str, desk: Desk) -> tuple[Box, tuple[Mark, ...]]:
    """Where the picture stands, with its caption below it or, on a wide wall, beside it."""
    slot = desk.space.largest
    face = desk.faces()[-1]
    words = _caption(caption, face, slot.width)
    below = sum(block.height + block.air for block in words)
    room = Box(slot.x, slot.y, slot.width, slot.height - below - (face.px // 4 if words else 0))
    box = _fitted(media, room)
    if min(box.width, box.height) < min(LEAST_PX, slot.height):
        return _largest_beside(media, caption, desk)
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
