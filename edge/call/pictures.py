"""The engine's two memory files: the near picture, which the edge paints, and the far one, which the face looks at."""

import mmap
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from edge.capture.picture import LivePicture
from edge.capture.screen import fitting
from wire.picture import FILE_BYTES, HEADER_BYTES, read_header


class NearPicture:
    """Reads the live picture of this terminal."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), FILE_BYTES, prot=mmap.PROT_READ)
        self._seen = 0

    def newest(self) -> Any:
        """Height x width x 3, RGB; None when there is no newer one than was given last."""
        header = read_header(self._memory[:HEADER_BYTES])
        if header is None or header.sequence in (0, self._seen) or not header.length:
            return None
        pixels = self._memory[header.offset : header.offset + header.length]
        again = read_header(self._memory[:HEADER_BYTES])
        if again is None or again.sequence != header.sequence:
            return None
        self._seen = header.sequence
        return np.frombuffer(pixels, np.uint8).reshape(header.height, header.width, 3)

    def close(self) -> None:
        self._memory.close()


class FarPicture:
    """Paints the officer's picture on a thread of its own: whoever hands one over never waits."""

    def __init__(self, path: Path, painted: Callable[[], None]) -> None:
        """`painted` is called on that thread after each picture."""
        self._live = LivePicture(path)
        self._painted = painted
        self._newest: Any = None
        self._came = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="call.far", daemon=True)
        self._thread.start()

    def show(self, bgr: Any) -> None:
        """From any thread; only the newest is painted."""
        self._newest = bgr
        self._came.set()

    def close(self) -> None:
        """Black, and gone."""
        self._closing = True
        self._came.set()
        self._thread.join()
        self._live.close()

    def _run(self) -> None:
        while not self._closing:
            self._came.wait()
            self._came.clear()
            picture, self._newest = self._newest, None
            if picture is not None and not self._closing:
                self._live.paint(fitting(picture), time.monotonic())
                self._painted()


def lowered(rgb: Any, height: int) -> Any:
    """At most so many lines, even in both directions as codecs want it; never enlarged."""
    lines, columns = rgb.shape[:2]
    if lines <= height:
        return rgb
    width = max(2, round(columns * height / lines / 2) * 2)
    return cv2.resize(rgb, (width, height // 2 * 2), interpolation=cv2.INTER_AREA)


def wipe(path: Path) -> None:
    """What an engine that was killed left there is black, then gone; whoever has it mapped sees black."""
    if path.exists():
        LivePicture(path).close()
