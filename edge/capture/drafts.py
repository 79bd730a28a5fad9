"""A draft's sealed segments as files of one directory: 00000.age, 00001.age, ... A `.part` is nothing yet."""

import os
from pathlib import Path


class DraftDirectory:
    """Keeps each segment so that it survives a power cut: bytes first, then its name."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, index: int, sealed: bytes) -> None:
        """Raises OSError, above all ENOSPC, with nothing left behind."""
        whole = self._directory / f"{index:05d}.age"
        part = whole.with_suffix(".part")
        try:
            _write(part, sealed)
            part.rename(whole)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        _sync_directory(self._directory)

    def segments(self) -> list[Path]:
        """All kept segments in order."""
        return sorted(self._directory.glob("*.age"))


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
