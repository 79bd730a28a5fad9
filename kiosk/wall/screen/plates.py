"""The textures of a wall. They are made once and filled again and again: their number does not grow with the pages."""

from dataclasses import dataclass

from kivy.graphics.texture import Texture

from kiosk.wall.screen.canvas import Cut, Placed

_PLATES = 3
"""What stands there, what comes next, and one for news."""


@dataclass(eq=False)
class Plate:
    """A set of textures, one for each place of the page; `cut` is what lies in them."""

    textures: tuple[Texture, ...]
    cut: Cut | None = None


class Plates:
    """Three plates for one wall; a fourth page takes the place of the oldest that does not stand there."""

    def __init__(self, at: tuple[Placed, ...]) -> None:
        self._plates = [Plate(tuple(texture((one.width, one.height)) for one in at)) for _ in range(_PLATES)]

    @property
    def textures(self) -> int:
        return sum(len(plate.textures) for plate in self._plates)

    def filled(self, cut: Cut, *, standing: Plate | None) -> Plate:
        """A plate with these pixels: the one that has them already, or the oldest filled anew."""
        for plate in self._plates:
            if plate.cut is not None and plate.cut.bitmap is cut.bitmap:
                return plate
        plate = next(one for one in self._plates if one is not standing)
        # the oldest is taken first
        self._plates.remove(plate)
        self._plates.append(plate)
        fill(plate.textures, cut.pieces)
        plate.cut = cut
        return plate


def texture(size: tuple[int, int]) -> Texture:
    """Shown pixel by pixel."""
    made = Texture.create(size=size, colorfmt="rgb", bufferfmt="ubyte", mipmap=False)
    made.mag_filter = made.min_filter = "nearest"
    made.flip_vertical()
    return made


def fill(textures: tuple[Texture, ...], pieces: tuple[bytes, ...]) -> None:
    for one, piece in zip(textures, pieces, strict=True):
        one.blit_buffer(piece, colorfmt="rgb", bufferfmt="ubyte")
