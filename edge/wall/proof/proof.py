"""What stood on the wall, as entries of a chain: one for each page, and one for each time of which nothing is known.

At any moment something stands: a page, or a gap with its reason. Both are written when they end; what a crash leaves
open is written by the next start, up to where it was last seen. A disk that takes nothing stops no wall.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import msgspec

from edge.errors import NoRoom
from edge.store.proof_rows import Standing
from edge.store.proofs import Ended, Proofs
from edge.wall.proof.moments import Moments
from wire.affairs.notice import Notice
from wire.ids import NoticeId
from wire.port_wall import STILL_S, PanelChanged, ReportPage, ReportRefused, SharesTold, StillShowing
from wire.wall.chain import MAX_ENTRY_BYTES
from wire.wall.proof import Gap, Moment, Shown, Step

_log = logging.getLogger(__name__)
SILENT_MS = round(3 * STILL_S * 1000)
STEP_MS = 1000
"""By so much the wall's clock may drift from the steady one before it is called a step."""
_SYNC_MS = 10_000
"""A power cut takes at most so much of the page that stands."""
_MOST_UNWRITTEN = 5000
"""A day of pages that a full disk may keep waiting in RAM."""
_REFUSALS_KNOWN = 2000
_LONGEST_ABOUT = 300
_ENOUGH_BYTES = MAX_ENTRY_BYTES - 2048
"""Of a page as the face reports it; the rest of an entry is ours."""
OffWhy = Literal["off_hours", "panel", "unplugged"]
StepWhat = Literal["start", "clock", "refused", "withdrawn", "seen", "not_seen", "settings"]


@dataclass
class _Lamp:
    """The panel as it was last told."""

    on: bool = True
    brightness_pct: int = 100
    why_off: OffWhy = "panel"

    @property
    def lit(self) -> bool:
        return self.on and self.brightness_pct > 0


