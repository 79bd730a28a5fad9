"""Everything that Python can reach in this process, searched for canaries; each find with the way that leads to it.

Looked at are all objects the collector knows and all they refer to, locals of running frames of every thread, and the
bytes of arrays, buffers and mapped files. Garbage that was not collected yet counts: it is in memory. Out of reach is
what only C knows: textures in the GPU, buffers of codecs, memory that was freed and not written over.
"""

import array
import gc
import io
import mmap
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tests.journeys.remains.canary import Canary
from tests.journeys.remains.frames import frame_locals, is_ours, running_frames
from tests.journeys.remains.sieve import Sieve
from tests.journeys.remains.way import Way

_CHUNK = 50_000
_JOINED = 1 << 20
_BETWEEN = b"\0"
_FEWEST = 4
_MOST = 200
"""A longer row is a table, in which any few digits stand somewhere."""
_FIXED: Final = (str, bytes, int)
"""What cannot change once it is there."""


@dataclass(frozen=True)
class Find:
    """A canary and where it was found."""

    canary: str
    way: str

    def __str__(self) -> str:
        return f"{self.canary}: {self.way}"


class Before:
    """What was there before a canary existed, and so cannot hold one; makes searches quick. Holds it alive."""

    def __init__(self) -> None:
        gc.collect()
        self.known: dict[int, Any] = {}
        with _still():
            self.known.update((id(one), one) for one in _everything(_locals()) if type(one) in _FIXED)


def remains(canaries: Iterable[Canary], before: Before | None = None) -> list[Find]:
    """Where each of them still stands; empty when nothing is left. Call gc.collect() first, or do not."""
    known = before.known if before else {}
    with _still():
        found = _found(_everything(_locals(), hidden=known), list(canaries), known)
    return [Find(name, str(way)) for name, way in zip(found, Way.to(list(found.values())), strict=True)]


def _found(everything: Iterable[Any], canaries: list[Canary], known: dict[int, Any]) -> dict[str, Any]:
    """The first object that holds each canary."""
    stored, numbers = [], {}
    for one in everything:
        if id(one) in known and type(one) in _FIXED:
            continue
        if type(one) is int:
            numbers[one] = one
        read = _READERS.get(type(one))
        content = read(one) if read else None
        if content:
            stored.append((content.encode(errors="surrogatepass") if isinstance(content, str) else content, one))
    finds = _first(stored, canaries)
    for canary in canaries:
        one = _same(numbers, canary)
        if one is not None:
            finds.setdefault(canary.name, one[0])
    return finds


def _first(contents: list[tuple[bytes, Any]], canaries: list[Canary]) -> dict[str, Any]:
    finds: dict[str, Any] = {}
    sieve = Sieve(canaries)
    for batch in _batches(contents):
        held = sieve.names(_BETWEEN.join(content for content, _ in batch))
        for content, one in batch if held else ():
            for name in sieve.names(content):
                finds.setdefault(name, one)
    return finds


def _same(numbers: dict[int, int], canary: Canary) -> tuple[Any] | None:
    number = canary.number
    return (numbers[number],) if number in numbers else None


def _batches(contents: list[tuple[bytes, Any]]) -> Iterator[list[tuple[bytes, Any]]]:
    batch: list[tuple[bytes, Any]] = []
    size = 0
    for one in contents:
        batch.append(one)
        size += len(one[0])
        if size > _JOINED:
            yield batch
            batch, size = [], 0
    yield batch


@contextmanager
def _still() -> Iterator[None]:
    """No collection meanwhile: millions of short-lived objects would set off many."""
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()


def _everything(first: list[Any], *, hidden: object = None) -> list[Any]:
    """All objects, each once; `hidden` is the search's own."""
    found = [one for one in [*gc.get_objects(), *first] if one is not hidden and not is_ours(one)]
    seen = {id(hidden), *map(id, found)}
    frontier = found[:]
    while frontier:
        fresh: dict[int, Any] = {}
        for at in range(0, len(frontier), _CHUNK):
            chunk = frontier[at : at + _CHUNK]
            referents = gc.get_referents(*chunk)
            fresh.update(zip(map(id, referents), referents, strict=True))
            # the collector passes over keys that are text
            keys = [key for one in chunk if issubclass(type(one), dict) for key in tuple(one)]
            fresh.update(zip(map(id, keys), keys, strict=True))
        frontier = [one for key, one in fresh.items() if key not in seen and not is_ours(one)]
        seen |= fresh.keys()
        found += frontier
    return found


def _locals() -> list[Any]:
    """Of every running frame of every thread but those of this module."""
    return [value for frame in running_frames() for value in frame_locals(frame).values()]


def _row(one: Any) -> str | None:
    """Single characters or digits in a row, as a keyboard may keep them."""
    if not _FEWEST <= len(one) <= _MOST or type(one[0]) not in (str, int):
        return None
    texts = [str(part) for part in one if type(part) in (str, int)]
    return "".join(texts) if max(map(len, texts)) <= _FEWEST else None


def _mapped(one: Any) -> bytes | None:
    try:
        return bytes(one[:])
    except (ValueError, TypeError):
        return None


def _values(one: Any) -> bytes | str | None:
    try:
        return one.getvalue()  # type: ignore[no-any-return]  # bytes or str, by what kind of file it is
    except ValueError:
        return None


def _pixels(one: Any) -> bytes | None:
    return None if one.dtype.hasobject else bytes(one.tobytes())


_READERS: Final[dict[type, Callable[[Any], str | bytes | None]]] = {
    str: lambda one: one,
    bytes: lambda one: one,
    bytearray: bytes,
    memoryview: _mapped,
    mmap.mmap: _mapped,
    array.array: bytes,
    np.ndarray: _pixels,
    io.BytesIO: _values,
    io.StringIO: _values,
    list: _row,
    tuple: _row,
    deque: _row,
}
