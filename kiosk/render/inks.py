"""The wall's few colours in whole bytes, and what remains of them where a wall has only red, or red and green."""

from PIL import Image, ImageChops

from kiosk.render.bitmap import Bitmap
from kiosk.render.marks import Ink
from kiosk.theme import WALL, Colour
from wire.wall.profile import WallProfile


def _bytes(colour: Colour) -> tuple[int, int, int]:
    red, green, blue = (round(part * 255) for part in colour[:3])
    return red, green, blue


INKS: dict[Ink, tuple[int, int, int]] = {
    "ground": _bytes(WALL.ground),
    "amber": _bytes(WALL.amber),
    "white": _bytes(WALL.white),
    "green": _bytes(WALL.green),
    "line": _bytes(WALL.line),
    "red": _bytes(WALL.red),
}


def reduced(bitmap: Bitmap, profile: WallProfile) -> Bitmap:
    """In the colours that the wall's LEDs have."""
    if profile.colours == "full":
        return bitmap
    red, green, blue = bitmap.image().split()
    dark = Image.new("L", red.size, 0)
    if profile.colours == "red_green":
        return Bitmap.of(Image.merge("RGB", (red, green, dark)))
    brightest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return Bitmap.of(Image.merge("RGB", (brightest, dark, dark)))
