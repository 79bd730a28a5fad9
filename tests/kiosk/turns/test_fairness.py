"""Whatever happens to a wall, nobody gets ahead of another by more than a page, but by news and calls, and waits then.

The machine below keeps its own account of what could be read, and a proof, from which a wall starts anew.
"""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from kiosk.render.page import WallPage
from kiosk.wall.turns.calls import SUMMON_MS
from kiosk.wall.turns.turn import Alarm, Empty, Turn
from tests.kiosk.turns.test_alarms import flood
from tests.kiosk.turns.yard import DAY_MS, MORNING_MS, Yard, notice, published, silent
from wire.ids import NoticeId, SiteId
from wire.port_wall import SharesTold
from wire.wall.emergency import Emergency
from wire.wall.playlist import Duty, Playlist, PlaylistItem, Window

VILLAGES = ("东书村", "柳河村", "西书村", "北书村")
NAMES = {f"{village}{number}": village for village in VILLAGES for number in range(2)}
DWELLS = st.lists(st.sampled_from([5, 20, 45, 60]), min_size=1, max_size=4)
HOURS = st.sampled_from([(), (Window(from_minute=600, to_minute=720),), (Window(market_days=(9,)),)])


@dataclass
class Proof:
    """What a wall's edge would know after a start."""

    shares: dict[str, int] = field(default_factory=dict)
    lowest_ms: int = 0

    def shown(self, turn: Turn, readable_ms: int) -> None:
        if turn.why not in {"filler", "silent"}:
            self.shares[turn.page.village] = turn.share_ms + readable_ms
            self.lowest_ms = max(self.lowest_ms, turn.lowest_ms)


