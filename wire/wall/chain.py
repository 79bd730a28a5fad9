"""The chain of proof as pure functions: lines packed into batches, opened again, held against the chain.

Whatever does not fit is a BadMessage or a verdict; nothing here believes a number that it can compute.
"""

import hashlib
import lzma
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from wire.codec import from_json, to_json
from wire.errors import BadMessage
from wire.ids import TerminalId
from wire.wall.proof import FIRST_PREV, MAX_BATCH_BYTES, ProofBatch, ProofEntry, ProofRoot

MAX_BATCH_ENTRIES = 1000
MAX_ENTRY_BYTES = 8 * 1024
_MAX_LINES_BYTES = 4 * 1024 * 1024
"""Of a batch when it is opened; a batch that swells further is none of ours."""
_MAX_MEMORY_BYTES = 16 * 1024 * 1024
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": _MAX_LINES_BYTES}]

Verdict = Literal["fits", "had", "later", "broken"]


@dataclass(frozen=True)
class Link:
    """One entry, and the hash that the next one must name."""

    entry: ProofEntry
    sha256: str


@dataclass(frozen=True)
class Fit:
    """What a batch is to a chain of which `upto` entries are known.

    fits: `new` are the next links, perhaps after some that were known.
    had: all of it was known.
    later: entries before it are missing; ask for them by ProofTaken(upto).
    broken: it belongs to another chain than the one that is known.
    """

    verdict: Verdict
    new: tuple[Link, ...] = ()


def entry_sha256(entry: ProofEntry) -> str:
    """64 hex digits over the canonical JSON."""
    return hashlib.sha256(to_json(entry)).hexdigest()


def packed(entries: Sequence[ProofEntry]) -> ProofBatch:
    """As many of the first entries as go into one batch; there must be one, and they must follow each other."""
    taken = list(entries[:MAX_BATCH_ENTRIES])
    while len(body := _pressed(taken)) > MAX_BATCH_BYTES and len(taken) > 1:
        taken = taken[: len(taken) // 2]
    return ProofBatch(first=taken[0].n, prev=taken[0].prev, head=entry_sha256(taken[-1]), entries=body)


def unpacked(batch: ProofBatch, terminal_id: TerminalId) -> tuple[Link, ...]:
    """The links inside, in their order and each with its `prev`; raises BadMessage for anything else."""
    links: list[Link] = []
    prev = batch.prev
    for n, line in enumerate(_lines(batch.entries), batch.first):
        entry = from_json(line, ProofEntry)
        if entry.prev or entry.n != n or entry.terminal_id != terminal_id or to_json(entry) != line:
            raise BadMessage(f"entry {n} is not what stands in its place")
        whole = msgspec.structs.replace(entry, prev=prev)
        prev = entry_sha256(whole)
        links.append(Link(whole, prev))
    if prev != batch.head or (batch.first == 0 and batch.prev != FIRST_PREV):
        raise BadMessage("the entries do not lead to the head of their batch")
    return tuple(links)


def check_batch(
    batch: ProofBatch,
    terminal_id: TerminalId,
    *,
    upto: int,
    sha256_of: Callable[[int], str],
) -> Fit:
    """Hold a batch against the chain of `upto` known entries; `sha256_of` tells the hash of a known one by its number.

    Raises BadMessage for a batch that is wrong in itself.
    """
    links = unpacked(batch, terminal_id)
    if batch.first > upto:
        return Fit("later")
    before = sha256_of(batch.first - 1) if batch.first else FIRST_PREV
    known = [link for link in links if link.entry.n < upto]
    if batch.prev != before or any(link.sha256 != sha256_of(link.entry.n) for link in known):
        return Fit("broken")
    new = links[len(known) :]
    return Fit("fits", new) if new else Fit("had")


def check_root(
    root: ProofRoot,
    terminal_id: TerminalId,
    *,
    previous: tuple[ProofRoot, str] | None,
    sha256_of: Callable[[int], str | None],
) -> Verdict:
    """Hold a root, whose signature was verified, against the chain and the root before it (with its payload's hash).

    later: a root or entries before it are missing. had: it is the previous one again.
    """
    if root.terminal_id != terminal_id:
        return "broken"
    last, last_sha256 = previous or (None, FIRST_PREV)
    expected = last.serial + 1 if last else 0
    if last and root == last:
        return "had"
    if root.serial > expected:
        return "later"
    if root.serial < expected or root.previous_sha256 != last_sha256 or root.count < (last.count if last else 0):
        return "broken"
    head = sha256_of(root.count - 1) if root.count else FIRST_PREV
    if head is None:
        return "later"
    return "fits" if head == root.head else "broken"


def _pressed(entries: Sequence[ProofEntry]) -> bytes:
    lines = b"".join(to_json(msgspec.structs.replace(entry, prev="")) + b"\n" for entry in entries)
    return lzma.compress(lines, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=_FILTERS)


def _lines(body: bytes) -> list[bytes]:
    try:
        opened = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_MAX_MEMORY_BYTES)
        text = opened.decompress(body, max_length=_MAX_LINES_BYTES)
    except (lzma.LZMAError, EOFError) as error:
        raise BadMessage(f"a batch that cannot be opened: {error}") from error
    if not opened.eof or opened.unused_data or not text.endswith(b"\n"):
        raise BadMessage("a batch that is cut, too long, or followed by something else")
    lines = text[:-1].split(b"\n")
    if len(lines) > MAX_BATCH_ENTRIES or max(map(len, lines)) > MAX_ENTRY_BYTES:
        raise BadMessage("a batch with more in it than one may hold")
    return lines
