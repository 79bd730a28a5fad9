"""Where each pixel of a page stands on the HDMI canvas: folded into strips, never scaled, in pieces any GPU takes."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from kiosk.render.bitmap import Bitmap
from wire.wall.profile import Rectangle, WallProfile, strip_size

MAX_TEXTURE_PX = 2048
"""A texture that is wider than the GPU takes is blank, and nobody says so; 4096 is what a Raspberry Pi takes."""


@dataclass(frozen=True)
class Placed:
    """One piece: the pixels of the page it shows, and where it stands on the canvas, from the top left."""

    left: int
    top: int
    width: int
    height: int
    x: int
    y: int


@dataclass(frozen=True)
class Cut:
    """A drawn page in the pieces in which it is given to the GPU."""

    bitmap: Bitmap
    pieces: tuple[bytes, ...]
    """RGB, top row first, one for each place of the page."""


def places(profile: WallProfile, area: Rectangle | None = None) -> tuple[Placed, ...]:
    """Of the whole page, or of a part of it."""
    part = area or Rectangle(width=profile.width_px, height=profile.height_px)
    return tuple(tile for strip in _strips(profile, part) for tile in _tiles(strip))


def _strips(profile: WallProfile, part: Rectangle) -> Iterator[Placed]:
    strip_px, _ = strip_size(profile)
    bottom = min(part.y + part.height, profile.height_px)
    for number in range(profile.strips):
        left = max(part.x, number * strip_px)
        right = min(part.x + part.width, (number + 1) * strip_px, profile.width_px)
        if left < right and part.y < bottom:
            yield Placed(
                left=left,
                top=part.y,
                width=right - left,
                height=bottom - part.y,
                x=profile.left_px + left - number * strip_px,
                y=profile.top_px + part.y + number * profile.height_px,
            )


def _tiles(strip: Placed) -> Iterator[Placed]:
    for down in range(0, strip.height, MAX_TEXTURE_PX):
        for right in range(0, strip.width, MAX_TEXTURE_PX):
            yield Placed(
                left=strip.left + right,
                top=strip.top + down,
                width=min(MAX_TEXTURE_PX, strip.width - right),
                height=min(MAX_TEXTURE_PX, strip.height - down),
                x=strip.x + right,
                y=strip.y + down,
            )


def cut(bitmap: Bitmap, at: tuple[Placed, ...]) -> Cut:
    """The pixels of each place; a page in one piece is not copied."""
    whole = (0, 0, bitmap.width, bitmap.height)
    if [(one.left, one.top, one.width, one.height) for one in at] == [whole]:
        return Cut(bitmap, (bitmap.rgb,))
    image = bitmap.image()
    return Cut(bitmap, tuple(_piece(image, one) for one in at))


def _piece(image: Image.Image, at: Placed) -> bytes:
    return image.crop((at.left, at.top, at.left + at.width, at.top + at.height)).tobytes()
