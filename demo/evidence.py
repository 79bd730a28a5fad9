"""Looking for plaintext the way a thief would: with what the sealed parts really hold, in every file there is.

Needles are pieces of the opened parts themselves, so nothing depends on how picture or sound were encoded.
"""

import base64
import random
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from demo.errors import Leaked, StepFailed
from wire.codec import from_json
from wire.errors import BadMessage
from wire.petition.manifest import Item, ItemKind, PetitionMeta

NEEDLE_BYTES = 24
_PIECES = 400
_FEWEST_VALUES = 12
"""A needle of few different bytes (padding, silence) would be found by chance."""
_BLOCK = 8 * 1024 * 1024
_POINT = 4
_PAIRS = 1 << 16


def opened_by_age(key: Path, part: Path) -> bytes:
    """What Debian's `age` finds in a part; raises StepFailed."""
    opened = subprocess.run(["age", "-d", "-i", key, part], capture_output=True, check=False)
    if opened.returncode != 0:
        raise StepFailed(f"age -d cannot open {part.name}: {opened.stderr.decode(errors='replace').strip()}")
    return opened.stdout


@dataclass(frozen=True)
class OpenedPetition:
    """What lay in one petition."""

    meta: PetitionMeta
    items: tuple[tuple[Item, bytes], ...]

    def contents(self, kind: ItemKind) -> list[bytes]:
        """Of all items of this kind, in their order."""
        return [content for item, content in self.items if item.kind == kind]


def opened_petition(key: Path, parts: Sequence[Path]) -> OpenedPetition:
    """`parts` in the manifest's order, the meta last; raises StepFailed."""
    *media, sealed_meta = [opened_by_age(key, part) for part in parts]
    try:
        meta = from_json(sealed_meta.rstrip(), PetitionMeta)
    except BadMessage as error:
        raise StepFailed("the last part does not tell what the others are") from error
    pieces = iter(media)
    items = tuple((item, b"".join(islice(pieces, item.parts))) for item in meta.items)
    if next(pieces, None) is not None:
        raise StepFailed("there are more parts than items tell of")
    return OpenedPetition(meta, items)


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
    skipped, magnet = [path.resolve() for path in leave_out], _Magnet(wanted)
    read = 0
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink() and not _is_under(path.resolve(), skipped):
            read += _search_file(path, magnet)
    return read


def _is_under(path: Path, folders: Sequence[Path]) -> bool:
    return any(path == folder or folder in path.parents for folder in folders)


class _Magnet:
    """Finds any of many needles at once: by two bytes of each, then by the next two, then as they are.

    The four that are looked for are the most unlike in a needle: half of a disk is noughts.
    """

    def __init__(self, wanted: Sequence[bytes]) -> None:
        if any(len(needle) < _POINT for needle in wanted):
            raise ValueError("a needle of less than four bytes is found everywhere")
        self.longest = max((len(needle) for needle in wanted), default=1)
        self._begins, self._goes_on = np.zeros(_PAIRS, np.bool_), np.zeros(_PAIRS, np.bool_)
        self._by_point: dict[bytes, list[tuple[bytes, int]]] = {}
        for needle in wanted:
            at = max(range(len(needle) - _POINT + 1), key=lambda at: len(set(needle[at : at + _POINT]) - {0}))
            point = needle[at : at + _POINT]
            self._begins[point[0] << 8 | point[1]] = self._goes_on[point[2] << 8 | point[3]] = True
            self._by_point.setdefault(point, []).append((needle, at))

    def sticks_to(self, window: bytes) -> bool:
        if len(window) < _POINT:
            return False
        seen = np.frombuffer(window, np.uint8).astype(np.uint16)
        pairs = seen[:-1] << 8 | seen[1:]
        places = np.flatnonzero(self._begins[pairs[:-2]] & self._goes_on[pairs[2:]])
        return any(self._stands(window, int(at)) for at in places)

    def _stands(self, window: bytes, at: int) -> bool:
        found = self._by_point.get(window[at : at + _POINT], ())
        return any(at >= within and window.startswith(needle, at - within) for needle, within in found)


def _search_file(path: Path, magnet: _Magnet) -> int:
    overlap = magnet.longest - 1
    read, tail = 0, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            window = tail + block
            if magnet.sticks_to(window):
                raise Leaked(f"plaintext of a sealed part stands in {path}")
            read += len(block)
            tail = window[-overlap:] if overlap else b""
    return read
