"""Ciphertext of petitions as files: one blob a petition, its sealed parts one after the other.

A blob has its final name only when every byte of it is on disk. Room is asked for before anything is promised.
"""

import hashlib
import io
import os
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from edge.errors import NoRoom, NotRecorded
from edge.store.durable import make_directory, remove_leftovers, sync_directory, write_durably
from wire.ids import PetitionId

_COPY_BYTES = 1 << 20


@dataclass(frozen=True)
class SealedPart:
    """A sealed part, on disk or in RAM, as the manifest speaks of it."""

    length: int
    sha256: str
    source: Path | bytes

    @classmethod
    def holding(cls, sealed: bytes) -> "SealedPart":
        return cls(len(sealed), hashlib.sha256(sealed).hexdigest(), sealed)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")


class Blobs:
    """All blobs of this terminal."""

    def __init__(self, directory: Path, *, reserve_bytes: int) -> None:
        self._directory = directory
        self._reserve_bytes = reserve_bytes
        make_directory(directory)
        remove_leftovers(directory)

    def path(self, petition_id: PetitionId) -> Path:
        return self._directory / f"{petition_id}.blob"

    def require_room(self, wanted_bytes: int) -> None:
        """Raises NoRoom when `wanted_bytes` more would touch the reserve."""
        free = self.free_bytes()
        if free < wanted_bytes + self._reserve_bytes:
            raise NoRoom(f"{free} bytes free, {wanted_bytes} wanted, {self._reserve_bytes} kept in reserve")

    def free_bytes(self) -> int:
        return shutil.disk_usage(self._directory).free

    def assemble(self, petition_id: PetitionId, parts: Sequence[SealedPart]) -> int:
        """Join `parts` into the petition's blob, durable on return; gives its length.

        Raises NoRoom when the disk fills up on the way, NotRecorded when a part is no longer what was recorded;
        nothing is left behind then. A second call makes the same blob again.
        """
        try:
            write_durably(self.path(petition_id), lambda blob: _join(parts, blob))
        except OSError as error:
            raise NoRoom(str(error)) from error
        return self.path(petition_id).stat().st_size

    def read(self, petition_id: PetitionId, offset: int, length: int) -> bytes:
        """Raises OSError when the blob is gone, which it is only after its receipt."""
        descriptor = os.open(self.path(petition_id), os.O_RDONLY)
        try:
            return os.pread(descriptor, length, offset)
        finally:
            os.close(descriptor)

    def remove(self, petition_id: PetitionId) -> None:
        self.path(petition_id).unlink(missing_ok=True)

    def remove_all_but(self, kept: Collection[PetitionId]) -> None:
        """Blobs that were never promised, or whose receipt came just before a crash."""
        for path in self._directory.glob("*.blob"):
            if path.stem not in kept:
                path.unlink(missing_ok=True)
        sync_directory(self._directory)


def _join(parts: Sequence[SealedPart], blob: BinaryIO) -> None:
    for part in parts:
        digest = hashlib.sha256()
        with part.open() as sealed:
            while piece := sealed.read(_COPY_BYTES):
                digest.update(piece)
                blob.write(piece)
        if digest.hexdigest() != part.sha256:
            raise NotRecorded("a sealed part is not what was recorded")
