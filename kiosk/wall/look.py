"""A small picture of what stands on the wall, for the county that asks."""

from PIL import Image

from kiosk.render.bitmap import Bitmap

MOST_BYTES = 100 * 1024
_SMALLER = 0.7


def small_png(bitmap: Bitmap) -> bytes:
    """At true pixels if that is small enough, else smaller and smaller."""
    png = bitmap.png()
    image = bitmap.image()
    while len(png) > MOST_BYTES:
        size = max(int(image.width * _SMALLER), 1), max(int(image.height * _SMALLER), 1)
        image = image.resize(size, Image.Resampling.BOX)
        png = Bitmap.of(image).png()
    return png


def with_frame(page: Bitmap, frame: Bitmap, at: tuple[int, int]) -> Bitmap:
    """A page and the picture of a film that stands in it."""
    image = page.image()
    image.paste(frame.image(), at)
    return Bitmap.of(image)
