"""Finds the one sheet of paper in a picture and lays it straight. Any picture may come; none makes it fail.

Corners are (x, y) in pixels of the picture, in the order left top, right top, right bottom, left bottom.
"""

from collections.abc import Iterator
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Corners = NDArray[np.float32]

LONG_SIDE_PX: Final = 1600
"""Letters of 8 pt on an A4 page are then 15 pixels high."""
_SEARCH_PX: Final = 640
_SMALLEST_PX: Final = 64
_LEAST: Final = 0.02
_MOST: Final = 0.98
"""Which part of the picture a sheet may take, from an identity card on; more is no sheet with a table around it."""
_FULL: Final = 0.93
"""How much of its four-sided frame a sheet fills at least: corners may be bent, not missing."""
_STEP: Final = 8.0
"""By so many greys paper and table differ at least, on each side."""
_CORNERS: Final = 4
_ENOUGH: Final = 5
"""Points of a side that must lie in the picture for it to be judged."""
_SQUARE: Final = 0.55
"""How far a corner's angle may be from 90 degrees, as its cosine: a camera looks down, not along."""


def find_sheet(bgr: Any) -> Corners | None:
    """The largest light four-sided thing, or None."""
    height, width = bgr.shape[:2]
    if min(height, width) < _SMALLEST_PX:
        return None
    scale = min(1.0, _SEARCH_PX / max(height, width))
    small = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    found = [quad for mask in _masks(small, grey) for quad in _quads(mask) if _is_paper(grey, quad)]
    best = max(found, key=lambda quad: float(cv2.contourArea(quad)), default=None)
    return None if best is None else (_ordered(best) + np.float32(0.5)) / np.float32(scale) - np.float32(0.5)


def straightened(bgr: Any, corners: Corners) -> Any:
    """The sheet as if seen from straight above, at most LONG_SIDE_PX long and never larger than it was seen."""
    top, right, bottom, left = (float(np.linalg.norm(corners[n] - corners[(n + 1) % 4])) for n in range(4))
    width, height = max(top, bottom), max(left, right)
    scale = min(1.0, LONG_SIDE_PX / max(width, height, 1.0))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    square = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    turned = cv2.getPerspectiveTransform(corners, square)
    return cv2.warpPerspective(bgr, turned, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)


def page_sized(bgr: Any) -> Any:
    """The whole picture, at most LONG_SIDE_PX long."""
    height, width = bgr.shape[:2]
    scale = LONG_SIDE_PX / max(height, width)
    if scale >= 1:
        return bgr
    return cv2.resize(bgr, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA)


def _masks(small: Any, grey: Any) -> Iterator[Any]:
    """Where the sheet may be: light, light and colourless, and within closed edges."""
    kernel = np.ones((5, 5), np.uint8)
    _, light = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield cv2.morphologyEx(light, cv2.MORPH_OPEN, kernel)
    saturation = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2HSV)[..., 1], (5, 5), 0)
    whiteness = cv2.subtract(grey, saturation)
    _, white = cv2.threshold(whiteness, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield cv2.morphologyEx(white, cv2.MORPH_OPEN, kernel)
    for lower in (20, 50):
        edges = cv2.dilate(cv2.Canny(grey, lower, 3 * lower), np.ones((3, 3), np.uint8))
        yield cv2.morphologyEx(edges, cv2.MORPH_CLOSE, kernel)


def _quads(mask: Any) -> Iterator[Corners]:
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    area = mask.shape[0] * mask.shape[1]
    for outline in outlines:
        hull = cv2.convexHull(outline)
        covered = cv2.contourArea(hull)
        if not _LEAST * area < covered < _MOST * area:
            continue
        quad = _four_sided(hull)
        if quad is not None and _fills(covered, quad) and _is_square(quad):
            yield quad


def _four_sided(hull: Any) -> Corners | None:
    around = cv2.arcLength(hull, closed=True)
    for tolerance in (0.01, 0.02, 0.03, 0.05, 0.08):
        points = cv2.approxPolyDP(hull, tolerance * around, closed=True)
        if len(points) == _CORNERS:
            return np.asarray(points.reshape(4, 2), np.float32)
    return None


def _fills(covered: float, quad: Corners) -> bool:
    frame = cv2.contourArea(quad)
    return frame > 0 and _FULL < covered / frame < 1 / _FULL


def _is_square(quad: Corners) -> bool:
    for index in range(4):
        one, other = quad[index - 1] - quad[index], quad[(index + 1) % 4] - quad[index]
        cosine = float(one @ other) / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-6)
        if abs(cosine) > _SQUARE:
            return False
    return True


def _is_paper(grey: Any, quad: Corners) -> bool:
    """On each side it is lighter within than without; a side at the picture's edge cannot be judged: no paper."""
    middle = quad.mean(axis=0)
    steps = [_step(grey, side, middle) for side in zip(quad, np.roll(quad, -1, axis=0), strict=True)]
    return all(step is not None and step > _STEP for step in steps)


def _step(grey: Any, side: tuple[Any, Any], middle: Any) -> float | None:
    """How much lighter it is on the inner side; None where the outer side is not in the picture."""
    along = np.linspace(0.1, 0.9, 25)[:, None]
    points = side[0] + along * (side[1] - side[0])
    outward = points.mean(axis=0) - middle
    across = side[1] - side[0]
    normal = np.array((across[1], -across[0])) / max(float(np.linalg.norm(across)), 1e-6)
    normal = normal if float(normal @ outward) > 0 else -normal
    inner, outer = _greys(grey, points - 6 * normal), _greys(grey, points + 6 * normal)
    if min(len(inner), len(outer)) < _ENOUGH:
        return None
    return float(np.median(inner) - np.median(outer))


def _greys(grey: Any, points: Any) -> NDArray[np.float64]:
    height, width = grey.shape
    at = np.round(points).astype(int)
    inside = (at[:, 0] >= 0) & (at[:, 0] < width) & (at[:, 1] >= 0) & (at[:, 1] < height)
    return np.asarray(grey[at[inside, 1], at[inside, 0]], np.float64)


def _ordered(quad: Corners) -> Corners:
    """Clockwise, beginning with the corner nearest to the picture's left top."""
    middle = quad.mean(axis=0)
    turns = np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0])
    clockwise = quad[np.argsort(turns)]
    return np.roll(clockwise, -int(np.argmin(clockwise.sum(axis=1))), axis=0)
