"""Pictures for whoever hangs the wall: rulers, colours, modules, steps of grey, sizes of letters, and the profile."""

from collections.abc import Callable, Iterator

from PIL import Image

from kiosk.render.bitmap import Bitmap
from kiosk.render.desk import Words
from kiosk.render.inks import INKS
from kiosk.render.letters.face import BODY_PX, OUTLINE_FROM_PX, SMALL_PX, Face
from kiosk.render.letters.policy import leading, readable_m, smallest_px
from kiosk.render.marks import Bar, Box, Ink, Mark, Run
from kiosk.render.painter import draw
from kiosk.render.profile_picture import profile_marks
from wire.wall.profile import WallProfile
from wire.wall.settings import Pattern

_MODULE_MM = (320, 160)
"""Of most outdoor modules; their pixels follow from the pitch."""
_STEPS = 8
_LETTER_SIZES = (SMALL_PX, BODY_PX, OUTLINE_FROM_PX, 32, 48, 64, 96)


def paint_pattern(profile: WallProfile, pattern: Pattern, words: Words) -> Bitmap:
    """One pattern at true pixels; `none` is black."""
    sheet = Image.new("RGB", (profile.width_px, profile.height_px), INKS["ground"])
    if pattern == "ramp":
        _ramp(sheet)
    elif pattern == "colours":
        _colours(sheet)
    elif pattern in _MARKED:
        draw(sheet, _MARKED[pattern](profile, words))
    return Bitmap.of(sheet)


def _grid(profile: WallProfile, _: Words) -> Iterator[Mark]:
    """An outline of one pixel, ticks each 8, lines each 64 with their number: a cut or shifted picture is seen."""
    width, height = profile.width_px, profile.height_px
    for x in range(0, width, 8):
        yield Bar(Box(x, 0, 1, 4 if x % 64 else height), "line" if x % 64 else "green")
    for y in range(0, height, 8):
        yield Bar(Box(0, y, 4 if y % 64 else width, 1), "line" if y % 64 else "green")
    yield from _outline(Box(0, 0, width, height), "white")
    face = Face(SMALL_PX)
    for x in range(64, width - face.width("0000"), 64):
        yield Run(x + 2, 5, str(x), face, "amber")
    for y in range(64, height - face.px, 64):
        yield Run(6, y + 2, str(y), face, "amber")


def _outline(box: Box, ink: Ink) -> Iterator[Mark]:
    yield Bar(Box(box.x, box.y, box.width, 1), ink)
    yield Bar(Box(box.x, box.bottom - 1, box.width, 1), ink)
    yield Bar(Box(box.x, box.y, 1, box.height), ink)
    yield Bar(Box(box.right - 1, box.y, 1, box.height), ink)


def module_px(profile: WallProfile) -> tuple[int, int]:
    """Pixels of one module across and down."""
    across, down = (max(round(side * 1000 / profile.pitch_um), 8) for side in _MODULE_MM)
    return min(across, profile.width_px), min(down, profile.height_px)


def _modules(profile: WallProfile, _: Words) -> Iterator[Mark]:
    """Every second module outlined and numbered; dark ones are filled."""
    across, down = module_px(profile)
    face, number = Face(SMALL_PX), 0
    for y in range(0, profile.height_px, down):
        for x in range(0, profile.width_px, across):
            number += 1
            box = Box(x, y, min(across, profile.width_px - x), min(down, profile.height_px - y))
            yield from _outline(box, "amber" if (x // across + y // down) % 2 else "green")
            if box.height > face.px + 2 and box.width > face.width(str(number)) + 4:
                yield Run(box.x + 3, box.y + (box.height - face.px) // 2, str(number), face)
    for dead in profile.dead:
        yield Bar(Box(dead.x, dead.y, dead.width, dead.height), "red")


def _text(profile: WallProfile, words: Words) -> Iterator[Mark]:
    """Letters in their sizes, each with the distance from which it is read."""
    y, margin = 1, 2
    for px in _LETTER_SIZES:
        face = Face(px)
        metres = f"{readable_m(profile, face.stroke_px):.0f}"
        text = words.say("pattern.size", px=px, metres=metres)
        if y + px > profile.height_px or face.width(text) > profile.width_px - 2 * margin:
            break
        yield Run(margin, y, text, face, "white" if px >= smallest_px(profile) else "line")
        y += leading(px)


def _ramp(sheet: Image.Image) -> None:
    """Eight steps from dark to full in red, green, blue and white; the dark ones lie closer, as eyes see them."""
    width, height = sheet.size
    for row, mask in enumerate(((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1))):
        for step in range(_STEPS):
            level = round(255 * ((step + 1) / _STEPS) ** 2)
            box = (width * step // _STEPS, height * row // 4, width * (step + 1) // _STEPS, height * (row + 1) // 4)
            sheet.paste((level * mask[0], level * mask[1], level * mask[2]), box)


def _colours(sheet: Image.Image) -> None:
    """Upright bars; a wall with swapped colours is seen at once."""
    inks = (
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
        (255, 255, 255),
        (255, 255, 0),
        INKS["amber"],
        (0, 255, 255),
        (0, 0, 0),
    )
    for at, ink in enumerate(inks):
        sheet.paste(ink, (sheet.width * at // len(inks), 0, sheet.width * (at + 1) // len(inks), sheet.height))


_MARKED: dict[str, Callable[[WallProfile, Words], Iterator[Mark]]] = {
    "grid": _grid,
    "modules": _modules,
    "text": _text,
    "profile": profile_marks,
}
