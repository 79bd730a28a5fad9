"""A wall with its chain, as the county meets it: pages, gaps, roots and looks, all really signed."""

import hashlib
import io
from dataclasses import dataclass, field

import msgspec
from PIL import Image

from tests.county.cast import Device
from wire.ids import NoticeId, TerminalId
from wire.seal.signed import Signed, payload_sha256, signed
from wire.wall.chain import entry_sha256, packed
from wire.wall.emergency import EMERGENCY_SHOWN_CONTEXT, EmergencyShown
from wire.wall.proof import FIRST_PREV, ROOT_CONTEXT, Gap, Moment, ProofBatch, ProofEntry, ProofRoot, Shown, Step
from wire.wall.settings import LOOKED_CONTEXT, Looked

BOOT = "b0" * 16
MORNING_MS = 1_795_651_200_000
"""2026-11-26 08:00 at Shanghai."""


def _small_png() -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", (96, 48))
    for y in range(4, 44, 8):
        picture.paste((255, 210, 80), (6, y, 90 - y, y + 4))
    picture.save(out, "PNG")
    return out.getvalue()


PNG = _small_png()
"""What a wall sends of itself, made smaller."""


@dataclass
class Wall:
    """What the edge of a wall keeps and says."""

    device: Device
    entries: list[ProofEntry] = field(default_factory=list)
    roots: list[Signed] = field(default_factory=list)
    clock_ms: int = MORNING_MS
    trusted: bool = True

    @property
    def terminal_id(self) -> TerminalId:
        return TerminalId(self.device.terminal_id)

    @property
    def head(self) -> str:
        return entry_sha256(self.entries[-1]) if self.entries else FIRST_PREV

    def shows(self, village: str, *, seconds: int = 20, title: str = "十月收支", why: str = "turn") -> ProofEntry:
        shown = Shown(
            village=village,
            notice_id=NoticeId("5e" * 16),
            version=1,
            content_sha256="c" * 64,
            title=title,
            kind="Ledger",
            page=0,
            pages=1,
            pixels_sha256=hashlib.sha256(f"{village}{title}".encode()).hexdigest(),
            readable_ms=seconds * 1000,
            why=msgspec.convert(why, Shown.__annotations__["why"]),
        )
        return self._adds(shown, seconds)

    def rests(self, why: str, *, seconds: int) -> ProofEntry:
        return self._adds(Gap(why=msgspec.convert(why, Gap.__annotations__["why"])), seconds)

    def steps(self, what: str) -> ProofEntry:
        return self._adds(Step(what=msgspec.convert(what, Step.__annotations__["what"])), 0)

    def batches(self, size: int = 4) -> list[ProofBatch]:
        return [packed(self.entries[at : at + size]) for at in range(0, len(self.entries), size)]

    def signs_root(self) -> Signed:
        root = ProofRoot(
            terminal_id=self.terminal_id,
            serial=len(self.roots),
            count=len(self.entries),
            head=self.head,
            day="2026-11-26",
            previous_sha256=payload_sha256(self.roots[-1]) if self.roots else FIRST_PREV,
            at=self._now(),
        )
        self.roots.append(signed(root, self.device, ROOT_CONTEXT))
        return self.roots[-1]

    def looked(self, look_id: str, *, pixels_sha256: str, at_ms: int, title: str = "十月收支") -> Signed:
        record = Looked(
            look_id=look_id,
            terminal_id=self.terminal_id,
            at_ms=at_ms,
            pixels_sha256=pixels_sha256,
            png=PNG,
            village="东书村",
            title=title,
        )
        return signed(record, self.device, LOOKED_CONTEXT)

    def confirms(self, emergency_id: str, *, version: int = 1, state: str = "shown", after_ms: int = 412) -> Signed:
        record = EmergencyShown(
            emergency_id=emergency_id,
            version=version,
            terminal_id=self.terminal_id,
            state=msgspec.convert(state, EmergencyShown.__annotations__["state"]),
            pixels_sha256="ab" * 32,
            heard_at_ms=self.clock_ms,
            shown_at_ms=self.clock_ms + after_ms,
            after_ms=after_ms,
            clock_trusted=True,
        )
        return signed(record, self.device, EMERGENCY_SHOWN_CONTEXT)

    def _adds(self, fact: Shown | Gap | Step, seconds: int) -> ProofEntry:
        began = self._now()
        self.clock_ms += seconds * 1000
        entry = ProofEntry(
            terminal_id=self.terminal_id,
            n=len(self.entries),
            prev=self.head,
            began=began,
            ended=self._now(),
            brightness_pct=80,
            fact=fact,
        )
        self.entries.append(entry)
        return entry

    def _now(self) -> Moment:
        mono_ms = self.clock_ms - MORNING_MS + 10 * 86_400_000
        return Moment(boot=BOOT, mono_ms=mono_ms, wall_ms=self.clock_ms, trusted=self.trusted)
