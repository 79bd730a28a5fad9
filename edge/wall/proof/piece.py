"""Which part of a chain holds what was proved on some days: from behind one signed root to another.

A root is signed each day and at each start, so a piece is at most a day longer than was asked for. Days are as good as
the wall's clock was; where that had gone astray, the piece is longer, never shorter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from edge.store.proof_rows import KeptRoot, ProofRows
from edge.wall.proof.roots import root_in
from wire.seal.signed import payload_sha256
from wire.wall.log import LogPiece
from wire.wall.proof import FIRST_PREV


@dataclass(frozen=True)
class Days:
    """ISO dates, both included; empty ones do not cut."""

    first: str = ""
    last: str = ""

    @property
    def are_all(self) -> bool:
        return not self.first and not self.last


@dataclass(frozen=True)
class Cut:
    """What goes into the piece: entries from `head.first` to below `upto`, and these roots."""

    head: LogPiece
    upto: int
    roots: tuple[KeptRoot, ...]


def cut(rows: ProofRows, days: Days) -> Cut:
    """The part that tells all of these days."""
    roots = rows.roots()
    begins, closing = _begins(roots, days.first), _closing(roots, days.last)
    before = roots[begins - 1] if begins > 0 else None
    kept = tuple(roots[max(begins, 0) : closing + 1])
    first = kept[0].count if begins >= 0 and kept else 0
    head = LogPiece(
        first=first,
        prev=root_in(kept[0]).head if first else FIRST_PREV,
        first_root=max(begins, 0),
        root_before=payload_sha256(before.envelope) if before else FIRST_PREV,
    )
    return Cut(head, roots[closing].count if closing < len(roots) else rows.next_number(), kept)


def _begins(roots: Sequence[KeptRoot], day: str) -> int:
    """The last root before any that was signed on or after this day; -1 for the very beginning."""
    late = next((at for at, root in enumerate(roots) if root_in(root).day >= day), len(roots)) if day else 0
    return late - 1


def _closing(roots: Sequence[KeptRoot], day: str) -> int:
    """The first root after the last that was signed on or before this day; none when that was the last of all."""
    if not day:
        return len(roots)
    return 1 + max((at for at, root in enumerate(roots) if root_in(root).day <= day), default=-1)
