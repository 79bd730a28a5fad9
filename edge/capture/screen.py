"""Who may paint the live picture now: at most one of preview, papers, page and replay. Black while it is nobody.

A replay lies over the others; they go on, unseen, until it has ended.
"""

import threading
import time
from pathlib import Path
from typing import Any, Literal

import cv2

from edge.capture.picture import LivePicture
from wire.picture import MAX_HEIGHT, MAX_WIDTH

Painter = Literal["face", "papers", "page", "replay"]


class Screen:
    """Any thread may call; what is painted by somebody whose turn is over is never seen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._live = LivePicture(path)
        self._turning = threading.Lock()
        self._turn: Painter | None = None
        self._is_replaying = False

    def give(self, painter: Painter | None) -> None:
        """Blank, unless a replay is seen, and let `painter` paint from now on."""
        with self._turning:
            self._turn = painter
            if not self._is_replaying:
                self._live.blank()

    def is_given_to(self, painter: Painter) -> bool:
        """Whether it is, or will be once the replay has ended."""
        return self._turn == painter

    def begin_replay(self) -> None:
        with self._turning:
            self._is_replaying = True

    def end_replay(self, *, keep: bool) -> None:
        """Its last picture may stay until somebody else paints."""
        with self._turning:
            self._is_replaying = False
            if not keep:
                self._live.blank()

    def clear_replay(self) -> None:
        """Take the last picture of a replay away, unless somebody else has painted or will."""
        with self._turning:
            if self._turn is None and not self._is_replaying:
                self._live.blank()

    def paint(self, painter: Painter, bgr: Any, at_s: float | None = None) -> bool:
        """False, and nothing painted, when it is somebody else's turn. Too large a picture is scaled down."""
        small = fitting(bgr)
        with self._turning:
            if painter != ("replay" if self._is_replaying else self._turn):
                return False
            self._live.paint(small, time.monotonic() if at_s is None else at_s)
            return True

    def close(self) -> None:
        """Remove the live picture."""
        self._live.close()


def fitting(bgr: Any) -> Any:
    """Scaled down to what the live picture holds, or `bgr` itself."""
    height, width = bgr.shape[:2]
    scale = min(MAX_WIDTH / width, MAX_HEIGHT / height)
    if scale >= 1:
        return bgr
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    return cv2.resize(bgr, size, interpolation=cv2.INTER_AREA)
