"""The writer's side of the live picture (layout: wire.picture). One process writes it, through one LivePicture."""

import mmap
import os
import threading
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from wire.picture import FILE_BYTES, HEADER_BYTES, MAX_HEIGHT, MAX_WIDTH, PictureHeader, pack_header

_SEQUENCE_AT = slice(8, 16)
"""Turned last: a reader that sees the new sequence sees the whole picture."""


class LivePicture:
    """A memory file that faces map and read. Any thread may paint; pictures never tear."""

    def __init__(self, path: Path) -> None:
        """Takes over the file of an earlier run, so that a face that has it mapped goes on seeing."""
        self.path = path
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(path, flags, 0o600)
        try:
            os.ftruncate(descriptor, FILE_BYTES)
            self._memory = mmap.mmap(descriptor, FILE_BYTES)
        finally:
            os.close(descriptor)
        self._writing = threading.Lock()
        self._sequence = 0
        self._turn(PictureHeader(sequence=0, width=0, height=0, at_ms=0))
        # An edge that was killed could not black out the last face it saw.
        self._memory[HEADER_BYTES:] = bytes(FILE_BYTES - HEADER_BYTES)

    def paint(self, bgr: Any, at_s: float) -> None:
        """Show height x width x 3 bytes, no larger than the layout allows."""
        height, width = bgr.shape[:2]
        if width > MAX_WIDTH or height > MAX_HEIGHT:
            raise ValueError(f"{width}x{height} does not fit the live picture")
        with self._writing:
            header = PictureHeader(self._sequence + 1, width, height, round(at_s * 1000))
            slot = np.frombuffer(self._memory, np.uint8, count=header.length, offset=header.offset)
            cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB, dst=slot.reshape(height, width, 3))
            self._turn(header)

    def blank(self) -> None:
        """Black out both slots: the last face seen does not stay in memory."""
        with self._writing:
            last = self._sequence
        for _ in range(2 if last else 0):
            self.paint(np.zeros((MAX_HEIGHT, MAX_WIDTH, 3), np.uint8), time.monotonic())

    def close(self) -> None:
        """Remove the file; faces that have it mapped keep the black picture."""
        self.blank()
        self._memory.close()
        self.path.unlink(missing_ok=True)

    def _turn(self, header: PictureHeader) -> None:
        packed = pack_header(header)
        self._memory[_SEQUENCE_AT.stop : len(packed)] = packed[_SEQUENCE_AT.stop :]
        self._memory[_SEQUENCE_AT] = packed[_SEQUENCE_AT]
        self._memory[: _SEQUENCE_AT.start] = packed[: _SEQUENCE_AT.start]
        self._sequence = header.sequence
