"""Pictures and films of notices as files, each named by the SHA-256 of what is in it; pieces until a file is whole.

A file has its name only when every byte of it is on disk and was hashed. All calls wait for the disk: they belong in
a thread, one at a time.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from edge.errors import NoRoom
from edge.store.durable import make_directory, remove_leftovers, sync_directory, write_durably
from wire.ids import is_id

_READ_BYTES = 1 << 20


@dataclass(frozen=True)
class Found:
    """What is on disk, by name."""

    files: frozenset[str]
    pieces: frozenset[str]


class MediaFiles:
    """`files/` and `pieces/` below one folder."""

    def __init__(self, directory: Path, *, reserve_bytes: int) -> None:
        self._files, self._pieces = directory / "files", directory / "pieces"
        self._reserve_bytes = reserve_bytes
        for folder in (directory, self._files, self._pieces):
            make_directory(folder)
            remove_leftovers(folder)

    def path(self, sha256: str) -> Path:
        return self._files / sha256

    def found(self) -> Found:
        """Strangers that lie there are not counted, and not touched."""
        return Found(_names(self._files), _names(self._pieces))

    def keep_piece(self, sha256: str, body: bytes) -> None:
        """`body` hashes to `sha256`. Raises NoRoom; nothing is left behind then."""
        self._require_room(len(body))
        with _full_is_no_room():
            write_durably(self._pieces / sha256, lambda file: file.write(body))

    def assemble(self, sha256: str, pieces: Sequence[str]) -> bool:
        """Join the pieces to the file. False, and they are all gone, when it is not what was announced.

        Raises NoRoom; the pieces stay then.
        """
        size = sum((self._pieces / piece).stat().st_size for piece in pieces)
        self._require_room(size)
        with _full_is_no_room(), contextlib.suppress(_OtherContent):
            write_durably(self.path(sha256), lambda file: self._join(pieces, file, wanted=sha256))
            return True
        self.drop_pieces(pieces)
        return False

    def is_whole(self, sha256: str) -> bool:
        """Read all of it from the disk, not from memory, and hash it: a dying card is found out."""
        try:
            with self.path(sha256).open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                digest = hashlib.sha256()
                while content := file.read(_READ_BYTES):
                    digest.update(content)
        except OSError:
            return False
        return digest.hexdigest() == sha256

    def drop_file(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def drop_pieces(self, sha256s: Collection[str]) -> None:
        for sha256 in sha256s:
            (self._pieces / sha256).unlink(missing_ok=True)
        sync_directory(self._pieces)

    def keep_newest(self, loose: Collection[str], *, most_bytes: int) -> None:
        """Of these files and pieces, which nothing refers to, the oldest go until the rest fits."""
        kept = sorted(self._sizes(loose), key=lambda one: one[1], reverse=True)
        room = most_bytes
        for path, _, size in kept:
            room -= size
            if room < 0:
                path.unlink(missing_ok=True)

    def _sizes(self, names: Collection[str]) -> list[tuple[Path, int, int]]:
        sizes = []
        for path in [folder / name for folder in (self._files, self._pieces) for name in names]:
            with contextlib.suppress(FileNotFoundError):
                stat = path.stat()
                sizes.append((path, stat.st_mtime_ns, stat.st_size))
        return sizes

    def _join(self, pieces: Sequence[str], file: BinaryIO, *, wanted: str) -> None:
        digest = hashlib.sha256()
        for piece in pieces:
            body = (self._pieces / piece).read_bytes()
            digest.update(body)
            file.write(body)
        if digest.hexdigest() != wanted:
            raise _OtherContent

    def _require_room(self, wanted_bytes: int) -> None:
        free = shutil.disk_usage(self._files).free
        if free < wanted_bytes + self._reserve_bytes:
            raise NoRoom(f"{free} bytes free, {wanted_bytes} wanted for a picture or film")


class _OtherContent(Exception):
    """The pieces make another file than the one that was announced."""


@contextlib.contextmanager
def _full_is_no_room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NoRoom(str(error)) from error


def _names(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.iterdir() if is_id(path.name))
