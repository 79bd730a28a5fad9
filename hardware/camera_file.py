"""A film that stands in for a camera.

The film always runs, round and round, on time.monotonic(); opening it tunes in. A film and a sound file of equal
length are therefore in step with each other, whoever opens them when. Like a device it overwrites what is not fetched.
"""

import math
import time
from pathlib import Path
from typing import Any, Final

import cv2

from hardware.errors import CameraStalled, NoCamera
from hardware.pacing import pause
from hardware.ports import Picture, PictureSize
from hardware.scaling import scaled

_DEVICE_BUFFERS: Final = 4
"""Pictures a V4L device keeps for a late reader."""


class FileCamera:
    """Plays `path` at its own rate."""

    def __init__(self, path: Path, size: PictureSize) -> None:
        self._path = path
        self._size = size
        self._film: Any = None
        self._rate_hz = 0.0
        self._length = 0
        self._next = 0
        """Number of the next picture, counted from time.monotonic() == 0."""

    def open(self) -> None:
        if self._film is not None:
            return
        if not self._path.is_file():
            raise NoCamera(str(self._path))
        film = cv2.VideoCapture(str(self._path), cv2.CAP_FFMPEG)
        self._rate_hz = float(film.get(cv2.CAP_PROP_FPS))
        self._length = int(film.get(cv2.CAP_PROP_FRAME_COUNT))
        if not film.isOpened() or self._rate_hz <= 0 or self._length <= 0:
            film.release()
            raise NoCamera(str(self._path))
        self._film = film
        self._tune_in()

    def look(self) -> Picture:
        if self._film is None:
            raise NoCamera(str(self._path))
        if time.monotonic() * self._rate_hz > self._next + _DEVICE_BUFFERS:
            self._catch_up()
        grabbed_at_s = self._next / self._rate_hz
        pause(grabbed_at_s - time.monotonic())
        whole, bgr = self._film.read()
        if not whole:
            raise CameraStalled(str(self._path))
        self._step()
        return Picture(scaled(bgr, self._size).data, grabbed_at_s)

    def close(self) -> None:
        film, self._film = self._film, None
        if film is not None:
            film.release()

    def _tune_in(self) -> None:
        self._next = math.ceil(time.monotonic() * self._rate_hz)
        self._film.set(cv2.CAP_PROP_POS_FRAMES, self._next % self._length)

    def _catch_up(self) -> None:
        if time.monotonic() * self._rate_hz > self._next + self._rate_hz:
            self._tune_in()
        while time.monotonic() * self._rate_hz > self._next + 1:
            self._film.grab()
            self._step()

    def _step(self) -> None:
        self._next += 1
        if self._next % self._length == 0:
            self._film.set(cv2.CAP_PROP_POS_FRAMES, 0)
