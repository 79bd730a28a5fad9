"""Draws what a camera in the yard sees of a wall: LEDs with dark between them, at an angle, by day and by night."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

SIZE = (720, 1280)
WALL = (128, 256)
"""LEDs of the wall: height and width."""
_LED_PX = 8
"""Of the wall's own drawing, before the camera."""


@dataclass(frozen=True, kw_only=True)
class Yard:
    """How the wall is seen."""

    tag: int | None = 123
    cell_px: float = 6.0
    """How large a cell of the tag is in the photograph."""
    cell_leds: int = 2
    tilt: float = 0.0
    """0 from the front .. 0.4 the far side is two fifths shorter."""
    turn: float = 0.0
    blur: float = 0.8
    glare: float = 0.0
    """Of the sun on the wall: 1.0 is as bright as its white."""
    light: float = 1.0
    noise: float = 4.0
    grain: float = 0.5
    """How much of a LED's place is lit: 1.0 has no dark between."""
    seed: int = 1


def photograph(yard: Yard) -> Any:
    """BGR."""
    random = np.random.default_rng(yard.seed)
    wall = _lit(_wall(yard, random), yard.grain)
    scale = yard.cell_px / (yard.cell_leds * _LED_PX)
    if scale < 1:
        # a lens and a sensor gather light over the whole of a pixel, which warping does not
        wall = cv2.GaussianBlur(wall, (0, 0), 0.5 / scale)
    seen = cv2.warpPerspective(wall, _onto(yard, wall.shape), (SIZE[1], SIZE[0]), flags=cv2.INTER_AREA)
    around = np.full(SIZE, 90.0, np.float32) + random.normal(0, 6, SIZE).astype(np.float32)
    covers = cv2.warpPerspective(
        np.ones(wall.shape[:2], np.float32), _onto(yard, wall.shape), (SIZE[1], SIZE[0]), flags=cv2.INTER_AREA
    )
    picture = seen * covers + around * 0.5 * (1 - covers) + yard.glare * 200 * covers
    picture = cv2.GaussianBlur(picture, (0, 0), yard.blur) if yard.blur else picture
    picture = picture * yard.light + random.normal(0, yard.noise, SIZE).astype(np.float32)
    return cv2.cvtColor(np.clip(picture, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)


def _wall(yard: Yard, random: np.random.Generator) -> Any:
    """A page of text-like strokes, and the tag in its corner."""
    page = np.zeros(WALL, np.uint8)
    for row in range(8, WALL[0] - 24, 14):
        for column in range(6, WALL[1] - 12, 12):
            page[row : row + 11, column : column + 10] = 255 * (random.random((11, 10)) < 0.35)
    if yard.tag is not None:
        side = 8 * yard.cell_leds
        page[-side:, -side:] = cv2.resize(_tag(yard.tag), (side, side), interpolation=cv2.INTER_NEAREST)
    return page


def _tag(number: int) -> Any:
    marker = cv2.aruco.generateImageMarker(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_1000), number, 6)
    return np.pad(marker, 1, constant_values=255)


def _lit(page: Any, grain: float) -> Any:
    """Each LED lights the middle of its place."""
    lit = np.kron(page.astype(np.float32), np.ones((_LED_PX, _LED_PX), np.float32))
    dot = max(round(_LED_PX * grain**0.5), 1)
    mask = np.zeros((_LED_PX, _LED_PX), np.float32)
    mask[:dot, :dot] = 1
    return lit * np.tile(mask, WALL) * 0.9 + 8


def _onto(yard: Yard, shape: tuple[int, ...]) -> Any:
    height, width = shape[:2]
    scale = yard.cell_px / (yard.cell_leds * _LED_PX)
    half = np.array([width, height], np.float32) * scale / 2
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float32) * half
    corners[[0, 3], 1] *= 1 - yard.tilt
    angle = np.radians(yard.turn)
    turned = corners @ np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))], np.float32)
    # the tag's corner is what matters: it stays in the picture however near the camera is
    at = np.array((SIZE[1] * 0.75, SIZE[0] * 0.75), np.float32)
    placed = turned - turned[2] + at
    whole = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    return cv2.getPerspectiveTransform(whole, placed.astype(np.float32))
