"""The order of steps after which bytes survive a power cut: write, fsync, rename, fsync of the directory.

Leave one out and the last accepted petition is the one that is lost.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_PREFIX = ".new-"
MODE = 0o600


def write_durably(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """`path` holds what `write` wrote, or what it held before; on return it survives a power cut."""
    temporary = path.with_name(_PREFIX + path.name)
    try:
        _write_synced(temporary, write)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Names in `directory` survive a power cut from here on."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_leftovers(directory: Path) -> None:
    """Whatever a crash left half-written; call it before anything is written here."""
    for path in directory.glob(_PREFIX + "*"):
        path.unlink(missing_ok=True)


def make_directory(directory: Path) -> None:
    """A directory of the service user alone, which survives a power cut."""
    missing = not directory.is_dir()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if missing:
        sync_directory(directory.parent)


def _write_synced(path: Path, write: Callable[[BinaryIO], object]) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    with os.fdopen(descriptor, "wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
