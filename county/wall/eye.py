"""What an eye makes of a wall from far away: a gap finer than an arc-minute (of a healthy eye) closes.

The blur is a Gaussian whose width at half its height is the finest gap that the eye sees, applied to light and not to
the numbers of the picture: strokes and gaps as wide as that keep some two fifths of their contrast, half as wide none.
It leaves out what a county cannot know: glare, weather, the dark between LEDs.
"""

import io
import math
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageFilter

from wire.wall.profile import WallProfile

ARC_MINUTE: Final = math.pi / (180 * 60)
GAMMA: Final = 2.2
WIDTH_OF_SIGMA: Final = 2 * math.sqrt(2 * math.log(2))
"""A Gaussian is so many sigmas wide at half its height."""
ROOM: Final = (1180, 400)
"""Pixels that a page has for one picture."""
LARGEST: Final = 12
"""Squares larger than this show nothing more."""
_TO_LIGHT: Final = [round(255 * (value / 255) ** GAMMA) for value in range(256)] * 3
_FROM_LIGHT: Final = [round(255 * (value / 255) ** (1 / GAMMA)) for value in range(256)] * 3


@dataclass(frozen=True)
class Sight:
    """A wall from a distance, in numbers."""

    distance_m: int
    minute_mm: float
    """What one arc-minute is on the wall."""
    apart_mm: float
    """The finest gap that this eye sees."""
    apart_px: float
    """The same in LEDs."""


def sight(profile: WallProfile, distance_m: int) -> Sight:
    """Of the eye that the profile names, at that distance."""
    minute_mm = distance_m * 1000 * math.tan(ARC_MINUTE)
    apart_mm = minute_mm * 100 / profile.acuity_pct
    return Sight(distance_m, minute_mm, apart_mm, apart_mm * 1000 / profile.pitch_um)


def scale_for(width: int, height: int, room: tuple[int, int] = ROOM) -> int:
    """How often each LED is enlarged to a square, so that the picture fills the room of a page."""
    return max(1, min(room[0] // width, room[1] // height, LARGEST))


def enlarged(png: bytes, room: tuple[int, int] = ROOM) -> bytes:
    """Each LED a square: true pixels, larger."""
    picture = _opened(png)
    return _written(_times(picture, scale_for(*picture.size, room)))


def seen(png: bytes, apart_px: float) -> bytes:
    """The same picture as that eye sees it."""
    picture = _opened(png)
    scale = scale_for(*picture.size)
    light = _times(picture, scale).point(_TO_LIGHT)
    blurred = light.filter(ImageFilter.GaussianBlur(apart_px * scale / WIDTH_OF_SIGMA))
    return _written(blurred.point(_FROM_LIGHT))


def _opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        return picture.convert("RGB")


def _times(picture: Image.Image, scale: int) -> Image.Image:
    return picture.resize((picture.width * scale, picture.height * scale), Image.Resampling.NEAREST)


def _written(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
