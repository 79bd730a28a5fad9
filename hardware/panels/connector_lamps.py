"""A matrix at this machine's pins, which say nothing: its screen hangs there while the process that lights it lives.

That process holds a lock on its picture's memory file; the kernel takes the lock from it however it ends.
"""

import fcntl
import os
from pathlib import Path


class LampsConnector:
    """`frames`: the memory file between face and matrix."""

    def __init__(self, frames: Path) -> None:
        self._frames = frames

    def look(self) -> bool:
        try:
            descriptor = os.open(self._frames, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return False  # nothing was painted, so nothing is lit
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False