class Proof:
    """Owned by the agent's loop; `grown` is called after entries were written."""

    def __init__(self, store: Proofs, moments: Moments, *, grown: Callable[[], None] = lambda: None) -> None:
        self.store = store
        self._moments = moments
        self._grown = grown
        self._lamp = _Lamp()
        self._page: Shown | None = None
        """What the face says it shows, lit or not."""
        self._face_speaks = False
        self._unwritten: list[Ended] = []
        self._refusals: set[tuple[str, int, str]] = set()
        self._published: dict[NoticeId, str] | None = None
        self._fails = False
        now = moments.now()
        self._offset_ms = now.wall_ms - now.mono_ms
        self._synced_ms = now.mono_ms
        self._standing = self._stands(Gap(why="face"), now)

    def start(self, version: str) -> None:
        """Close what the last start left open, and say that there is a new one."""
        left = self.store.standing()
        if left and left.seen.boot == self._moments.boot:
            self._offset_ms = left.seen.wall_ms - left.seen.mono_ms
        now = self._now()
        if left:
            self._end(left, left.seen, cut=True)
            self._unwritten.append(self._ended(Gap(why="power"), left.seen, now))
        self._step("start", version, at=now)
        self._standing = self._stands(Gap(why="face"), now)
        self._write()

    def page(self, report: ReportPage) -> None:
        """Another page stands there, or none; the one before has ended now, if it was still seen."""
        now = self._now()
        self._cut_if_silent(now)
        self._face_speaks = True
        page = self._fitting(report.page)
        if isinstance(self._standing.fact, Shown):
            self._film_ended(report)
        self._page = page
        self._change(self._wanted(), now)

    def still(self, still: StillShowing) -> None:
        """A frame of it was presented since the last time."""
        now = self._now()
        self._cut_if_silent(now)
        self._face_speaks = True
        page = self._page
        if page is None or still.pixels_sha256 != page.pixels_sha256:
            return
        if not isinstance(self._standing.fact, Shown):
            self._change(self._wanted(), now)
        if isinstance(self._standing.fact, Shown):
            fact = msgspec.structs.replace(self._standing.fact, frames=max(still.frames, 0))
            self._standing = msgspec.structs.replace(self._standing, fact=fact, seen=now)
            self._keep_standing(now)

    def face_gone(self) -> None:
        """It was last seen when it last said so."""
        now = self._now()
        self._face_speaks, self._page = False, None
        self._cut_if_silent(now)
        if isinstance(self._standing.fact, Shown):
            self._cut()
            self._write()
        else:
            self._change(self._wanted(), now)

    def panel_changed(self, panel: PanelChanged, *, why_off: OffWhy = "panel") -> None:
        """Dark or unplugged, nothing stands there, whatever the face draws. A page goes on as a new entry."""
        was = self._lamp
        self._lamp = _Lamp(panel.on, panel.brightness_pct, why_off)
        now = self._now()
        self._cut_if_silent(now)
        if was.lit and self._lamp.lit:
            lowest = min(self._standing.brightness_pct, panel.brightness_pct)
            self._standing = msgspec.structs.replace(self._standing, brightness_pct=lowest)
        else:
            self._change(self._wanted(), now)

    def refused(self, report: ReportRefused) -> None:
        """A content that cannot be made legible here; each version of it is said once a start."""
        known = (report.notice_id, report.version, report.why)
        if known in self._refusals or len(self._refusals) >= _REFUSALS_KNOWN:
            return
        self._refusals.add(known)
        self.step("refused", f"{report.notice_id} version {report.version} {report.village}: {report.why}")

    def published(self, notices: Iterable[Notice]) -> None:
        """What is current now; what was and is no more has been withdrawn. The first call only sets out."""
        current = {
            one.notice_id: f"{one.notice_id} version {one.version} {one.village}: {one.title}" for one in notices
        }
        for notice_id, about in (self._published or {}).items():
            if notice_id not in current:
                self._step("withdrawn", about, at=self._now())
        self._published = current

    def step(self, what: StepWhat, about: str) -> None:
        """Something that must be known to read the rest."""
        self._step(what, about, at=self._now())
        self._write()

    def tick(self) -> None:
        """Each second: silence is noticed, a stepped clock too, and a disk that has room again."""
        now = self._now()
        self._cut_if_silent(now)
        if isinstance(self._standing.fact, Gap):
            self._standing = msgspec.structs.replace(self._standing, seen=now)
            self._keep_standing(now, only_fully=True)
        if self._unwritten:
            self._write()

    def split(self) -> None:
        """A gap that lasts is written up to now, so that a root speaks of it; a page ends when it ends."""
        now = self._now()
        self._cut_if_silent(now)
        if isinstance(self._standing.fact, Gap):
            self._change(self._standing.fact, now, anew=True)

    def shares(self) -> SharesTold:
        readable_ms, lowest_ms = self.store.shares()
        today = self._moments.day_of(self._moments.now())
        return SharesTold(readable_ms=readable_ms, lowest_ms=lowest_ms, times_today=self.store.times_on(today))

    def now(self) -> Moment:
        return self._now()

    @property
    def shown_sha256(self) -> str:
        """Of the pixels of the page that stands there now, by the proof; empty while none does."""
        fact = self._standing.fact
        return fact.pixels_sha256 if isinstance(fact, Shown) else ""

    def _now(self) -> Moment:
        now = self._moments.now()
        stepped_ms = now.wall_ms - now.mono_ms - self._offset_ms
        if abs(stepped_ms) >= STEP_MS:
            self._offset_ms += stepped_ms
            self._step("clock", f"{stepped_ms:+d}", at=now)
            _log.warning("the clock went by %+d ms", stepped_ms)
        return now

    def _wanted(self) -> Shown | Gap:
        if not self._face_speaks:
            return Gap(why="face")
        if not self._lamp.lit:
            return Gap(why=self._lamp.why_off)
        return self._page or Gap(why="nothing_published")

    def _fitting(self, page: Shown | None) -> Shown | None:
        """Numbers of the face's that are ours to write are put to 0; a page too long for an entry is no page."""
        if page is None:
            return None
        if len(msgspec.json.encode(page)) > _ENOUGH_BYTES:
            self._step("refused", f"{page.notice_id[:32]}: longer than an entry may be", at=self._now())
            return None
        return msgspec.structs.replace(page, readable_ms=0, frames=0, cut=False)

    def _film_ended(self, report: ReportPage) -> None:
        fact = self._standing.fact
        if isinstance(fact, Shown) and report.film_sha256_before:
            ended = msgspec.structs.replace(
                fact, pixels_sha256=report.film_sha256_before[:64], frames=max(report.frames_before, fact.frames)
            )
            self._standing = msgspec.structs.replace(self._standing, fact=ended)

    def _cut_if_silent(self, now: Moment) -> None:
        if isinstance(self._standing.fact, Shown) and now.mono_ms - self._standing.seen.mono_ms > SILENT_MS:
            _log.warning("the face has been silent; its page is proved up to its last word")
            self._face_speaks = False
            self._cut()
            self._write()

    def _cut(self) -> None:
        seen = self._standing.seen
        self._end(self._standing, seen, cut=True)
        self._standing = self._stands(Gap(why="face"), seen)

    def _change(self, to: Shown | Gap, now: Moment, *, anew: bool = False) -> None:
        same = isinstance(to, Gap) and to == self._standing.fact
        if same and not anew:
            return
        self._end(self._standing, now)
        self._standing = self._stands(to, now)
        self._write()

    def _end(self, standing: Standing, at: Moment, *, cut: bool = False) -> None:
        fact = standing.fact
        if isinstance(fact, Shown):
            lasted_ms = max(at.mono_ms - standing.began.mono_ms, 0)
            fact = msgspec.structs.replace(fact, readable_ms=lasted_ms, cut=cut)
        elif standing.began == at:
            return
        self._unwritten.append(
            Ended(
                fact,
                standing.began,
                at,
                panel_on=standing.panel_on,
                brightness_pct=standing.brightness_pct,
                day=self._moments.day_of(at),
            )
        )

    def _stands(self, fact: Shown | Gap, since: Moment) -> Standing:
        lamp = self._lamp
        return Standing(fact=fact, began=since, seen=since, panel_on=lamp.on, brightness_pct=lamp.brightness_pct)

    def _step(self, what: StepWhat, about: str, *, at: Moment) -> None:
        self._unwritten.append(self._ended(Step(what=what, about=about[:_LONGEST_ABOUT]), at, at))

    def _ended(self, fact: Gap | Step, began: Moment, ended: Moment) -> Ended:
        lamp = self._lamp
        return Ended(fact, began, ended, panel_on=lamp.on, brightness_pct=lamp.brightness_pct)

    def _keep_standing(self, now: Moment, *, only_fully: bool = False) -> None:
        fully = now.mono_ms - self._synced_ms >= _SYNC_MS
        if self._unwritten or (only_fully and not fully):
            return
        self._try(lambda: self.store.still(self._standing, fully=fully))
        if fully:
            self._synced_ms = now.mono_ms

    def _write(self) -> None:
        self._bound()
        if self._try(lambda: self.store.write(self._unwritten, self._standing)):
            self._unwritten.clear()
            self._synced_ms = self._moments.mono_ms()
            self._grown()

    def _bound(self) -> None:
        """What a full disk kept waiting too long becomes a gap: the times are known, what stood there is not."""
        if len(self._unwritten) > _MOST_UNWRITTEN:
            first, last = self._unwritten[0], self._unwritten[-1]
            self._unwritten = [self._ended(Gap(why="unknown"), first.began, last.ended)]

    def _try(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except NoRoom as error:
            if not self._fails:
                _log.error("%s; trying again each second", error)
            self._fails = True
            return False
        if self._fails:
            _log.info("the proof can be written again")
        self._fails = False
        return True
