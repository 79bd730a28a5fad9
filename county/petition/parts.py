"""The sealed parts of one petition as files beside each other, written to as if they were one blob.

Each file is one complete age file under its number in the manifest, so that anybody who holds a key can open it
with Debian's `age` and nothing else. A file is open only from its first write to the next `sync`.
"""

import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

DISK = ThreadPoolExecutor(4, "disk")
"""These threads only wait for the disk, which syncs several files in little more time than one."""


@dataclass(frozen=True)
class Stretch:
    """A piece of one part: `length` bytes at `offset` in part `number`."""

    number: int
    offset: int
    length: int


class RunningDigest:
    """SHA-256 of what came from the first byte on without a gap; reading it all again costs a third of an upload."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._position = 0

    @property
    def position(self) -> int:
        """How many bytes it speaks of; -1 when something came out of its order."""
        return self._position

    def feed(self, offset: int, piece: memoryview) -> None:
        if offset == 0:
            self._sha256, self._position = hashlib.sha256(), 0
        if offset != self._position:
            self._position = -1
            return
        self._sha256.update(piece)
        self._position += len(piece)

    def hexdigest(self) -> str:
        return self._sha256.hexdigest()


def part_path(folder: Path, number: int) -> Path:
    """Where part `number` of the manifest lies, counted from 0."""
    return folder / f"{number:04}.age"


class Parts:
    """The files of one petition in `folder`; `lengths` are those of the manifest."""

    def __init__(self, folder: Path, lengths: Sequence[int]) -> None:
        self._folder = folder
        self._lengths = tuple(lengths)
        self._starts = (0, *accumulate(lengths))
        self._written: dict[int, int] = {}
        self._digests: dict[int, RunningDigest] = {}

    def reserve(self) -> None:
        """Make every file with all its room; raises OSError. Their first `sync` makes them durable."""
        for number, length in enumerate(self._lengths):
            descriptor = os.open(part_path(self._folder, number), os.O_RDWR | os.O_CREAT, 0o600)
            try:
                os.posix_fallocate(descriptor, 0, length)
            finally:
                os.close(descriptor)

    def write(self, body: bytes, offset: int) -> None:
        """Put `body` at `offset` of the blob; raises OSError. Durable after `sync`."""
        view = memoryview(body)
        for stretch in self._stretches(offset, len(body)):
            piece, view = view[: stretch.length], view[stretch.length :]
            self._write(stretch, piece)
            self._digests.setdefault(stretch.number, RunningDigest()).feed(stretch.offset, piece)

    def sync(self) -> None:
        """Make all that was written durable and close its files; raises OSError."""
        list(DISK.map(os.fdatasync, self._written.values()))
        self.close()

    def sha256(self, number: int) -> str:
        """64 hex digits over one part: as it was written, if it came in order; as it lies on the disk, if not."""
        digest = self._digests.get(number)
        if digest is not None and digest.position == self._lengths[number]:
            return digest.hexdigest()
        with part_path(self._folder, number).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def close(self) -> None:
        """Let go of the files; what was not synced may be lost."""
        for descriptor in self._written.values():
            os.close(descriptor)
        self._written.clear()

    def _write(self, stretch: Stretch, view: memoryview) -> None:
        descriptor, offset = self._opened(stretch.number), stretch.offset
        while view:
            written = os.pwrite(descriptor, view, offset)
            offset += written
            view = view[written:]

    def _opened(self, number: int) -> int:
        if number not in self._written:
            self._written[number] = os.open(part_path(self._folder, number), os.O_RDWR)
        return self._written[number]

    def _stretches(self, offset: int, length: int) -> Iterator[Stretch]:
        number = bisect_right(self._starts, offset) - 1
        while length > 0:
            inside = offset - self._starts[number]
            here = min(length, self._lengths[number] - inside)
            yield Stretch(number, inside, here)
            offset, length, number = offset + here, length - here, number + 1
