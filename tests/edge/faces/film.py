"""A face that moves before a camera, and where it is in each picture."""

import time
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from edge.faces.detector import Box
from hardware.camera_fake import FakeCamera
from hardware.ports import PictureSize

_PORTRAIT: Final = Path(__file__).with_name("astronaut.jpg")
_MIDDLE: Final = (145, 115)
_HEIGHT: Final = 110
_HEAD: Final = (66, 92)
"""Where the face is in the portrait, and how high."""
SKIN: Final = 90
"""Skin is lighter than this."""


_REDDER: Final = 30
"""Skin is by so much more red than blue; nothing in the room is."""


def room(width: int = 640, height: int = 480) -> Any:
    """A grey room with a door and a table, without noise."""
    picture = np.full((height, width, 3), 120, np.uint8)
    cv2.rectangle(picture, (width // 10, height // 5), (width // 4, height), (90, 80, 70), -1)
    cv2.rectangle(picture, (width // 2, height * 3 // 4), (width, height), (60, 70, 75), -1)
    return picture


def with_face(picture: Any, middle: tuple[float, float], face_px: float) -> Box:
    """Lay the portrait's head into `picture`, its face in the middle asked for; where it is, eyes to chin."""
    portrait = cv2.imread(str(_PORTRAIT))
    assert portrait is not None
    scale = face_px / _HEIGHT
    piece = cv2.resize(portrait, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    left, top = round(middle[0] - _MIDDLE[0] * scale), round(middle[1] - _MIDDLE[1] * scale)
    height, width = picture.shape[:2]
    rows = slice(max(0, top), min(height, top + piece.shape[0]))
    columns = slice(max(0, left), min(width, left + piece.shape[1]))
    inside = slice(rows.start - top, rows.stop - top), slice(columns.start - left, columns.stop - left)
    head = np.zeros(portrait.shape[:2], np.uint8)
    cv2.ellipse(head, _MIDDLE, _HEAD, 0, 0, 360, 255, -1)
    shown = cv2.resize(head, (piece.shape[1], piece.shape[0]))[inside] > 127
    picture[rows, columns][shown] = piece[inside][shown]
    return Box(middle[0] - face_px * 0.35, middle[1] - face_px * 0.5, face_px * 0.7, face_px)


def moving(number: int) -> tuple[Any, Box]:
    """The villager, who sways by two metres in eight seconds and comes nearer and goes."""
    picture = room()
    turn = number / 32
    middle = (320 + 130 * np.sin(turn), 200 + 40 * np.sin(1.7 * turn))
    return picture, with_face(picture, middle, 130 + 40 * np.sin(0.6 * turn))


class VillagerCamera(FakeCamera):
    """Sees `moving`; with `hidden` the villager has left the picture."""

    def __init__(self, size: PictureSize) -> None:
        super().__init__(size)
        self.hidden = False
        self.faces: list[tuple[float, Box]] = []
        """When and where."""

    def _painted(self, number: int) -> memoryview:
        if self.hidden:
            return memoryview(room().data)
        picture, box = moving(number)
        self.faces.append((time.monotonic(), box))
        return memoryview(picture.data)


def bare_skin(bgr: Any, box: Box) -> float:
    """Which part of the face's box looks like skin, of 0..1."""
    rows = slice(max(0, int(box.top)), int(box.top + box.height))
    columns = slice(max(0, int(box.left)), int(box.left + box.width))
    face = bgr[rows, columns].astype(int)
    return float(((face[..., 2] - face[..., 0]) > _REDDER).mean()) if face.size else 0.0
