"""The picture of both sides: near on the left, far on the right, and a band below them that says when this is.

What is not seen is a plain plate that says so. One thread draws.
"""

import time
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from edge.capture.profile import BOTH_SIDES
from edge.inquiry.catalogue import Words, font_path

WIDTH: Final = BOTH_SIDES.size.width_px
HEIGHT: Final = BOTH_SIDES.size.height_px
BAND: Final = 32
HALF: Final = WIDTH // 2
TALL: Final = HEIGHT - BAND
_PLATE: Final = (38, 34, 30)
_BAND_GROUND: Final = (16, 14, 12)
_LETTERS: Final = (235, 235, 235)
_LETTERS_PX: Final = 18
_PLATE_PX: Final = 26
_EDGE: Final = 14
_RULE: Final = (90, 84, 78)


@dataclass(frozen=True)
class Now:
    """What the band says beside the name."""

    at_ms: int
    clock_trusted: bool
    tape_ms: int


class Frame:
    """Draws on one canvas again and again; whoever keeps a picture copies it."""

    def __init__(self, name: str, *, utc_offset_min: int) -> None:
        """`name` stands in the band: which inquiry this is."""
        self._words = Words("picture")
        self._offset_min = utc_offset_min
        self._small = ImageFont.truetype(str(font_path("Regular")), _LETTERS_PX)
        large = ImageFont.truetype(str(font_path("Regular")), _PLATE_PX)
        self._no_near, self._no_far, self._line_broke = (
            _plate(self._words(key), large) for key in ("no_near", "no_far", "line_broke")
        )
        self._name = self._strip(name)
        self._canvas: Any = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        self._canvas[TALL:] = _BAND_GROUND
        self.look(near=None, far=None)

    def look(self, *, near: Any, far: Any, line: bool = True) -> None:
        """What is seen from now on, RGB; None: nothing, and the plate says so. Without a line nobody is far."""
        _lay(self._canvas[:TALL, :HALF], near, self._no_near)
        _lay(self._canvas[:TALL, HALF:], far if line else None, self._no_far if line else self._line_broke)
        self._canvas[:TALL, HALF - 1 : HALF + 1] = _RULE

    def drawn(self, now: Now) -> Any:
        """A new picture, BGR."""
        band = self._canvas[TALL:]
        band[:] = _BAND_GROUND
        text = self._strip(self._time(now))
        band[:, _EDGE : _EDGE + text.shape[1]] = text
        band[:, WIDTH - _EDGE - self._name.shape[1] : WIDTH - _EDGE] = self._name
        return self._canvas.copy()

    def _time(self, now: Now) -> str:
        at = time.gmtime(now.at_ms // 1000 + self._offset_min * 60)
        sign, offset = ("+", self._offset_min) if self._offset_min >= 0 else ("-", -self._offset_min)
        zone = f"{sign}{offset // 60:02d}:{offset % 60:02d}"
        said = f"{time.strftime('%Y-%m-%d %H:%M:%S', at)}.{now.at_ms % 1000 // 100} {zone}"
        day = self._words("time" if now.clock_trusted else "time_untrusted", time=said)
        return f"{day}   {self._words('tape', tape=clock(now.tape_ms))}"

    def _strip(self, text: str) -> Any:
        """Words on the ground of the band, as high as it is."""
        return _written(text, self._small, height=BAND, ground=_BAND_GROUND)


def clock(ms: int) -> str:
    """Hours, minutes, seconds and tenths."""
    seconds = ms // 1000
    return f"{seconds // 3600:d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms % 1000 // 100}"


def _lay(place: Any, rgb: Any, plate: Any) -> None:
    if rgb is None:
        place[:] = plate
        return
    height, width = rgb.shape[:2]
    scale = min(HALF / width, TALL / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    fitted = rgb if size == (width, height) else cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    top, left = (TALL - size[1]) // 2, (HALF - size[0]) // 2
    if size != (HALF, TALL):
        place[:] = 0
    place[top : top + size[1], left : left + size[0]] = fitted[:, :, ::-1]


def _plate(text: str, font: Any) -> Any:
    plate = np.empty((TALL, HALF, 3), np.uint8)
    plate[:] = _PLATE
    words = _written(text, font, height=2 * _PLATE_PX, ground=_PLATE)
    top, left = (TALL - words.shape[0]) // 2, (HALF - words.shape[1]) // 2
    plate[top : top + words.shape[0], left : left + words.shape[1]] = words
    return plate


def _written(text: str, font: Any, *, height: int, ground: tuple[int, int, int]) -> Any:
    """BGR in, BGR out: grounds and letters are grey enough that Pillow's order of colours does not matter."""
    width = max(1, round(font.getlength(text)))
    picture = Image.new("RGB", (width, height), ground)
    ImageDraw.Draw(picture).text((0, height // 2), text, font=font, fill=_LETTERS, anchor="lm")
    return np.asarray(picture)
