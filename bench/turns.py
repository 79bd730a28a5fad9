"""Days of a wall in the yard, simulated: does every village get the same readable time, whatever happens meanwhile?

The bench keeps its own account, plain sums of what stood on a lit panel. `fairness_pages_max` is how far a turn or a
duty put a village ahead of any other, in longest pages. News and calls may do more, and are waited for:
`overrides_ahead_pages_max` is the most there was at any time. `plain_pages_max` is the same without news and calls.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field

from bench.figures import Figure, arguments, report
from kiosk.render.page import WallPage
from kiosk.wall.turns.calendar import BoraxCalendar
from kiosk.wall.turns.rotation import Rotation
from kiosk.wall.turns.turn import Empty, Instant, Turn
from wire.ids import NoticeId, SiteId
from wire.port_wall import SharesTold
from wire.wall.emergency import Emergency
from wire.wall.playlist import Duty, Playlist, PlaylistItem, Window

_DAY_MS = 86_400_000
_BEGINS_MS = 1_795_737_600_000
_DAYS, _QUICK_DAYS, _VILLAGES = 30, 4, 20
_DWELLS_MS = (6000, 12_000, 20_000, 28_000, 45_000, 60_000)
_SOONEST_MS, _LATEST_MS = 20_000, 1_800_000
"""From one thing that happens to the next."""


@dataclass
class _Account:
    """What could be read, by plain addition."""

    had_ms: Counter[str]
    longest_ms: int
    fairness: float = 0.0
    ahead: float = 0.0
    pages: int = 0
    empty: int = 0
    fresh: set[tuple[str, int]] = field(default_factory=set)

    def ends(self, turn: Turn, readable_ms: int) -> None:
        page, self.pages = turn.page, self.pages + 1
        self.had_ms[page.village] += readable_ms
        lowest_ms = min(self.had_ms.values())
        ahead = (self.had_ms[page.village] - lowest_ms) / self.longest_ms
        self.ahead = max(self.ahead, (max(self.had_ms.values()) - lowest_ms) / self.longest_ms)
        if turn.why != "called" and (page.notice_id, page.version) not in self.fresh:
            self.fairness = max(self.fairness, ahead)
        if readable_ms >= page.dwell_ms:
            self.fresh.discard((page.notice_id, page.version))


class Yard:
    """One wall, and everything that can happen to it."""

    def __init__(self, villages: int, *, seed: int, overrides: bool) -> None:
        self._chance = random.Random(seed)  # noqa: S311  (a repeatable story, no secret)
        self._overrides = overrides
        self._villages = [f"village {number}" for number in range(villages)]
        self._notices: dict[str, tuple[WallPage, ...]] = {}
        self._version = 0
        for village in self._villages:
            for number in range(self._chance.randint(1, 4)):
                self._write(f"{village}/{number}")
        self.account = _Account(Counter(dict.fromkeys(self._villages, 0)), max(_DWELLS_MS))
        self._mono_ms, self.passed_ms, self._wall_ms = 0, 0, _BEGINS_MS
        self._trusted, self._panel_on = True, True
        self._shares: dict[str, int] = {}
        self._lowest_ms = 0
        self._stood: Turn | None = None
        self._readable_ms = 0
        self.happened: Counter[str] = Counter()
        self._starts()

    @property
    def _at(self) -> Instant:
        return Instant(self._mono_ms, self._wall_ms, self._trusted)

    def lives(self, days: float) -> None:
        events = [self._new_notice, self._called] * 4 if self._overrides else []
        events += [self._starts, self._emergency, self._panel, self._clock, self._hangs, self._playlist]
        while self.passed_ms < days * _DAY_MS:
            self._waits(self._chance.randint(_SOONEST_MS, _LATEST_MS))
            event = self._chance.choice(events)
            self.happened[event.__name__.strip("_")] += 1
            event()
            self._look()

    def _waits(self, ms: int) -> None:
        while ms > 0:
            stands = self._rotation.stands
            lit = isinstance(stands, Turn) and self._panel_on
            step_ms = min(ms, stands.until_ms - self._mono_ms) if lit and isinstance(stands, Turn) else ms
            ms -= max(step_ms, 1)
            self._passes(max(step_ms, 1))

    def _passes(self, ms: int) -> None:
        self._mono_ms, self._wall_ms, self.passed_ms = self._mono_ms + ms, self._wall_ms + ms, self.passed_ms + ms
        if self._stood is not None and self._panel_on:
            self._readable_ms = min(self._readable_ms + ms, self._stood.page.dwell_ms)
        self._rotation.moves(self._at)
        self._look()

    def _look(self) -> None:
        stands = self._rotation.stands
        self.account.empty += isinstance(stands, Empty)
        turn = stands if isinstance(stands, Turn) else None
        over = self._stood is not None and self._readable_ms >= self._stood.page.dwell_ms
        if over or self._named(turn) != self._named(self._stood):
            self._ends()
            self._stood = turn

    @staticmethod
    def _named(turn: Turn | None) -> tuple[WallPage, str, int] | None:
        return (turn.page, turn.why, turn.share_ms) if turn else None

    def _ends(self) -> None:
        if self._stood is not None:
            self.account.ends(self._stood, self._readable_ms)
            self._shares[self._stood.page.village] = self._stood.share_ms + self._readable_ms
            self._lowest_ms = max(self._lowest_ms, self._stood.lowest_ms)
        self._stood, self._readable_ms = None, 0

    def _write(self, name: str) -> None:
        village, self._version = name.partition("/")[0], self._version + 1
        dwells = [self._chance.choice(_DWELLS_MS) for _ in range(self._chance.randint(1, 8))]
        self._notices[name] = tuple(
            WallPage(
                village=village,
                notice_id=NoticeId(name),
                version=self._version,
                content_sha256="",
                title=name,
                period="",
                as_of="2026-11-27",
                published_at_ms=0,
                kind="Ledger",
                page=number,
                pages=len(dwells),
                dwell_ms=dwell_ms,
                layout=None,
            )
            for number, dwell_ms in enumerate(dwells)
        )

    def _tell(self) -> None:
        self._rotation.hears_pages((page for pages in self._notices.values() for page in pages), self._at)

    def _new_notice(self) -> None:
        name = f"{self._chance.choice(self._villages)}/{self._chance.randint(0, 4)}"
        self._write(name)
        self.account.fresh.add((name, self._version))
        self._tell()

    def _called(self) -> None:
        self._rotation.called(self._chance.choice(self._villages), self._at)

    def _starts(self) -> None:
        """After a cut: a new process, a clock that began at nothing, and what the proof knows."""
        self._ends()
        self._mono_ms, self._panel_on = self._chance.randint(0, 60_000), True
        self._rotation = Rotation(BoraxCalendar())
        self._rotation.hears_shares(SharesTold(readable_ms=self._shares, lowest_ms=self._lowest_ms), self._at)
        self._tell()
        self._look()

    def _emergency(self) -> None:
        emergency = Emergency(
            emergency_id="f1",
            version=1,
            site=SiteId("liuhe"),
            headline="flood",
            issued_at_ms=self._wall_ms,
            expires_at_ms=self._wall_ms + 600_000,
            officers=["a", "b"],
        )
        self._rotation.hears_emergencies([emergency], self._at)
        self._look()
        self._passes(self._chance.randint(1000, 900_000))
        self._rotation.hears_emergencies([], self._at)

    def _panel(self) -> None:
        self._panel_on = not self._panel_on
        self._rotation.hears_panel(on=self._panel_on, at=self._at)

    def _clock(self) -> None:
        self._wall_ms = _BEGINS_MS + self._chance.randint(-400, 400) * _DAY_MS
        self._trusted = self._chance.random() < 0.7

    def _hangs(self) -> None:
        self._passes(self._chance.randint(1000, 300_000))

    def _playlist(self) -> None:
        """Windows and duties, but at least one notice of each village that is always open."""
        names = [name for name in self._notices if not name.endswith("/0")]
        window = Window(from_minute=self._chance.randint(0, 1440), to_minute=self._chance.randint(0, 1440))
        closed = self._chance.sample(names, min(8, len(names)))
        owed = self._chance.sample(sorted(self._notices), 3)
        playlist = Playlist(
            site=SiteId("liuhe"),
            serial=1,
            published_at_ms=0,
            items=tuple(PlaylistItem(notice_id=NoticeId(name), windows=(window,)) for name in closed),
            duties=tuple(
                Duty(
                    notice_id=NoticeId(name),
                    rule="monthly",
                    first_day="2020-01-01",
                    last_day="2030-01-01",
                    times_a_day=40,
                )
                for name in owed
            ),
        )
        self._rotation.hears_playlist(playlist, self._at)


def lived(days: float, villages: int, *, overrides: bool, seed: int = 27) -> Yard:
    """A yard after so many days; without overrides there are neither news nor calls."""
    yard = Yard(villages, seed=seed, overrides=overrides)
    yard.lives(days)
    return yard


def fairness_pages_max(days: float, villages: int) -> float:
    """How far a turn or a duty put a village ahead of any other, in longest pages."""
    return round(lived(days, villages, overrides=True).account.fairness, 3)


def measure(days: float, villages: int) -> dict[str, Figure]:
    began = time.monotonic()
    yard, plain = (lived(days, villages, overrides=overrides) for overrides in (True, False))
    return {
        "fairness_pages_max": round(yard.account.fairness, 3),
        "plain_pages_max": round(plain.account.ahead, 3),
        "overrides_ahead_pages_max": round(yard.account.ahead, 3),
        "empty": yard.account.empty + plain.account.empty,
        "days": days,
        "villages": villages,
        "pages": yard.account.pages + plain.account.pages,
        **{f"events_{name}": count for name, count in sorted(yard.happened.items())},
        "took_s": round(time.monotonic() - began, 1),
    }


def main() -> None:
    asked = arguments(__doc__ or "")
    report("turns", measure(_QUICK_DAYS if asked.quick else _DAYS, _VILLAGES), to=asked.json)


if __name__ == "__main__":
    main()
