"""One stick, read and written with suspicion: bounded sizes, plain files only, no links followed, nothing believed.

    zhitong/*.json      the county's words: Signed envelopes and Pieces, one a file
    zhitong/out/        what the terminal writes

Every call waits for the stick and belongs in a thread. What goes wrong with a stick is an OSError, and no surprise.
"""

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wire.affairs.piece import Piece
from wire.codec import from_json
from wire.errors import BadMessage
from wire.seal.signed import Signed

FOLDER = "zhitong"
OUT = "out"
MAX_FILES = 5000
MAX_FILE_BYTES = 512 * 1024
"""The longest word is 256 KiB on the link; a piece in base64 is as long."""
MAX_ALL_BYTES = 512 * 1024 * 1024
_MOST_STICKS = 16
_MOST_LISTED = 20_000
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_TEMPORARY = ".new"


@dataclass(frozen=True)
class Listing:
    """What lies on a stick now; `print` changes with it."""

    names: tuple[str, ...]
    left_out: int
    print: str


def sticks_below(folder: Path) -> list[Path]:
    """Mounted sticks with our folder on them: `folder/STICK` or `folder/USER/STICK`."""
    found: list[Path] = []
    with contextlib.suppress(OSError):
        for place in _folders(folder):
            found += [place] if _is_folder(place / FOLDER) else [one for one in _folders(place) if _has_ours(one)]
    return found[:_MOST_STICKS]


def listing(mount: Path) -> Listing:
    """Plain files of a sensible size, emergencies first. Raises OSError."""
    names: dict[str, tuple[int, int]] = {}
    left_out = all_bytes = 0
    with _inside(mount, FOLDER) as folder, os.scandir(folder) as entries:
        for seen, entry in enumerate(entries):
            if seen >= _MOST_LISTED:
                left_out += 1
                break
            size = _plain_size(entry)
            if size is None:
                continue
            all_bytes += size
            if size > MAX_FILE_BYTES or len(names) >= MAX_FILES or all_bytes > MAX_ALL_BYTES:
                left_out += 1
            else:
                names[entry.name] = (size, entry.stat(follow_symlinks=False).st_mtime_ns)
    ordered = tuple(sorted(names, key=lambda name: (not name.startswith("emergency"), name)))
    seen_as = repr([(name, names[name]) for name in ordered])
    return Listing(ordered, left_out, hashlib.sha256(seen_as.encode(errors="surrogateescape")).hexdigest())


def read_word(mount: Path, name: str) -> Signed | Piece:
    """Raises OSError, or BadMessage for what is no word of ours."""
    with _inside(mount, FOLDER) as folder:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BadMessage("no plain file")
            content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise BadMessage("longer than any word")
    word: Signed | Piece = from_json(content, Signed | Piece)  # type: ignore[arg-type]  # a union is read by its tags
    return word


def write_out(mount: Path, name: str, write: Callable[[Callable[[bytes], object]], object]) -> None:
    """`zhitong/out/NAME` is what `write` wrote, whole and on the stick, or what it was. Raises OSError."""
    with _inside(mount, FOLDER) as folder:
        with contextlib.suppress(FileExistsError):
            os.mkdir(OUT, 0o700, dir_fd=folder)
        out = os.open(OUT, _DIRECTORY, dir_fd=folder)
    try:
        _write_whole(out, name, write)
    finally:
        os.close(out)


def _write_whole(out: int, name: str, write: Callable[[Callable[[bytes], object]], object]) -> None:
    temporary = name + _TEMPORARY
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary, dir_fd=out)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(temporary, flags, 0o600, dir_fd=out), "wb") as file:
            write(file.write)
            file.flush()
            os.fsync(file.fileno())
        os.rename(temporary, name, src_dir_fd=out, dst_dir_fd=out)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=out)
        raise
    os.fsync(out)


@contextlib.contextmanager
def _inside(mount: Path, name: str) -> Iterator[int]:
    above = os.open(mount, _DIRECTORY)
    try:
        folder = os.open(name, _DIRECTORY, dir_fd=above)
    finally:
        os.close(above)
    try:
        yield folder
    finally:
        os.close(folder)


def _plain_size(entry: "os.DirEntry[str]") -> int | None:
    if not entry.name.endswith(".json") or not entry.is_file(follow_symlinks=False):
        return None
    return entry.stat(follow_symlinks=False).st_size


def _folders(place: Path) -> list[Path]:
    with os.scandir(place) as entries:
        return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))[:64]


def _has_ours(mount: Path) -> bool:
    return _is_folder(mount / FOLDER)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False
