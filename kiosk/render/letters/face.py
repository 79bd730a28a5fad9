"""Letters of the wall at one size: bitmap fonts at their native size below 24 px, one bit up to 32, outlines above.

What a bitmap font lacks, the outlines draw of whole dots. Each character is drawn by itself and takes whole pixels, so
a line is as wide as it was measured, on every machine.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.render.letters.sheet import sheet

SMALL_PX = 12
"""For the strips of low walls: there is nothing smaller."""
BODY_PX = 16
"""The smallest in which a Chinese character is whole."""
OUTLINE_FROM_PX = 24
_SMOOTH_FROM_PX = 32
_STROKE_EM = 0.075
_BOLD_STROKE_EM = 0.12
_FONTS = Path(__file__).parents[2] / "fonts"
_OPEN_FONTS = 6
"""Each open size takes 5 MB, and a page tries many sizes; what was drawn is kept without them."""
_NO_CHARACTER = "\U0010fffe"
_ABOVE_EM = 0.88
"""From the top of the em box down to the line on which letters stand."""


@dataclass(frozen=True)
class Glyph:
    """One character: its ink, where that lies from the top left of its box, and how far the next one stands."""

    ink: Image.Image | None
    """Mode L."""
    left: int
    top: int
    advance: int


@dataclass(frozen=True)
class Face:
    """A size of letters: `px` is the height of a Chinese character's box."""

    px: int
    bold: bool = False

    def width(self, text: str) -> int:
        return sum(advance(self.px, char, self.bold) for char in text)

    def glyph(self, char: str) -> Glyph:
        return _glyph(self.px, char, self.bold)

    @property
    def stroke_px(self) -> float:
        """How thick the thin strokes are."""
        if self.px < OUTLINE_FROM_PX:
            return 1.0
        return self.px * (_BOLD_STROKE_EM if self.bold else _STROKE_EM)


def size_at_most(px: float) -> int:
    """The largest size there is that is not above this one."""
    if px >= OUTLINE_FROM_PX:
        return int(px)
    return BODY_PX if px >= BODY_PX else SMALL_PX


def size_for_stroke(stroke_px: float) -> int:
    """The smallest size for what must be read whose strokes are as thick as this."""
    if stroke_px <= 1.0:
        return BODY_PX
    return max(OUTLINE_FROM_PX, -int(-stroke_px // _STROKE_EM))


@lru_cache(maxsize=65_536)
def advance(px: int, char: str, bold: bool) -> int:  # noqa: FBT001
    if px < OUTLINE_FROM_PX or unicodedata.category(char) in {"Mn", "Me"}:
        return _glyph(px, char, bold).advance
    # measured and not drawn: a headline is tried in dozens of sizes before one is
    return px if _is_wide(char) or _is_missing(char, bold) else round(_font(px, bold).getlength(char))


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(maxsize=8192)
def _glyph(px: int, char: str, bold: bool) -> Glyph:  # noqa: FBT001
    if unicodedata.category(char) in {"Mn", "Me"}:
        return Glyph(None, 0, 0, 0)
    return _bitmap(px, char) if px < OUTLINE_FROM_PX else _outline(px, char, bold=bold)


def _bitmap(px: int, char: str) -> Glyph:
    cell = sheet(px).cell(char)
    if cell is None:
        # of names that are rare the outlines know more: less even than a bitmap, but read
        return _outline(px, char, bold=False)
    wide = sheet(px).is_wide(char, cell)
    return _trimmed(cell.convert("L"), 0, 0, room=px if wide else px // 2)


def _outline(px: int, char: str, *, bold: bool) -> Glyph:
    if _is_missing(char, bold):
        return _box(px)
    font = _font(px, bold)
    mode = "L" if px >= _SMOOTH_FROM_PX else "1"
    room = px if _is_wide(char) else round(font.getlength(char))
    left, top, right, bottom = font.getbbox(char, mode=mode, anchor="ls")
    if right <= left or bottom <= top:
        return Glyph(None, 0, 0, room)
    picture = Image.new("L", (int(right - left), int(bottom - top)), 0)
    pen = ImageDraw.Draw(picture)
    pen.fontmode = mode
    pen.text((-left, -top), char, font=font, fill=255, anchor="ls")
    return _trimmed(picture, int(left), round(px * _ABOVE_EM) + int(top), room=room)


def _trimmed(picture: Image.Image, left: int, top: int, *, room: int) -> Glyph:
    """Without the empty rows and columns around the ink."""
    ink = picture.getbbox()
    return Glyph(picture.crop(ink), left + ink[0], top + ink[1], room) if ink else Glyph(None, 0, 0, room)


def _box(px: int) -> Glyph:
    """Stands for a character that no font has."""
    side = px * 3 // 4
    picture = Image.new("L", (side, side), 0)
    ImageDraw.Draw(picture).rectangle((0, 0, side - 1, side - 1), outline=255, width=max(px // 16, 1))
    return Glyph(picture, (px - side) // 2, (px - side) // 2, px)


@lru_cache(maxsize=_OPEN_FONTS)
def _font(px: int, bold: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001
    path = _FONTS / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(path), px, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=65_536)
def _is_missing(char: str, bold: bool) -> bool:  # noqa: FBT001
    """Whether the font draws its sign for what it has not; the same in every size."""
    if char.isspace():
        return False
    mask = _font(_SMOOTH_FROM_PX, bold).getmask(char, mode="L")
    return mask.getbbox() is not None and bytes(mask) == _missing(bold)


@cache
def _missing(bold: bool) -> bytes:  # noqa: FBT001
    return bytes(_font(_SMOOTH_FROM_PX, bold).getmask(_NO_CHARACTER, mode="L"))
