"""Was it lit? A photograph of the wall is searched for the code in the corner of the page that should stand there.

Codes are markers of ArUco's dictionary 4x4_1000, which holds every sixteenth possible square: only the codes that are
expected count as seen, never one that merely looks like a code.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

_CELLS = 6
"""Of a marker with its border."""
_LONGEST_PX = 4096
"""Larger photographs are made smaller: more pixels than a lens resolves only cost time."""
_LARGE_PX = 2400
"""Wider ones than this are not made larger still."""


@dataclass(frozen=True)
class Sighting:
    """One code in a photograph."""

    tag: int
    cell_px: float
    """How large its cells are there."""


def find_tags(photograph: Any, expected: Collection[int]) -> tuple[Sighting, ...]:
    """Which of the expected codes are to be seen, each once. `photograph` is grey or BGR, bytes of 0 to 255."""
    wanted = set(expected)
    found: dict[int, Sighting] = {}
    detector = _detector()
    for grey, scale in _looks(_grey(photograph)):
        corners, numbers, _ = detector.detectMarkers(grey)
        for square, number in zip(corners, numbers if numbers is not None else (), strict=False):
            tag = int(number[0])
            if tag in wanted:
                found.setdefault(tag, Sighting(tag, _side_px(square) / _CELLS / scale))
        if found.keys() == wanted:
            break
    return tuple(found.values())


def read_photograph(content: bytes) -> Any:
    """Grey; None when these bytes are no picture."""
    if not content:
        return None
    return cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)


def _grey(photograph: Any) -> Any:
    grey = photograph if photograph.ndim == 2 else cv2.cvtColor(photograph, cv2.COLOR_BGR2GRAY)  # noqa: PLR2004  # no colours
    longest = max(grey.shape)
    if longest <= _LONGEST_PX:
        return grey
    scale = _LONGEST_PX / longest
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _looks(grey: Any) -> Iterator[tuple[Any, float]]:
    """The same picture in several ways, the likeliest first, with its scale: LEDs are dots, and far tags are small."""
    even = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(grey)
    for scale in (1.0, 0.5, 0.25, 2.0):
        if scale > 1 and max(grey.shape) > _LARGE_PX:
            continue
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        for picture in (grey, even):
            yield cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), scale
    for sigma in (2.0, 4.0, 8.0):
        yield cv2.GaussianBlur(grey, (0, 0), sigma), 1.0


def _detector() -> Any:
    wanted = cv2.aruco.DetectorParameters()
    wanted.minMarkerPerimeterRate = 0.01
    wanted.adaptiveThreshWinSizeMax = 43
    wanted.adaptiveThreshWinSizeStep = 8
    wanted.minDistanceToBorder = 1
    wanted.maxErroneousBitsInBorderRate = 0.15
    wanted.errorCorrectionRate = 0.0
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_1000)
    return cv2.aruco.ArucoDetector(dictionary, wanted)


def _side_px(square: Any) -> float:
    around = np.roll(square[0], -1, axis=0) - square[0]
    return float(np.linalg.norm(around, axis=1).mean())
