"""The object store: sealed blobs in files, one a petition, named by its id. Ciphertext only.

An `.incoming` file has its whole room reserved before anything is promised; it becomes `.sealed`, after an fsync
of itself and of its folder, exactly once. Whoever sees `.sealed` sees a whole blob.
"""

import os
import shutil
from pathlib import Path

from wire.ids import is_id


class ObjectStore:
    """Files under one root, spread over 256 folders."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def room(self) -> int:
        """Bytes that are free on the disk; what is reserved for uploads is no longer free."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        return shutil.disk_usage(self._root).free

    def reserve(self, petition_id: str, length: int) -> None:
        """Make the incoming file with all its room, durably; raises OSError and leaves nothing when it cannot."""
        path = self._incoming(petition_id)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, length)
            os.fsync(descriptor)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        _sync_folder(path.parent)
        _sync_folder(self._root)

    def open_incoming(self, petition_id: str) -> int:
        """A descriptor for reading and writing; the caller closes it. FileNotFoundError if never reserved.

        A blob that was finished just before a crash, and not yet written down as a petition, opens for reading.
        """
        sealed = self._sealed(petition_id)
        if sealed.exists():
            return os.open(sealed, os.O_RDONLY)
        return os.open(self._incoming(petition_id), os.O_RDWR)

    def finish(self, petition_id: str) -> None:
        """Turn the incoming file into the sealed one; harmless when that was done before a crash."""
        incoming, sealed = self._incoming(petition_id), self._sealed(petition_id)
        if sealed.exists() and not incoming.exists():
            return
        descriptor = os.open(incoming, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        incoming.replace(sealed)
        _sync_folder(sealed.parent)

    def read(self, petition_id: str, *, offset: int, length: int) -> bytes:
        """A piece of a sealed blob; raises OSError when it is not there or is shorter."""
        with self._sealed(petition_id).open("rb") as file:
            content = os.pread(file.fileno(), length, offset)
        if len(content) != length:
            raise OSError(f"petition {petition_id}: the stored blob is shorter than its manifest")
        return content

    def _incoming(self, petition_id: str) -> Path:
        return self._folder(petition_id) / f"{petition_id}.incoming"

    def _sealed(self, petition_id: str) -> Path:
        return self._folder(petition_id) / f"{petition_id}.sealed"

    def _folder(self, petition_id: str) -> Path:
        if not is_id(petition_id):
            raise ValueError("not an id: it must not become a path")
        return self._root / petition_id[:2]


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
