"""Covers every face with a solid block before a picture is encoded or shown. What is not certain is covered whole.

The whole picture is solid when no face is found, when one that was there is not found again, and when anything fails.
A face that nothing finds beside one that is found stays bare: who stands far behind, or shows the back of the head.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, Final, Protocol

import numpy as np

from edge.faces.detector import Box, FaceFinder, same_face

logger = logging.getLogger(__name__)

_SOLID: Final = 40
"""Grey of the block."""
_SIDES: Final = 0.6
_ABOVE: Final = 0.9
_BELOW: Final = 0.6
"""How far the block reaches over the face, in its width or height: hair, ears, chin, and a hand's breadth."""
_SEARCH_S: Final = 0.4
"""How often the whole picture is searched for who stands behind."""
_SEARCH_MISSING_S: Final = 0.2
"""How often while somebody is missing, and all is covered."""
_FORGET_S: Final = 2.0
"""A face that was not found again for so long has gone; until then all is covered."""
_MANY: Final = 6
"""With more faces than this all is covered: a machine that falls behind would show them late."""


class Finder(Protocol):
    """What a cover needs of edge.faces.detector.FaceFinder."""

    def near(self, bgr: Any) -> list[Box]: ...
    def all(self, bgr: Any) -> list[Box]: ...
    def again(self, bgr: Any, box: Box) -> Box | None: ...


class _Track:
    """One face, from picture to picture."""

    def __init__(self, box: Box, at_s: float) -> None:
        self.before = self.box = box
        self.found_at_s = at_s

    def move(self, box: Box, at_s: float) -> None:
        self.before, self.box, self.found_at_s = self.box, box, at_s


class FaceCover:
    """For the pictures of one camera, in order, on one thread."""

    def __init__(self, make_finder: Callable[[], Finder] = FaceFinder) -> None:
        self._make_finder = make_finder
        self._finder: Finder | None = None
        self._tracks: list[_Track] = []
        self._searched_at_s = float("-inf")
        self._has_failed = False

    def covered(self, bgr: Any, at_s: float | None = None) -> Any:
        """A copy with its faces covered; never raises. `at_s`: when it was taken, on time.monotonic()."""
        try:
            return self._covered(bgr, time.monotonic() if at_s is None else at_s)
        except Exception:  # whatever it is, no face is shown because of it
            if not self._has_failed:
                logger.exception("faces cannot be found: all is covered")
            self._has_failed = True
            return _all_solid(bgr)

    def _covered(self, bgr: Any, at_s: float) -> Any:
        if self._finder is None:
            self._finder = self._make_finder()
        self._follow(self._finder, bgr, at_s)
        self._tracks = [track for track in self._tracks if at_s - track.found_at_s < _FORGET_S]
        all_found = all(track.found_at_s == at_s for track in self._tracks)
        if not self._tracks or not all_found or len(self._tracks) > _MANY:
            return _all_solid(bgr)
        picture = bgr.copy()
        for track in self._tracks:
            _cover(picture, track.before)
            _cover(picture, track.box)
        return picture

    def _follow(self, finder: Finder, bgr: Any, at_s: float) -> None:
        self._match(finder.near(bgr), at_s)
        for track in [track for track in self._tracks if track.found_at_s != at_s][:_MANY]:
            box = finder.again(bgr, track.box)
            if box is not None:
                track.move(box, at_s)
        is_missing = not self._tracks or any(track.found_at_s != at_s for track in self._tracks)
        if at_s - self._searched_at_s >= (_SEARCH_MISSING_S if is_missing else _SEARCH_S):
            self._searched_at_s = at_s
            self._match(finder.all(bgr), at_s)

    def _match(self, boxes: list[Box], at_s: float) -> None:
        for box in boxes:
            known = next((track for track in self._tracks if same_face(track.box, box)), None)
            if known is None:
                self._tracks.append(_Track(box, at_s))
            elif known.found_at_s != at_s:
                known.move(box, at_s)


def _cover(picture: Any, box: Box) -> None:
    left, right = box.left - _SIDES * box.width, box.left + (1 + _SIDES) * box.width
    top, bottom = box.top - _ABOVE * box.height, box.top + (1 + _BELOW) * box.height
    picture[max(0, int(top)) : max(0, int(bottom) + 1), max(0, int(left)) : max(0, int(right) + 1)] = _SOLID


def _all_solid(bgr: Any) -> Any:
    return np.full_like(bgr, _SOLID)