class Wall(RuleBasedStateMachine):
    """One wall through its days."""

    def __init__(self) -> None:
        super().__init__()
        self.yard = Yard()
        self.notices: dict[str, tuple[WallPage, ...]] = {}
        self.emergency: Emergency | None = None
        self.panel_on = True
        self.playlist: Playlist | None = None
        self.longest_ms = 0
        self.versions = 0
        self.proof = Proof()
        self.stood: Turn | None = None
        self.readable_ms = 0
        self.news: set[tuple[str, int]] = set()
        self.pages_read: dict[tuple[str, int], WallPage] = {}

    @initialize(dwells=DWELLS)
    def begins(self, dwells: list[float]) -> None:
        self.notices["东书村0"] = notice("东书村", "东书村0", *dwells)
        self._tell()

    @rule(name=st.sampled_from(sorted(NAMES)), dwells=DWELLS)
    def publishes(self, name: str, dwells: list[float]) -> None:
        self.versions += 1
        self.notices[name] = notice(NAMES[name], name, *dwells, version=1 + self.versions)
        self.news.add((name, 1 + self.versions))
        self._tell()

    @precondition(lambda self: self.notices)
    @rule(data=st.data())
    def withdraws(self, data: st.DataObject) -> None:
        del self.notices[data.draw(st.sampled_from(sorted(self.notices)))]
        self._tell()

    @rule(
        closed=st.lists(st.sampled_from(sorted(NAMES)), max_size=3, unique=True),
        windows=HOURS,
        fillers=st.lists(st.sampled_from(sorted(NAMES)), max_size=2, unique=True),
        duties=st.lists(st.sampled_from(sorted(NAMES)), max_size=2, unique=True),
        order=st.sampled_from([(), VILLAGES, VILLAGES[:2]]),
    )
    def gets_a_playlist(
        self,
        closed: list[str],
        windows: tuple[Window, ...],
        fillers: list[str],
        *,
        duties: list[str],
        order: tuple[str, ...],
    ) -> None:
        items = [PlaylistItem(notice_id=NoticeId(name), windows=windows) for name in closed if name not in fillers]
        items += [PlaylistItem(notice_id=NoticeId(name), filler=True) for name in fillers]
        owed = [
            Duty(
                notice_id=NoticeId(name), rule="monthly", first_day="2026-01-01", last_day="2030-01-01", times_a_day=90
            )
            for name in duties
        ]
        self.playlist = Playlist(
            site=SiteId("liuhe"),
            serial=1,
            published_at_ms=0,
            villages=order,
            items=tuple(items),
            duties=tuple(owed),
        )
        self.yard.rotation.hears_playlist(self.playlist, self.yard.at)
        self._look()
        self._names()

    @rule(seconds=st.sampled_from([1, 7, 33, 180, 1200]))
    def time_passes(self, seconds: int) -> None:
        left_ms = seconds * 1000
        while left_ms > 0:
            stands = self.yard.stands
            edge_ms = stands.until_ms - self.yard.mono_ms if isinstance(stands, Turn) and self.panel_on else left_ms
            step_ms = max(min(left_ms, edge_ms), 1)
            left_ms -= step_ms
            self._step(step_ms)

    @rule(seconds=st.integers(60, 7200))
    def hangs(self, seconds: int) -> None:
        self._step(seconds * 1000)

    @rule(days=st.floats(-400, 400), trusted=st.booleans())
    def the_clock_is_set(self, days: float, *, trusted: bool) -> None:
        self.yard.wall_ms, self.yard.trusted = MORNING_MS + round(days * DAY_MS), trusted
        self._step(0)

    @rule(village=st.sampled_from(VILLAGES))
    def is_called(self, village: str) -> None:
        answer = self.yard.rotation.called(village, self.yard.at)
        self._look()
        if answer.state == "now":
            assert isinstance(self.yard.stands, Turn)
            assert self.yard.stands.page.village == village or self.yard.stands.why == "turn", "news of another"

    @rule(drill=st.booleans())
    def an_emergency_comes(self, *, drill: bool) -> None:
        passed_ms = self.yard.wall_ms - MORNING_MS
        self.versions += 1
        coming = flood(version=self.versions, issued_ms=passed_ms, lasts_ms=4000 * DAY_MS)
        self.emergency = replace(coming, drill=drill)
        self.yard.rotation.hears_emergencies([self.emergency], self.yard.at)
        self._look()

    @precondition(lambda self: self.emergency)
    @rule()
    def it_ends(self) -> None:
        self.emergency = None
        self.yard.rotation.hears_emergencies([], self.yard.at)
        self._look()

    @rule(on=st.booleans())
    def panel(self, *, on: bool) -> None:
        self.panel_on = on
        self.yard.rotation.hears_panel(on=on, at=self.yard.at)
        self._look()

    @rule()
    def starts_anew(self) -> None:
        self._ends()
        before, self.yard = self.yard, Yard(wall_ms=self.yard.wall_ms, trusted=self.yard.trusted)
        self.yard.mono_ms = before.mono_ms // 7
        self.stood, self.pages_read, self.panel_on = None, {}, True
        told = SharesTold(readable_ms=self.proof.shares, lowest_ms=self.proof.lowest_ms)
        self.yard.rotation.hears_shares(told, self.yard.at)
        self.yard.rotation.hears_playlist(self.playlist, self.yard.at)
        self.yard.rotation.hears_emergencies([self.emergency] if self.emergency else [], self.yard.at)
        self._tell()

    def _tell(self) -> None:
        pages = published(*self.notices.values())
        self.longest_ms = max(self.longest_ms, *(page.dwell_ms for page in pages), 0)
        self.yard.rotation.hears_pages(pages, self.yard.at)
        self._look()
        self._names()

    def _names(self) -> None:
        """As the wall does, as soon as their pages are set."""
        self.yard.rotation.hears_silent(map(silent, self.yard.rotation.silent), self.yard.at)
        self._look()

    def _step(self, ms: int) -> None:
        if self.stood is not None and self.panel_on and not self.yard.alarmed():
            self.readable_ms = min(self.readable_ms + ms, self.stood.page.dwell_ms)
        self.yard.hangs(ms / 1000)
        self._look()

    def _look(self) -> None:
        stands = self.yard.stands if isinstance(self.yard.stands, Turn) else None
        if self.stood is not None and self._same(stands):
            return
        self._ends()
        self.stood, self.readable_ms = stands, 0
        if stands is not None:
            self._judge(stands)

    def _same(self, stands: Turn | None) -> bool:
        """A page that has had its time has ended, even if it comes again."""
        whole = self.stood is not None and self.readable_ms >= self.stood.page.dwell_ms
        named = (stands.page, stands.why, stands.share_ms) if stands else None
        return not whole and self.stood is not None and named == (self.stood.page, self.stood.why, self.stood.share_ms)

    def _ends(self) -> None:
        if self.stood is None:
            return
        self.proof.shown(self.stood, self.readable_ms)
        page = self.stood.page
        if self.readable_ms >= page.dwell_ms:
            self.news.discard((page.notice_id, page.version))
            if self.stood.why not in {"called", "silent"}:
                self.pages_read[page.notice_id, page.version] = page
        self.stood = None

    def _judge(self, turn: Turn) -> None:
        """A page begins: does its village have a right to it?"""
        page, ahead_ms = turn.page, turn.share_ms - turn.lowest_ms
        if turn.why == "silent":
            assert page.village not in {NAMES[name] for name in self.notices}
            return
        assert page in self.notices[page.notice_id], "it is published"
        if turn.why == "filler":
            return
        assert turn.share_ms >= self.proof.shares.get(page.village, 0), "what could be read has been counted"
        assert turn.share_ms <= max(self.proof.shares.get(page.village, 0), turn.lowest_ms), "and nothing else"
        if turn.why == "called":
            assert ahead_ms <= self.longest_ms + SUMMON_MS
        elif page.page == 0 and (page.notice_id, page.version) in self.news:
            assert ahead_ms <= SUMMON_MS
        else:
            assert ahead_ms + page.dwell_ms <= self.longest_ms or ahead_ms == 0
        if turn.why != "called":
            self._in_order(page)

    def _in_order(self, page: WallPage) -> None:
        before = self.pages_read.get((page.notice_id, page.version))
        assert page.page == ((before.page + 1) % before.pages if before else 0)

    @invariant()
    def it_is_never_blank_and_an_emergency_stands_alone(self) -> None:
        match self.yard.stands:
            case Alarm(emergency=emergency):
                assert emergency == self.emergency
            case Turn():
                assert self.emergency is None
            case Empty():
                assert self.emergency is None
                assert not self.notices


TestWall = Wall.TestCase
TestWall.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)


@given(villages=st.lists(st.lists(DWELLS, min_size=1, max_size=3), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_every_page_comes_and_after_any_page_nobody_is_more_than_the_longest_ahead(
    villages: list[list[list[float]]],
) -> None:
    pages = published(
        *(
            notice(f"第{place}村", f"{place}-{number}", *dwells)
            for place, notices in enumerate(villages)
            for number, dwells in enumerate(notices)
        )
    )
    yard, longest_ms = Yard(pages), max(page.dwell_ms for page in pages)
    had = {page.village: 0 for page in pages}
    unseen = set(pages)

    for _ in range(600):
        had[yard.turn.page.village] += yard.turn.page.dwell_ms
        unseen.discard(yard.turn.page)
        yard.next_page()

        assert max(had.values()) - min(had.values()) <= longest_ms or len(had) == 1
    assert not unseen
