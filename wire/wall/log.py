"""A log of proof as a file that anybody can check: `docs/proof/README.md` describes it line by line.

The terminal writes it from its own store, the county from what arrived there; both end it with their signature.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Literal

from wire.codec import to_json
from wire.ids import TerminalId
from wire.record import Record
from wire.seal.signed import Signed, Signer, signed
from wire.wall.proof import Count, Millis, ProofEntry, Sha256

LOG_CONTEXT = "proof-log/v1"


class LogPiece(Record, frozen=True, kw_only=True):
    """Where a log begins that is not whole: it is cut behind signed roots, so that both its ends are held by one."""

    first: Count
    """The entry that it begins with."""
    prev: Sha256
    """Of the entry before that; FIRST_PREV before the first of all."""
    first_root: Count
    """The root that it begins with."""
    root_before: Sha256
    """Of the payload of the root before that; FIRST_PREV before the first of all."""


class ProofLog(Record, frozen=True, kw_only=True):
    """The first line: whose log this is, and the keys that its signatures are checked with."""

    format: Literal[1] = 1
    terminal_id: TerminalId
    certificates: tuple[str, ...]
    """PEM, of all keys the terminal has signed roots with."""
    county_key: str
    """Ed25519, raw, in base64. Who checks the log has it from the county, not from here."""
    made_by: str
    """The terminal's id, or `county`: who signed the last line."""
    made_at_ms: Millis
    piece: LogPiece | None = None
    """None for a whole log, from the first entry to the last."""


class ProofLogEnd(Record, frozen=True, kw_only=True):
    """Inside the last line, signed in LOG_CONTEXT."""

    terminal_id: TerminalId
    entries: Count
    roots: Count
    sha256: Sha256
    """Over all bytes before this line."""


def write_log(
    write: Callable[[bytes], object],
    head: ProofLog,
    *,
    entries: Iterable[ProofEntry],
    roots: Iterable[tuple[Signed, Signed | None]],
    signer: Signer,
) -> ProofLogEnd:
    """Head, entries, each root with its countersignature, and the signed end; a line each, ended by a newline."""
    seen = hashlib.sha256()
    counts = {"entries": 0, "roots": 0}

    def put(record: Record) -> None:
        line = to_json(record) + b"\n"
        seen.update(line)
        write(line)

    put(head)
    for entry in entries:
        put(entry)
        counts["entries"] += 1
    for root, countersigned in roots:
        put(root)
        counts["roots"] += 1
        if countersigned:
            put(countersigned)
    end = ProofLogEnd(terminal_id=head.terminal_id, sha256=seen.hexdigest(), **counts)
    write(to_json(signed(end, signer, LOG_CONTEXT)) + b"\n")
    return end
