"""Looking for plaintext the way a thief would: with what the sealed parts really hold, in every file there is.

Needles are pieces of the opened parts themselves, so nothing depends on how picture or sound were encoded.
"""

import base64
import random
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from demo.errors import Leaked, StepFailed

NEEDLE_BYTES = 24
_PIECES = 400
_FEWEST_VALUES = 12
"""A needle of few different bytes (padding, silence) would be found by chance."""
_BLOCK = 8 * 1024 * 1024


def opened_by_age(key: Path, part: Path) -> bytes:
    """What Debian's `age` finds in a part; raises StepFailed."""
    opened = subprocess.run(["age", "-d", "-i", key, part], capture_output=True, check=False)
    if opened.returncode != 0:
        raise StepFailed(f"age -d cannot open {part.name}: {opened.stderr.decode(errors='replace').strip()}")
    return opened.stdout


def needles(plaintext: bytes, *, seed: int = 1) -> list[bytes]:
    """Pieces of `plaintext` that cannot stand anywhere by chance."""
    places = random.Random(seed)  # noqa: S311  # a sample, not a secret
    last = max(len(plaintext) - NEEDLE_BYTES, 0)
    pieces = (plaintext[at : at + NEEDLE_BYTES] for at in (places.randint(0, last) for _ in range(_PIECES)))
    return [piece for piece in pieces if len(set(piece)) >= _FEWEST_VALUES]


def in_base64(needle: bytes) -> list[bytes]:
    """The three ways in which `needle` can stand inside base64, without the ends that its neighbours change."""
    ways = []
    for shift in range(3):
        whole = (len(needle) - shift) // 3 * 3
        ways.append(base64.b64encode(needle[shift : shift + whole]))
    return ways


def search(root: Path, wanted: Sequence[bytes], *, leave_out: Iterable[Path] = ()) -> int:
    """Look into every file under `root`; raises Leaked for the first find. Returns how many bytes were read."""
    skipped = [path.resolve() for path in leave_out]
    read = 0
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink() and not _is_under(path.resolve(), skipped):
            read += _search_file(path, wanted)
    return read


def _is_under(path: Path, folders: Sequence[Path]) -> bool:
    return any(path == folder or folder in path.parents for folder in folders)


def _search_file(path: Path, wanted: Sequence[bytes]) -> int:
    overlap = max((len(needle) for needle in wanted), default=1) - 1
    read, tail = 0, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            window = tail + block
            if any(needle in window for needle in wanted):
                raise Leaked(f"plaintext of a sealed part stands in {path}")
            read += len(block)
            tail = window[-overlap:] if overlap else b""
    return read
