"""Draws what a document camera sees: a written page on a table, at an angle, in good light or bad."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

SIZE = (1080, 1920)
PAGE = (1050, 742)
"""A4 at 90 dpi, lying across the camera's picture it fills most of its height."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is before the camera."""

    turn: float = 0.0
    """Degrees by which the sheet is turned."""
    tilt: float = 0.0
    """0 seen from straight above .. 0.2 its far side is a fifth shorter."""
    size: float = 0.9
    table: int = 70
    """Grey of the table."""
    clutter: int = 0
    """How many other things lie about."""
    blur: float = 0.0
    """Sigma of the lens out of focus, in pixels."""
    light: float = 1.0
    glare: float = 0.0
    """Radius of a reflection, as part of the page's width."""
    noise: float = 3.0
    is_empty: bool = False
    seed: int = 1


def photograph(scene: Scene) -> tuple[Any, NDArray[np.float32]]:
    """The picture, and the sheet's corners: left top, right top, right bottom, left bottom as seen."""
    random = np.random.default_rng(scene.seed)
    picture = _table(scene.table, scene.clutter, scene.seed)
    page = _page(random, is_empty=scene.is_empty)
    if scene.glare:
        _shine(page, scene.glare)
    corners = _corners(scene)
    height, width = page.shape[:2]
    laid = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turned = cv2.getPerspectiveTransform(laid, corners)
    size = (SIZE[1], SIZE[0])
    covers = cv2.warpPerspective(np.ones((height, width), np.float32), turned, size)[..., None]
    seen = cv2.warpPerspective(page, turned, size, flags=cv2.INTER_AREA).astype(np.float32)
    return _developed(seen * covers + picture * (1 - covers), scene), corners


def table_only(scene: Scene) -> Any:
    """The same table without the sheet."""
    return _developed(_table(scene.table, scene.clutter, scene.seed), scene)


def _developed(picture: Any, scene: Scene) -> Any:
    if scene.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), scene.blur)
    grain = _grain(scene.seed) * np.float32(scene.noise)
    return np.clip(picture * np.float32(scene.light) + grain, 0, 255).astype(np.uint8)


@cache
def _grain(seed: int) -> Any:
    """A camera's noise, of one grey."""
    return np.random.default_rng(seed).standard_normal((*SIZE, 3), np.float32)


@cache
def _table(grey: int, clutter: int, seed: int) -> Any:
    """Wood: long soft grain, and things on it."""
    random = np.random.default_rng(seed)
    grain = cv2.GaussianBlur(random.normal(0, 40, SIZE).astype(np.float32), (121, 9), sigmaX=40, sigmaY=1.5)
    table = np.clip(grey + grain * 3, 0, 255)[..., None] * np.array((0.8, 0.95, 1.1), np.float32)
    for _ in range(clutter):
        x, y = int(random.integers(0, SIZE[1])), int(random.integers(0, SIZE[0]))
        colour = tuple(float(value) for value in random.integers(0, 200, 3))
        cv2.circle(table, (x, y), int(random.integers(30, 110)), colour, -1)
        box = random.integers(0, 1000, 2)
        cv2.rectangle(table, (int(box[0]), int(box[1])), (int(box[0]) + 60, int(box[1]) + 220), colour, -1)
    return table.astype(np.float32)


def _page(random: np.random.Generator, *, is_empty: bool) -> Any:
    """Paper with lines of letters, as large as print of 10 points."""
    page = np.full((*PAGE, 3), (222, 228, 230), np.uint8)
    for line in range(0 if is_empty else 36):
        words = "".join(chr(int(code)) if code < 123 else " " for code in random.integers(97, 128, 60))
        at = (60, 80 + 26 * line)
        cv2.putText(page, words[: 54 - line % 7], at, cv2.FONT_HERSHEY_SIMPLEX, 0.5, (50, 45, 40), 1, cv2.LINE_AA)
    return page


def _shine(page: Any, radius: float) -> None:
    height, width = page.shape[:2]
    spot = np.zeros((height, width), np.float32)
    cv2.circle(spot, (width // 2, height // 3), round(radius * width), 1.0, -1)
    spot = cv2.GaussianBlur(spot, (0, 0), 8)[..., None]
    page[:] = np.clip(page + spot * 260, 0, 255)


def _corners(scene: Scene) -> NDArray[np.float32]:
    height = SIZE[0] * scene.size
    width = height * PAGE[1] / PAGE[0]
    square = np.array([(-width, -height), (width, -height), (width, height), (-width, height)], np.float32) / 2
    square[:2] *= 1 - scene.tilt
    angle = np.radians(scene.turn)
    turn = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))], np.float32)
    turned = square @ turn
    highest = float(np.abs(turned[:, 1]).max())
    fits = min(1.0, 0.47 * SIZE[0] / highest)
    return np.asarray(turned * fits + np.array((SIZE[1] / 2, SIZE[0] / 2)), np.float32)
