"""Days of a wall at the speed of the disk: real store, roots and carrier, under clocks that jump from page to page."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure
from bench.proof.county import ProofCounty
from bench.proof.place import T002, CountySigner, WallPlace
from edge.wall.proof.moments import Moments
from edge.wall.proof.proving import PROOF_FILE, WALL_FOLDER, Proving, proving, seals_of
from wire import topics
from wire.codec import to_json, to_msgpack
from wire.port_wall import ReportPage, StillShowing
from wire.record import Record
from wire.seal.signed import Signed
from wire.wall.chain import entry_sha256
from wire.wall.proof import ProofBatch, Shown

PAGE_MS = 20_000
DAY_MS = 86_400_000
_VILLAGES, _NOTICES, _PAGES = 20, 4, 3
_STILL_MS = 5000
_TITLES = (
    "Income and expenses of the third quarter 2026",
    "Households that receive the minimum allowance",
    "Allowances of village officers",
    "Transfer of contracted land",
)


@dataclass
class SimulatedDays:
    """A wall, its clocks, and the county at the other end, in one process."""

    place: WallPlace
    link: bool = True
    mono_ms: int = 60_000
    sent_bytes: int = 0
    messages: int = 0

    def __post_init__(self) -> None:
        self.place.make()
        self.county = ProofCounty(self.place.county_store, CountySigner.read(self.place.county_key), T002)
        moments = Moments("d" * 32, lambda: self.mono_ms, lambda: 1_795_000_000_000 + self.mono_ms, lambda: True)
        path = self.place.home / WALL_FOLDER / PROOF_FILE
        self.wall = proving(T002, path=path, seals=seals_of(self.place.keys), times=moments, sending=self)
        self._answers: list[Record] = []
        self._pages = _rotation(random.Random(7))  # noqa: S311  # hashes, no secrets

    def send(self, row: topics.Row, subject_id: str, record: Record, *, token: object = None) -> bool:
        del subject_id, token
        if not self.link:
            return False
        payload = to_msgpack(record) if row.encoding == "msgpack" else to_json(record)
        self.sent_bytes += len(payload)
        self.messages += 1
        if isinstance(record, ProofBatch):
            self._answers.append(self.county.hear_batch(record, sent_bytes=len(payload)))
        elif isinstance(record, Signed):
            device = self.place.keys.device._private.public_key()  # noqa: SLF001  # the county knows the public half
            countersigned = self.county.hear_root(record, device)
            self._answers += [countersigned] if countersigned else []
        return True

    async def starts(self) -> None:
        self.wall.start("bench")
        self.connects(up=self.link)
        await self._settle()

    def connects(self, *, up: bool) -> None:
        self.link = up
        self.wall.carrier.bulk_changed(up=up)
        self.wall.carrier.link_changed(up=up)

    async def shows(self, pages: int) -> None:
        """So many pages of twenty seconds."""
        for _ in range(pages):
            page = next(self._pages)
            self.wall.proof.page(ReportPage(page=page))
            for _ in range(PAGE_MS // _STILL_MS):
                self.mono_ms += _STILL_MS
                self.wall.proof.still(StillShowing(pixels_sha256=page.pixels_sha256))
            self.wall.tick()
            await self._settle()

    async def ends_in_a_root(self) -> None:
        """All that was shown is signed, sent and countersigned."""
        self.wall.proof.page(ReportPage(page=None))
        self.wall.roots.make()
        self.wall.carrier.press_soon()
        for _ in range(50):
            self.wall.carrier.go_on()
            await self._settle()
            self.mono_ms += 1000

    async def _settle(self) -> None:
        """What is pressed off the loop ends, and what the county said arrives."""
        await self.wall.carrier.pressed()
        while self._answers:
            answers, self._answers = self._answers, []
            for answer in answers:
                if isinstance(answer, Signed):
                    self.wall.carrier.countersigned(answer)
                else:
                    self.wall.carrier.taken(answer)  # type: ignore[arg-type]  # the county says nothing else
            await self.wall.carrier.pressed()


async def one_day(folder: Path) -> dict[str, Figure]:
    """What a day of pages weighs on the link and on the disk, and whether the county has the same chain."""
    days = SimulatedDays(WallPlace(folder))
    await days.starts()
    before_bytes, before = days.sent_bytes, days.messages
    pages = DAY_MS // PAGE_MS
    await days.shows(pages)
    day_bytes, day_messages = days.sent_bytes - before_bytes, days.messages - before
    await days.ends_in_a_root()
    entries = list(days.wall.store.entries())
    hashes = [entry_sha256(entry) for entry in entries]
    lines_bytes = sum(len(to_json(entry)) for entry in entries)
    figures: dict[str, Figure] = {
        "pages_a_day": pages,
        "bytes_per_day": day_bytes,
        "messages_per_day": day_messages,
        "raw_bytes_an_entry": round(lines_bytes / len(entries)),
        "sent_bytes_an_entry": round(days.sent_bytes / len(entries)),
        "disk_bytes_per_day": _on_disk(days.wall),
        "sent_twice": days.county.sent_in_vain(),
        "day_agrees": days.county.hashes == hashes,
        "day_roots_countersigned": days.county.countersigned,
    }
    await days.wall.stop()
    days.county.close()
    return figures


async def short_log(folder: Path, *, pages: int) -> WallPlace:
    """A place whose whole chain is under countersigned roots: one at the start, one over everything."""
    days = SimulatedDays(WallPlace(folder))
    await days.starts()
    await days.shows(pages)
    await days.ends_in_a_root()
    await days.wall.stop()
    days.county.close()
    return days.place


def _rotation(chance: random.Random) -> Iterator[Shown]:
    """Village after village; the foot strip tells the time, so that each showing has other pixels."""
    notices = [
        (village, chance.randbytes(16).hex(), chance.randbytes(32).hex(), title)
        for title in _TITLES[:_NOTICES]
        for village in range(_VILLAGES)
    ]
    while True:
        for village, notice_id, content, title in notices:
            for page in range(1, _PAGES + 1):
                yield Shown(
                    village=f"Village {village}",
                    notice_id=notice_id,
                    version=1,
                    content_sha256=content,
                    title=title,
                    period="2026-Q3",
                    kind="ledger",
                    page=page,
                    pages=_PAGES,
                    pixels_sha256=chance.randbytes(32).hex(),
                    readable_ms=0,
                )


def _on_disk(wall: Proving) -> int:
    """Of the file after the day, without free pages."""
    return wall.store.used_bytes()
