"""Layout of the live picture in shared memory: one writer (edge), any readers (faces), no locks.

A file in RAM (/dev/shm), mapped by both. A header, then two slots; the writer fills the slot that is not current
and then turns `sequence`. A reader copies the current slot and takes it only if `sequence` is still the same.
Pixels are RGB, 3 bytes each, top row first, no padding between rows.
"""

import struct
from dataclasses import dataclass

MAGIC = b"ZTPICT01"
_HEADER = struct.Struct("<8sQIIQ")
HEADER_BYTES = 64
MAX_WIDTH = 1280
MAX_HEIGHT = 720
SLOT_BYTES = MAX_WIDTH * MAX_HEIGHT * 3
FILE_BYTES = HEADER_BYTES + 2 * SLOT_BYTES


@dataclass(frozen=True)
class PictureHeader:
    """What the first bytes of the file say."""

    sequence: int
    """Pictures written since the edge started; 0 means none yet. The current slot is `sequence % 2`."""
    width: int
    height: int
    at_ms: int
    """Monotonic milliseconds of the picture's capture, on this machine."""

    @property
    def offset(self) -> int:
        """Where the current slot begins in the file."""
        return HEADER_BYTES + (self.sequence % 2) * SLOT_BYTES

    @property
    def length(self) -> int:
        return self.width * self.height * 3


def pack_header(header: PictureHeader) -> bytes:
    return _HEADER.pack(MAGIC, header.sequence, header.width, header.height, header.at_ms)


def read_header(memory: memoryview | bytes) -> PictureHeader | None:
    """None when this is no picture file, or its sizes cannot be true."""
    magic, sequence, width, height, at_ms = _HEADER.unpack_from(memory)
    if magic != MAGIC or width > MAX_WIDTH or height > MAX_HEIGHT:
        return None
    return PictureHeader(sequence=sequence, width=width, height=height, at_ms=at_ms)
