"""Slips of paper, drawn black on white as wide as the printer's paper.

A number slip looks like a queue ticket: it names no petition, no office, nobody and no terminal, and its date is no
finer than the day. Whoever finds one learns nothing.
"""

import io
import re
from dataclasses import dataclass
from datetime import date

from PIL import Image, ImageDraw, ImageFont

from kiosk.flows.slip import Slip
from kiosk.flows.typeset.lines import broken
from kiosk.window import FONTS
from kiosk.words import Words
from wire.seal.receipt_code import grouped

_WHITE, _BLACK = 1, 0
_MARGIN = 0.05
"""Of the width: thermal heads do not reach the edge."""


@dataclass(frozen=True)
class _Line:
    words: str
    em: float
    """Of the width."""
    bold: bool = False
    air: float = 0.35
    """Under it, in ems."""


class SlipDrawer:
    """Draws for one terminal. `point` is cut after the town; where it names none, `county` stands instead."""

    def __init__(self, words: Words, *, point: str, county: str) -> None:
        self.words = words
        self._point, self._county = point, county

    def draw(self, slip: Slip, width_px: int) -> bytes:
        """A PNG of one bit a dot."""
        lines = self._number(slip) if slip.kind == "number" else self._elsewhere(slip)
        return _png(_drawn(lines, width_px))

    def _number(self, slip: Slip) -> list[_Line]:
        digits = grouped(slip.code).split()
        return [
            _Line(self.words.say("slip.number"), 0.085, bold=True, air=0.6),
            _Line("-", 0.02, air=2.5),
            *(_Line(" ".join(group), 0.19, bold=True, air=0.16) for group in digits),
            _Line("-", 0.02, air=2.5),
            _Line(self.words.say("slip.keep"), 0.066),
            _Line(self._where_and_when(slip.day), 0.06, air=1.0),
        ]

    def _elsewhere(self, slip: Slip) -> list[_Line]:
        say = self.words.say
        return [
            _Line(say(f"elsewhere.{slip.place}"), 0.085, bold=True),
            _Line("-", 0.02, air=2.5),
            _Line(say(f"elsewhere.{slip.place}_number"), 0.19, bold=True),
            _Line(say(f"elsewhere.{slip.place}_do"), 0.066, air=0.8),
            _Line(self._where_and_when(slip.day), 0.06, air=1.0),
        ]

    def _where_and_when(self, day: str) -> str:
        return "  ".join(part for part in (self._town(), self._day(day)) if part)

    def _town(self) -> str:
        ends = self.words.say("slip.town_ends").split()
        found = re.match(rf".+?(?:{'|'.join(map(re.escape, ends))})", self._point)
        return found.group() if found else self._county

    def _day(self, day: str) -> str:
        return self.words.date(date.fromisoformat(day).isoformat()) if day else ""


def _drawn(lines: list[_Line], width: int) -> Image.Image:
    """All of it, one under the other, each line in the middle."""
    inner = width * (1 - 2 * _MARGIN)
    blocks = [(line, _block(line, inner, width)) for line in lines]
    top = round(width * _MARGIN)
    height = 2 * top + sum(block.height + round(line.air * line.em * width) for line, block in blocks)
    sheet = Image.new("1", (width, height), _WHITE)
    for line, block in blocks:
        sheet.paste(block, ((width - block.width) // 2, top))
        top += block.height + round(line.air * line.em * width)
    return sheet


def _block(line: _Line, inner: float, width: int) -> Image.Image:
    if line.words == "-":
        return Image.new("1", (round(inner), max(round(width / 190), 1)), _BLACK)
    size = round(line.em * width)
    font = ImageFont.truetype(str(FONTS / f"NotoSansSC-{'Bold' if line.bold else 'Regular'}.ttf"), size)
    text = "\n".join(broken(line.words, inner / size))
    pen = ImageDraw.Draw(Image.new("1", (1, 1)))
    left, above, right, below = pen.multiline_textbbox((0, 0), text, font=font, align="center")
    block = Image.new("1", (max(round(right - left), 1), max(round(below - above), 1)), _WHITE)
    # letters of one bit: grey edges are noise on thermal paper
    drawn = ImageDraw.Draw(block)
    drawn.fontmode = "1"
    drawn.multiline_text((-left, -above), text, font=font, align="center", fill=_BLACK)
    return block


def _png(sheet: Image.Image) -> bytes:
    file = io.BytesIO()
    sheet.save(file, "PNG", optimize=True)
    return file.getvalue()
