"""The canvas in shared memory, for a matrix that is driven by a process of its own: one writer (face), one reader.

A file in RAM (/dev/shm): a header, then two slots; the writer fills the slot that is not current and then turns
`sequence`. `beat_ms` is set anew while the face lives, also when nothing changes. Pixels are RGB, top row first.
"""

import struct
from dataclasses import dataclass

MAGIC = b"ZTLAMP01"
_HEADER = struct.Struct("<8sQIIQI")
HEADER_BYTES = 64
MAX_PIXELS = 1024 * 512
SLOT_BYTES = MAX_PIXELS * 3
FILE_BYTES = HEADER_BYTES + 2 * SLOT_BYTES
_FULL_PCT = 100
BEAT_S = 2.0
"""The face writes `beat_ms` at least so often."""
SEQUENCE_AT = slice(8, 16)
"""Turned last: a reader that sees the new sequence sees the whole picture."""


@dataclass(frozen=True)
class LampsHeader:
    """What the first bytes of the file say."""

    sequence: int
    """Pictures written by this face; 0 means none yet. The current slot is `sequence % 2`."""
    width: int
    height: int
    beat_ms: int
    """Monotonic milliseconds, on this machine."""
    brightness_pct: int
    """0 while the panel is to be dark."""

    @property
    def offset(self) -> int:
        """Where the current slot begins in the file."""
        return HEADER_BYTES + (self.sequence % 2) * SLOT_BYTES

    @property
    def length(self) -> int:
        return self.width * self.height * 3


def pack_lamps(header: LampsHeader) -> bytes:
    """Raises ValueError when the picture does not fit."""
    if header.width * header.height > MAX_PIXELS:
        raise ValueError(f"{header.width}x{header.height} is too large for a matrix")
    brightness = min(max(header.brightness_pct, 0), _FULL_PCT)
    return _HEADER.pack(MAGIC, header.sequence, header.width, header.height, header.beat_ms, brightness)


def read_lamps(memory: memoryview | bytes) -> LampsHeader | None:
    """None when this is no such file, or its sizes cannot be true."""
    if len(memory) < _HEADER.size:
        return None
    magic, sequence, width, height, beat_ms, brightness = _HEADER.unpack_from(memory)
    if magic != MAGIC or not 0 < width * height <= MAX_PIXELS or brightness > _FULL_PCT:
        return None
    return LampsHeader(sequence, width, height, beat_ms, brightness)
