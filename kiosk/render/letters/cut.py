"""Cuts the bitmap fonts out of Unifont and Fusion Pixel: `python -m kiosk.render.letters.cut UNIFONT FUSION`.

Each becomes a picture of one bit: a row for each page of 256 characters, a square cell for each character. What is
changed on the way: no stroke through the zero, and full-width marks of Unifont are its narrow ones in a wide cell.
"""

import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from kiosk.render.letters.face import BODY_PX, SMALL_PX
from kiosk.render.letters.sheet import CELLS, PAGES, sheet_path

_FULL_WIDTH = range(0xFF01, 0xFF5F)
_TO_NARROW = 0xFEE0
_MINUS = "\u2212"
_OPENING = "([{"
_QUOTES = "\u2018\u201c"
_TWICE = "\u2014\u2026"
"""Dash and dots, which are two characters wide."""


def cut(source: Path, px: int) -> Image.Image:
    """The sheet of one font, at the one size it is made for."""
    font = ImageFont.truetype(str(source), px, layout_engine=ImageFont.Layout.BASIC)
    nothing = _drawn(font, "\U0010fffe", px).tobytes()
    sheet = Image.new("1", (CELLS * px, len(PAGES) * px), 0)
    for row, page in enumerate(PAGES):
        for column in range(CELLS):
            cell = _cell(font, page * CELLS + column, px)
            if cell.tobytes() != nothing:
                sheet.paste(cell, (column * px, row * px))
    return sheet


def _cell(font: ImageFont.FreeTypeFont, code: int, px: int) -> Image.Image:
    char = chr(code)
    if char == "0":
        return _without_stroke(_drawn(font, char, px))
    if char == _MINUS:
        return _drawn(font, "-", px)
    if char in _QUOTES and px == SMALL_PX:
        return _drawn(font, char, px, shift=-px // 2)
    if char in _TWICE and px == BODY_PX:
        return ImageChops.logical_or(_drawn(font, char, px), _drawn(font, char, px, shift=px // 2))
    if code in _FULL_WIDTH and px == BODY_PX:
        narrow = chr(code - _TO_NARROW)
        shift = px // 2 if narrow in _OPENING else 0 if narrow in ")]},.;:!" else px // 4
        return _drawn(font, narrow, px, shift=shift)
    return _drawn(font, char, px)


def _drawn(font: ImageFont.FreeTypeFont, char: str, px: int, *, shift: int = 0) -> Image.Image:
    cell = Image.new("1", (px, px), 0)
    pen = ImageDraw.Draw(cell)
    pen.fontmode = "1"
    pen.text((shift, 0), char, font=font, fill=1)
    return cell


def _without_stroke(zero: Image.Image) -> Image.Image:
    """The outline alone: of each row between the round ends, its outermost dots."""
    left, top, right, bottom = zero.getbbox() or (0, 0, 0, 0)
    kept = zero.copy()
    for y in range(top, bottom):
        inked = [x for x in range(left, right) if zero.getpixel((x, y))]
        if inked[0] - left <= 1 < inked[-1] - inked[0] and top < y < bottom - 1:
            for x in inked[1:-1]:
                kept.putpixel((x, y), 0)
    return kept


if __name__ == "__main__":
    for _path, _px in zip(map(Path, sys.argv[1:3]), (BODY_PX, SMALL_PX), strict=True):
        cut(_path, _px).save(sheet_path(_px), optimize=True)
