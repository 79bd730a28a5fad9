"""Two sheets of paper as they lie under a document camera: on a dark table, a little askew, lit from one side.

The same pixels every time, from Pillow, NumPy and OpenCV alone.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

import kiosk

WIDTH: Final = 1920
HEIGHT: Final = 1080
"""As a document camera gives it: the whole sheet is in the picture."""
_PAPER: Final = (700, 990)
"""A4 in pixels before it is laid down."""
_MARGIN: Final = 60
_FONT: Final = Path(kiosk.__file__).parent / "fonts" / "NotoSansSC-Regular.ttf"

Picture = NDArray[np.uint8]


def sheet(lines: Sequence[str]) -> Picture:
    """A page (BGR) with a title and lines under it."""
    page = Image.new("RGB", _PAPER, (250, 249, 244))
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        font = ImageFont.truetype(str(_FONT), 44 if number == 0 else 28)
        draw.text((_MARGIN, _MARGIN + (0 if number == 0 else 50 + 48 * number)), line, font=font, fill=(24, 26, 28))
    return np.asarray(page)[:, :, ::-1].copy()


def laid(page: Picture, *, turned_deg: float = 4.0) -> Picture:
    """What the camera sees of it."""
    table: Picture = np.full((HEIGHT, WIDTH, 3), (38, 44, 52), np.uint8)
    scale = 0.86 * HEIGHT / page.shape[0]
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64) * (page.shape[1] / 2, page.shape[0] / 2)
    turn = np.deg2rad(turned_deg)
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    there = corners * scale @ spin + (WIDTH / 2, HEIGHT / 2)
    there[0] += (14, 8)  # the camera does not look straight down
    here = np.array([[0, 0], [page.shape[1], 0], [page.shape[1], page.shape[0]], [0, page.shape[0]]], np.float64)
    bend: Any = cv2.getPerspectiveTransform(here.astype(np.float32), there.astype(np.float32))
    seen = cv2.warpPerspective(page, bend, (WIDTH, HEIGHT), table, borderMode=cv2.BORDER_TRANSPARENT)
    light = np.linspace(0.97, 0.82, WIDTH)[None, :, None]
    return np.clip(seen * light, 0, 255).astype(np.uint8)


def bare_table() -> Picture:
    """Nothing lies there."""
    return np.full((HEIGHT, WIDTH, 3), (36, 42, 49), np.uint8)
