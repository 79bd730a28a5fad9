"""The picture of a wall's profile, shown on that wall: where it lies on the canvas, how it is folded, what is dark."""

from collections.abc import Iterator

from kiosk.render.canvas import canvas_size
from kiosk.render.desk import Words
from kiosk.render.letters.face import SMALL_PX, Face
from kiosk.render.letters.lines import lines
from kiosk.render.letters.policy import leading, readable_m, smallest_px
from kiosk.render.marks import Bar, Box, Ink, Mark, Run
from wire.wall.profile import WallProfile, strip_size

_LOW_PX = 96


def profile_marks(profile: WallProfile, words: Words) -> Iterator[Mark]:
    """What it is in words, and the canvas in small with the wall's strips on it, below or at the right."""
    face = Face(smallest_px(profile) if profile.height_px >= _LOW_PX else SMALL_PX)
    step, inner = leading(face.px), profile.width_px - 4
    cut = [line for text in _told(profile, words) for line in lines(text, face, inner)]
    shown = cut[: max((profile.height_px - 2) // step, 1)]
    for number, text in enumerate(shown):
        yield Run(2, 1 + number * step, text, face, "white" if number else "amber")
    top, left = 2 + len(shown) * step, 2 + max(face.width(text) for text in shown) + face.px
    below = Box(2, top, inner, profile.height_px - top - 2)
    right = Box(left, 2, inner + 2 - left, profile.height_px - 4)
    width, height = canvas_size(profile)
    room = max(below, right, key=lambda box: min(box.width / width, box.height / height))
    if min(room.width, room.height) > SMALL_PX:
        yield from _canvas(profile, room)


def _told(profile: WallProfile, words: Words) -> Iterator[str]:
    width, height = canvas_size(profile)
    smallest = smallest_px(profile)
    yield words.say(
        "pattern.wall", width=profile.width_px, height=profile.height_px, pitch=f"{profile.pitch_um / 1000:g}"
    )
    yield words.say("pattern.canvas", width=width, height=height, left=profile.left_px, top=profile.top_px)
    if profile.strips > 1:
        yield words.say("pattern.strips", count=profile.strips, width=strip_size(profile)[0])
    yield words.say("pattern.reader", metres=profile.farthest_m, px=smallest)
    yield words.say("pattern.size", px=smallest, metres=f"{readable_m(profile, Face(smallest).stroke_px):.0f}")
    if profile.dead:
        yield words.say("pattern.dead", count=len(profile.dead))


def _canvas(profile: WallProfile, room: Box) -> Iterator[Mark]:
    width, height = canvas_size(profile)
    scale = min(room.width / width, room.height / height)
    canvas = Box(room.x, room.y, max(int(width * scale), 2), max(int(height * scale), 2))
    yield from _outline(canvas, "line")
    strip, _ = strip_size(profile)
    for number in range(profile.strips):
        left = canvas.x + int(profile.left_px * scale)
        top = canvas.y + int((profile.top_px + number * profile.height_px) * scale)
        box = Box(left, top, max(int(strip * scale), 2), max(int(profile.height_px * scale), 2))
        yield from _outline(box, "green")
        face = Face(SMALL_PX)
        if box.height > face.px + 1:
            yield Run(box.x + 2, box.y + (box.height - face.px) // 2, str(number + 1), face, "green")
    for dead in profile.dead:
        number, x = divmod(dead.x, strip)
        left = canvas.x + int((profile.left_px + x) * scale)
        top = canvas.y + int((profile.top_px + number * profile.height_px + dead.y) * scale)
        yield Bar(Box(left, top, max(int(dead.width * scale), 1), max(int(dead.height * scale), 1)), "red")


def _outline(box: Box, ink: Ink) -> Iterator[Mark]:
    yield Bar(Box(box.x, box.y, box.width, 1), ink)
    yield Bar(Box(box.x, box.bottom - 1, box.width, 1), ink)
    yield Bar(Box(box.x, box.y, 1, box.height), ink)
    yield Bar(Box(box.right - 1, box.y, 1, box.height), ink)
