"""Chains of proof to test with: the wall t002 in the yard of Liuhe, page after page."""

import itertools
from collections.abc import Sequence

from wire.ids import TerminalId
from wire.wall.chain import entry_sha256
from wire.wall.proof import FIRST_PREV, Gap, Moment, ProofEntry, Shown, Step

T002 = TerminalId("t002")
BOOT = "0123456789abcdef" * 2
PAGE_MS = 20_000
Fact = Shown | Gap | Step


def moment(at_ms: int, *, boot: str = BOOT, trusted: bool = True) -> Moment:
    return Moment(boot=boot, mono_ms=at_ms, wall_ms=1_795_000_000_000 + at_ms, trusted=trusted)


def page(number: int = 0, *, village: str = "东书村", readable_ms: int = PAGE_MS) -> Shown:
    return Shown(
        village=village,
        notice_id=f"{number:032x}",
        version=1,
        content_sha256=f"{number:064x}",
        title="2026年第三季度村级财务收支公开",
        period="2026-Q3",
        kind="ledger",
        page=1,
        pages=3,
        pixels_sha256=f"{number:064x}",
        readable_ms=readable_ms,
    )


def chain(facts: Sequence[Fact], *, terminal_id: TerminalId = T002) -> list[ProofEntry]:
    """One entry after the other, each as long as a page stands; steps take no time."""
    entries: list[ProofEntry] = []
    prev, now_ms = FIRST_PREV, 0
    for n, fact in zip(itertools.count(), facts, strict=False):
        lasts_ms = 0 if isinstance(fact, Step) else PAGE_MS
        entries.append(
            ProofEntry(
                terminal_id=terminal_id,
                n=n,
                prev=prev,
                began=moment(now_ms),
                ended=moment(now_ms + lasts_ms),
                brightness_pct=80,
                fact=fact,
            )
        )
        prev, now_ms = entry_sha256(entries[-1]), now_ms + lasts_ms
    return entries
