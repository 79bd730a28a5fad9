"""The face's end of a matrix: the composed canvas and the brightness, painted into RAM for whoever drives it."""

import mmap
import os
import time
from pathlib import Path

from kiosk.render.bitmap import Bitmap
from wire.wall.lamps import FILE_BYTES, HEADER_BYTES, SEQUENCE_AT, LampsHeader, pack_lamps, read_lamps


class Lamps:
    """One face writes. The file stays when the face ends: the matrix keeps what stood there last."""

    def __init__(self, path: Path) -> None:
        """Takes over the file of an earlier face: a matrix that has it mapped goes on seeing. Raises OSError."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            os.ftruncate(descriptor, FILE_BYTES)
            self._memory = mmap.mmap(descriptor, FILE_BYTES)
        finally:
            os.close(descriptor)
        # it counts on from where an earlier face ended: one number never names two pictures
        before = read_lamps(self._memory[:HEADER_BYTES])
        self._header = before or LampsHeader(sequence=0, width=1, height=1, beat_ms=0, brightness_pct=100)

    def paint(self, canvas: Bitmap) -> None:
        """Raises ValueError when it does not fit."""
        before = self._header
        header = LampsHeader(before.sequence + 1, canvas.width, canvas.height, _now_ms(), before.brightness_pct)
        packed = pack_lamps(header)
        self._memory[header.offset : header.offset + header.length] = canvas.rgb
        self._turn(header, packed)

    def beats(self, brightness_pct: int) -> None:
        """The face lives, and the panel shall be so bright."""
        same = self._header
        header = LampsHeader(same.sequence, same.width, same.height, _now_ms(), brightness_pct)
        if same.sequence:
            self._turn(header, pack_lamps(header))
        else:
            self._header = header

    def close(self) -> None:
        self._memory.close()

    def _turn(self, header: LampsHeader, packed: bytes) -> None:
        self._memory[SEQUENCE_AT.stop : len(packed)] = packed[SEQUENCE_AT.stop :]
        self._memory[SEQUENCE_AT] = packed[SEQUENCE_AT]
        self._memory[: SEQUENCE_AT.start] = packed[: SEQUENCE_AT.start]
        self._header = header


def _now_ms() -> int:
    return round(time.monotonic() * 1000)
