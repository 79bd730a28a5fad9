"""Which part of a chain holds what was proved on some days: from behind one signed root to another.

A root is signed each day and at each start, so a piece is at most a day longer than was asked for. Days are as good as
the wall's clock was; where that had gone astray, the piece is longer, never shorter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
class Mark:
    """Of a root what cutting needs; in a list its place is its serial."""

    count: int
    head: str
    day: str
    sha256: str
    """Of its payload."""


@dataclass(frozen=True)
class Cut:
    """What goes into the piece: entries from `head.first` to below `upto`, and roots up to below `upto_root`."""

    head: LogPiece
    upto: int
    upto_root: int


def cut(roots: Sequence[Mark], days: Days, *, entries: int) -> Cut:
    """The part that tells all of these days; there are so many entries."""
    begins, closing = _begins(roots, days.first), _closing(roots, days.last)
    head = LogPiece(
        first=roots[begins].count if begins >= 0 else 0,
        prev=roots[begins].head if begins >= 0 and roots[begins].count else FIRST_PREV,
        first_root=max(begins, 0),
        root_before=roots[begins - 1].sha256 if begins > 0 else FIRST_PREV,
    )
    return Cut(head, roots[closing].count if closing < len(roots) else entries, min(closing + 1, len(roots)))


def _begins(roots: Sequence[Mark], day: str) -> int:
    """The last root before any that was signed on or after this day; -1 for the very beginning."""
    late = next((at for at, root in enumerate(roots) if root.day >= day), len(roots)) if day else 0
    return late - 1


def _closing(roots: Sequence[Mark], day: str) -> int:
    """The first root after the last that was signed on or before this day; none when that was the last of all."""
    if not day:
        return len(roots)
    return 1 + max((at for at, root in enumerate(roots) if root.day <= day), default=-1)
