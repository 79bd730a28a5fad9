"""Finds faces with two small models (edge/faces/models): one for who stands near, one for who stands behind.

A model is run by OpenCV alone. Boxes are in pixels of the given picture and may reach over its edge.
"""

from pathlib import Path
from typing import Any, Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

_MODELS: Final = Path(__file__).parent / "models"
_NEAR: Final = _MODELS / "face_near.tflite"
_FAR: Final = _MODELS / "face_far.tflite"
_SURE: Final = 0.5
_SAME: Final = 0.3
"""Two boxes that overlap by more than this are of one face."""
_CROP: Final = 3.0
"""How much larger than a face the piece is in which it is looked for again."""
_GROWTH: Final = 2.0
"""From one picture to the next a face grows or shrinks by less than this."""
_TILES: Final = 4
"""No camera's picture is wider than so many squares."""
_LIMIT: Final = 80.0


class Box(NamedTuple):
    """A face from the brows to the chin."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2


def has_models() -> bool:
    return _NEAR.is_file() and _FAR.is_file()


class FaceFinder:
    """Both models. One thread at a time; raises cv2.error when a model cannot be read or run."""

    def __init__(self) -> None:
        self._near = _Model(_NEAR, 128, ((8, 2), (16, 6)))
        self._far = _Model(_FAR, 192, ((4, 1),))

    def near(self, bgr: Any) -> list[Box]:
        """Faces at least a sixth of the picture's height, in 6 ms."""
        return self._near.find(bgr)

    def all(self, bgr: Any) -> list[Box]:
        """Faces at least a thirteenth of the picture's height, in 35 ms."""
        found = self._near.find(bgr)
        for left in _tiles(bgr):
            found += self._far.find(bgr[:, left : left + bgr.shape[0]], left)
        return _distinct(found)

    def again(self, bgr: Any, box: Box) -> Box | None:
        """The face that was at `box` a moment ago, however small it is; None when it is not there."""
        (x, y), half = box.middle, _CROP / 2 * max(box.width, box.height)
        left, top = max(0, int(x - half)), max(0, int(y - half))
        piece = bgr[top : int(y + half), left : int(x + half)]
        if min(piece.shape[:2]) < 1:
            return None
        found = [found for found in self._near.find(piece, left, top) if _near_in_size(found, box)]
        return min(found, key=lambda face: _distance(face, box), default=None)


class _Model:
    """One network that looks at a square and says at each of its anchors whether there is a face."""

    def __init__(self, path: Path, side: int, anchors: tuple[tuple[int, int], ...]) -> None:
        """`anchors`: (stride, how many at each place), as the network was made."""
        self._net = cv2.dnn.readNetFromTFLite(str(path))
        self._side = side
        self._anchors = _anchors(side, anchors)
        self._outputs = self._net.getUnconnectedOutLayersNames()

    def find(self, bgr: Any, left: int = 0, top: int = 0) -> list[Box]:
        """`left`, `top`: where `bgr` lies in the whole picture."""
        longest = max(bgr.shape[:2])
        boxes, scores = self._look(_square(bgr, self._side))
        sure = np.flatnonzero(scores > _SURE)
        boxes = boxes[sure] * longest
        chosen = cv2.dnn.NMSBoxes(boxes.tolist(), scores[sure].tolist(), _SURE, _SAME) if sure.size else ()
        found = (boxes[int(index)].tolist() for index in np.asarray(chosen).ravel())
        return [Box(x + left, y + top, width, height) for x, y, width, height in found]

    def _look(self, square: Any) -> tuple[NDArray[Any], NDArray[Any]]:
        """Boxes as parts of the side, and how sure each is."""
        side = self._side
        self._net.setInput(cv2.dnn.blobFromImage(square, 1 / 127.5, (side, side), (127.5,) * 3, swapRB=True))
        places, raw = sorted(self._net.forward(self._outputs), key=lambda output: -int(output.shape[-1]))
        raw, places = raw[0, :, 0], places[0, :, :4] / side
        scores = 1 / (1 + np.exp(-np.clip(raw, -_LIMIT, _LIMIT)))
        middles, sizes = places[:, :2] + self._anchors, places[:, 2:]
        return np.concatenate([middles - sizes / 2, sizes], axis=1), scores


def _square(bgr: Any, side: int) -> Any:
    """Scaled into the left top corner of a black square."""
    height, width = bgr.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    square = np.zeros((side, side, 3), np.uint8)
    square[: size[1], : size[0]] = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA)
    return square


def _anchors(side: int, layers: tuple[tuple[int, int], ...]) -> NDArray[np.float32]:
    rows: list[NDArray[np.float32]] = []
    for stride, repeated in layers:
        count = side // stride
        at = (np.arange(count, dtype=np.float32) + 0.5) / count
        grid = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)
        rows.append(np.repeat(grid, repeated, axis=0))
    return np.concatenate(rows)


def _tiles(bgr: Any) -> list[int]:
    """Left edges of as many overlapping squares as cover a lying picture."""
    height, width = bgr.shape[:2]
    count = min(_TILES, -(-width * 9 // (height * 8))) if width > height else 1
    return [round(index * (width - height) / max(1, count - 1)) for index in range(count)]


def _distinct(boxes: list[Box]) -> list[Box]:
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box.width):
        if not any(same_face(box, other) for other in kept):
            kept.append(box)
    return kept


def same_face(one: Box, other: Box) -> bool:
    """Whether the middle of one lies in the other."""
    distance = _distance(one, other)
    return distance < max(one.width, other.width) / 2


def _distance(one: Box, other: Box) -> float:
    return float(np.hypot(one.middle[0] - other.middle[0], one.middle[1] - other.middle[1]))


def _near_in_size(one: Box, other: Box) -> bool:
    return 1 / _GROWTH < one.width / max(other.width, 1e-6) < _GROWTH
