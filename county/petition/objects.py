"""The object store: the sealed parts of petitions in files, a folder for each petition. Ciphertext only.

An `.incoming` folder has all its room reserved before anything is promised; it takes its final name, after an fsync
of its files and of the folders, exactly once. Whoever sees the final name sees a whole petition.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from county.durable import sync_folder
from county.petition.parts import DISK, Parts, part_path
from wire.ids import is_id


class ObjectStore:
    """Folders under one root, spread over 256 folders."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def room(self) -> int:
        """Bytes that are free on the disk; what is reserved for uploads is no longer free."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        return shutil.disk_usage(self._root).free

    def reserve(self, petition_id: str, lengths: Sequence[int]) -> None:
        """Make the incoming files with all their room, durably; raises OSError and leaves nothing when it cannot."""
        folder = self._incoming(petition_id)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            Parts(folder, lengths).reserve()
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        list(DISK.map(sync_folder, (folder, folder.parent, self._root)))

    def open_incoming(self, petition_id: str, lengths: Sequence[int]) -> Parts:
        """The files of an upload; FileNotFoundError if it was never reserved.

        One that was finished just before a crash, and not yet written down as a petition, opens as well.
        """
        for folder in (self._sealed(petition_id), self._incoming(petition_id)):
            if folder.is_dir():
                return Parts(folder, lengths)
        raise FileNotFoundError(petition_id)

    def finish(self, petition_id: str) -> None:
        """Give the folder its final name, after its files were synced; harmless when done before a crash."""
        incoming, sealed = self._incoming(petition_id), self._sealed(petition_id)
        if not incoming.exists() and sealed.exists():
            return
        sync_folder(incoming)
        incoming.replace(sealed)
        sync_folder(sealed.parent)

    def part(self, petition_id: str, number: int) -> bytes:
        """One sealed part of a whole petition; raises OSError when it is not there."""
        return part_path(self._sealed(petition_id), number).read_bytes()

    def _incoming(self, petition_id: str) -> Path:
        return self._folder(petition_id) / f"{petition_id}.incoming"

    def _sealed(self, petition_id: str) -> Path:
        return self._folder(petition_id) / petition_id

    def _folder(self, petition_id: str) -> Path:
        if not is_id(petition_id):
            raise ValueError("not an id: it must not become a path")
        return self._root / petition_id[:2]
