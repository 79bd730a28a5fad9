"""A piece of the disk that is held back for a start on a full one: what was promised must go out to make room again."""

import contextlib
import os
import shutil
from pathlib import Path

from edge.store.durable import MODE

BALLAST_BYTES = 1024 * 1024
_SHORT_BYTES = BALLAST_BYTES
_PLENTY_BYTES = 4 * BALLAST_BYTES


def drop_if_short(path: Path) -> None:
    """Give the ballast up when less than a start needs is free. Raises nothing: the start will say what fails."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(path.parent).free < _SHORT_BYTES:
            path.unlink()


def take_if_plenty(path: Path) -> None:
    """Lay it in again when there is room; where there is none, the next start finds some or tries without."""
    with contextlib.suppress(OSError):
        if path.exists() or shutil.disk_usage(path.parent).free < _PLENTY_BYTES:
            return
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, MODE)
        try:
            os.posix_fallocate(descriptor, 0, BALLAST_BYTES)
        finally:
            os.close(descriptor)
