"""Whether a page can be read: too dark, out of focus, or with a light's reflection on it. Any picture may come."""

from collections.abc import Iterator
from typing import Any, Final

import cv2
import numpy as np

from wire.port_words import PageQuality

_LONG_SIDE_PX: Final = 1200
"""All pages are judged at this size, so that the numbers below hold for every camera."""
_DARK: Final = 75
"""The paper itself, its lighter parts, is darker than this."""
_TILE_PX: Final = 60
_INK: Final = 0.04
"""Standard deviation of a tile in which something is written, by the paper's grey."""
_ENOUGH: Final = 3
"""Fewer tiles with ink say nothing."""
_CALMEST: Final = 5
_SHARPNESS: Final = 0.07
"""Variance of the Laplacian by the variance of the greys, in tiles with something written."""
_BLOWN: Final = 251
_PAPER: Final = 240
"""A page that is lighter than this as a whole is only well lit."""
_GLARE: Final = 0.004
"""Smallest part of the page that a reflection takes to be in the way: a line of a letter."""


def quality(page: Any, *, has_sheet: bool) -> PageQuality:
    """`page`: the straightened sheet, or the whole picture where none was found."""
    grey = _judged(page)
    if float(np.percentile(grey, 90)) < _DARK:
        return "dark"
    if not has_sheet:
        return "no_sheet"
    if _is_blurred(grey):
        return "blurred"
    return "glare" if _has_glare(grey) else "good"


def sharpness(grey: Any) -> float | None:
    """Of the tiles in which something is written; None for an empty page, of which it cannot be told.

    A camera's noise is sharp, and everywhere: what the calmest tiles have of it is taken off all.
    """
    tiles = np.array(list(_tiles(grey.astype(np.float32))))
    if not len(tiles):
        return None
    calm = np.percentile(tiles, _CALMEST, axis=0)
    written = tiles[tiles[:, 1] - calm[1] > (_INK * float(np.median(grey))) ** 2] - calm
    if len(written) < _ENOUGH:
        return None
    return float(np.percentile(written[:, 0] / written[:, 1], 75))


def _tiles(grey: Any) -> Iterator[tuple[float, float]]:
    """Variance of the Laplacian and of the greys, tile by tile; the rim, where the table shows, is left out."""
    laplacian = cv2.Laplacian(grey, cv2.CV_32F)
    rows, columns = (range(_TILE_PX, side - 2 * _TILE_PX + 1, _TILE_PX) for side in grey.shape)
    for top in rows:
        for left in columns:
            tile = (slice(top, top + _TILE_PX), slice(left, left + _TILE_PX))
            yield float(laplacian[tile].var()), float(grey[tile].var())


def _judged(page: Any) -> Any:
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    scale = _LONG_SIDE_PX / max(grey.shape)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def _is_blurred(grey: Any) -> bool:
    measured = sharpness(grey)
    return measured is not None and measured < _SHARPNESS


def _has_glare(grey: Any) -> bool:
    if float(np.median(grey)) >= _PAPER:
        return False
    blown = cv2.morphologyEx(
        (cv2.medianBlur(grey, 5) >= _BLOWN).astype(np.uint8), cv2.MORPH_OPEN, np.ones((9, 9), np.uint8)
    )
    _, _, found, _ = cv2.connectedComponentsWithStats(blown)
    largest = int(found[1:, cv2.CC_STAT_AREA].max()) if len(found) > 1 else 0
    return bool(largest > _GLARE * grey.size)
