"""A bitmap font as a picture of one bit: a row for each page of 256 characters, a square cell for each character."""

import unicodedata
from functools import cache
from pathlib import Path

from PIL import Image

CELLS = 256
PAGES = (*range(0x05), *range(0x20, 0x27), *range(0x2E, 0xA0), 0xFE, 0xFF)
"""Pages of Unicode: Latin, Greek, Cyrillic; marks and signs; everything Chinese of the first plane; full width."""
_FONTS = Path(__file__).parents[2] / "fonts"


def sheet_path(px: int) -> Path:
    return _FONTS / f"WallPixel{px}.png"


class Sheet:
    """One font, at the one size it is made for."""

    def __init__(self, px: int) -> None:
        self.px = px
        self._rows = {page: row for row, page in enumerate(PAGES)}
        with Image.open(sheet_path(px)) as picture:
            self._picture = picture.convert("1")

    def cell(self, char: str) -> Image.Image | None:
        """The character's square; None when the font has none for it."""
        page, column = divmod(ord(char), CELLS)
        if page not in self._rows:
            return None
        left, top = column * self.px, self._rows[page] * self.px
        cell = self._picture.crop((left, top, left + self.px, top + self.px))
        return cell if cell.getbbox() or char.isspace() else None

    def is_wide(self, char: str, cell: Image.Image) -> bool:
        """Whether it takes the whole square, or only its left half."""
        if unicodedata.east_asian_width(char) in "WF":
            return True
        ink = cell.getbbox()
        return ink is not None and ink[2] > self.px // 2


@cache
def sheet(px: int) -> Sheet:
    return Sheet(px)
