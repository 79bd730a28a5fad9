"""An upload while it is open in this process: its files, its bits, and which of them are not yet promised."""

import hashlib

from county.petition.bitmap import Bitmap
from county.petition.models import Upload
from county.petition.objects import ObjectStore
from county.petition.parts import Parts
from wire.codec import from_json
from wire.ids import PetitionId
from wire.petition.manifest import Manifest
from wire.petition.upload import Chunk, Have
from wire.seal.signed import Signed


class Incoming:
    """Owns the files of one upload; bits count for nothing until they were saved."""

    def __init__(self, upload: Upload, parts: Parts) -> None:
        self.petition_id = upload.petition_id
        self.terminal_id = upload.terminal_id
        self.total_bytes = upload.total_bytes
        self.chunk_bytes = upload.chunk_bytes
        self.serial = upload.serial
        self.received = Bitmap(-(-upload.total_bytes // upload.chunk_bytes), bytes(upload.received))
        self._parts = parts

    def take(self, chunk: Chunk) -> bool:
        """Write one chunk to its place; False when it is torn or does not fit. May raise OSError."""
        if chunk.index >= self.received.count or len(chunk.body) != self._length(chunk.index):
            return False
        if hashlib.sha256(chunk.body).digest() != chunk.sha256:
            return False
        if chunk.index not in self.received:
            self._parts.write(chunk.body, chunk.index * self.chunk_bytes)
            self.received.add(chunk.index)
        return True

    def sync(self) -> None:
        self._parts.sync()

    def save(self) -> None:
        """Promise the bits; call it after `sync`, inside a transaction."""
        self.serial += 1
        Upload.objects.filter(petition_id=self.petition_id).update(received=bytes(self.received), serial=self.serial)

    def forget_bad_parts(self, manifest: Manifest) -> int:
        """Clear the chunks of every part whose bytes are not what the manifest says; returns how many parts."""
        bad = 0
        offset = 0
        for number, part in enumerate(manifest.parts):
            if self._parts.sha256(number) != part.sha256:
                bad += 1
                for index in range(offset // self.chunk_bytes, -(-(offset + part.length) // self.chunk_bytes)):
                    self.received.discard(index)
            offset += part.length
        return bad

    def have(self) -> Have:
        return Have(
            petition_id=PetitionId(self.petition_id),
            serial=self.serial,
            chunk_bytes=self.chunk_bytes,
            received=bytes(self.received),
        )

    def close(self) -> None:
        self._parts.close()

    def _length(self, index: int) -> int:
        return min(self.chunk_bytes, self.total_bytes - index * self.chunk_bytes)


class OpenUploads:
    """The uploads that are at work; more than `limit` wait on the disk, not in memory."""

    def __init__(self, objects: ObjectStore, *, limit: int = 64) -> None:
        self._objects = objects
        self._limit = limit
        self._open: dict[str, Incoming] = {}

    def get(self, petition_id: str) -> Incoming | None:
        """The upload as it was last committed, or None when it was never offered. May raise OSError."""
        if petition_id not in self._open:
            upload = Upload.objects.filter(petition_id=petition_id).first()
            if upload is None:
                return None
            self._open[petition_id] = Incoming(upload, self._parts(upload))
        return self._open[petition_id]

    def forget(self, petition_id: str) -> None:
        """Close its files; bits that were not saved are gone."""
        incoming = self._open.pop(petition_id, None)
        if incoming is not None:
            incoming.close()

    def trim(self) -> None:
        """Close the oldest ones above the limit; call it when nothing is unsaved."""
        for petition_id in list(self._open)[: -self._limit]:
            self.forget(petition_id)

    def close(self) -> None:
        for petition_id in list(self._open):
            self.forget(petition_id)

    def _parts(self, upload: Upload) -> Parts:
        lengths = [part.length for part in manifest_of(upload).parts]
        try:
            return self._objects.open_incoming(upload.petition_id, lengths)
        except FileNotFoundError:
            # The database outlived the files (a restored backup): start over rather than promise lost bytes.
            self._objects.reserve(upload.petition_id, lengths)
            upload.received = b""
            return self._objects.open_incoming(upload.petition_id, lengths)


def manifest_of(upload: Upload) -> Manifest:
    """What was promised; its signature was checked when it was offered."""
    return from_json(from_json(bytes(upload.manifest), Signed).payload, Manifest)
