"""The reader's end of the canvas in RAM (layout: wire.wall.lamps). What is in it is not trusted."""

import fcntl
import mmap
import os
from dataclasses import dataclass
from pathlib import Path

from wire.wall.lamps import FILE_BYTES, HEADER_BYTES, LampsHeader, read_lamps

_TRIES = 3


@dataclass(frozen=True)
class Canvas:
    """One whole picture."""

    header: LampsHeader
    rgb: bytes


class Lamps:
    """Mapped once: a face that starts again writes into the same file."""

    def __init__(self, path: Path) -> None:
        """Raises OSError while there is no such file, ValueError while it is too short."""
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            self._memory = mmap.mmap(self._descriptor, FILE_BYTES, access=mmap.ACCESS_READ)
        except BaseException:
            os.close(self._descriptor)
            raise

    def are_driven(self) -> None:
        """From now on, until this process ends: the edge believes that lamps are lit while the lock is held."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def header(self) -> LampsHeader | None:
        return read_lamps(self._memory[:HEADER_BYTES])

    def canvas(self) -> Canvas | None:
        """The current picture; None while there is none, or it was painted over again and again while it was read."""
        for _ in range(_TRIES):
            header = self.header()
            if header is None or not header.sequence:
                return None
            rgb = self._memory[header.offset : header.offset + header.length]
            after = self.header()
            if after is not None and after.sequence == header.sequence:
                return Canvas(header, rgb)
        return None

    def close(self) -> None:
        self._memory.close()
        os.close(self._descriptor)
