"""What stands on the wall, whatever happens: always the last thing that was whole, never nothing."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.wall.scene import AlarmScene, EmptyScene, PageScene, PatternScene
from tests.kiosk.wall.yard import NOW_MS, Yard, bitmap_of, page
from wire.ids import SiteId
from wire.port import ReportEmergency, ReportPage, ReportRefused, StillShowing
from wire.wall.emergency import Emergency

DAY_MS = 86_400_000
LIUHE, SHIQIAO, BAISHA = page(1, "柳河村"), page(2, "石桥村"), page(3, "白沙村")


def flood(version: int = 1, **facts: object) -> Emergency:
    return Emergency(
        emergency_id="e" * 32,
        version=version,
        site=SiteId("liuhe"),
        headline="山洪",
        issued_at_ms=NOW_MS,
        expires_at_ms=NOW_MS + 3_600_000,
        officers=["李敏", "赵强"],
        **facts,  # type: ignore[arg-type]  # of a test
    )


def test_before_the_edge_is_there_a_page_of_our_own_stands() -> None:
    yard = Yard()

    yard.director.ticks(yard.at)
    yard.settles()

    assert yard.stands == EmptyScene(heard=False, told="还没有和县里核对", today="2026-11-18")
    assert len(yard.glass.shown) == 1


def test_one_page_follows_the_other_and_each_was_ready_before_its_turn() -> None:
    yard = Yard()
    yard.publishes(LIUHE, SHIQIAO)

    yard.waits(5000)

    assert yard.village == "石桥村"
    assert yard.glass.prepared[0] == yard.glass.shown[-1]
    assert [one.page.village for one in yard.heard(ReportPage)] == ["柳河村", "石桥村"]  # type: ignore[attr-defined]


def test_a_page_is_reported_after_its_frame_and_by_its_pixels() -> None:
    yard = Yard()
    yard.director.hears_pages((LIUHE,), yard.at)
    yard.draws()
    before = yard.heard(ReportPage)

    yard.director.flipped()

    (told,) = yard.heard(ReportPage)
    assert before == []
    assert told.page.pixels_sha256 == yard.glass.shown[-1].sha256  # type: ignore[attr-defined]


def test_the_last_page_stays_until_the_next_is_drawn() -> None:
    yard = Yard()
    yard.publishes(LIUHE, SHIQIAO)
    stood = yard.glass.shown[-1]
    yard.director.hears_pages((BAISHA,), yard.at)

    yard.director.flipped()

    assert yard.glass.shown[-1] == stood
    yard.settles()
    assert yard.village == "白沙村"


def test_a_page_that_cannot_be_drawn_is_left_out_after_three_times() -> None:
    yard = Yard()
    yard.breaks = lambda scene: isinstance(scene, PageScene) and scene.page.village == "石桥村"
    yard.publishes(LIUHE, SHIQIAO, BAISHA)

    yard.waits(30_000)

    assert yard.skipped == [SHIQIAO]
    (refused,) = yard.heard(ReportRefused)
    assert (refused.notice_id, refused.why) == (SHIQIAO.notice_id, "broken")  # type: ignore[attr-defined]
    villages = {one.page.village for one in yard.heard(ReportPage)}  # type: ignore[attr-defined]
    assert villages == {"柳河村", "白沙村"}


def test_when_nothing_can_be_drawn_what_stood_there_stays() -> None:
    yard = Yard()
    yard.publishes(LIUHE, SHIQIAO)
    stood = yard.stands
    yard.breaks = lambda _: True

    yard.waits(60_000)

    assert yard.stands == stood


def test_a_single_page_is_drawn_anew_each_time_so_that_its_foot_ages() -> None:
    yard = Yard()
    yard.foots.checked_at_ms = NOW_MS
    yard.publishes(LIUHE)

    yard.waits(60_000 * 4)

    assert isinstance(yard.stands, PageScene)
    assert yard.stands.foot.told == "3分钟前和县里核对过"


def test_an_emergency_stands_at_once_alone_and_is_confirmed_by_its_frame() -> None:
    yard = Yard()
    yard.publishes(LIUHE, SHIQIAO)
    yard.rotation.hears_emergencies([flood()], yard.at)

    yard.director.changed(yard.at)
    asked = yard.asked[0]
    yard.draws()
    before = yard.heard(ReportEmergency)
    yard.director.flipped()

    assert asked == (0, AlarmScene(flood()))
    assert before == []
    (told,) = yard.heard(ReportEmergency)
    assert told == ReportEmergency(
        emergency_id="e" * 32, version=1, state="shown", pixels_sha256=bitmap_of(AlarmScene(flood())).sha256
    )
    yard.waits(60_000)
    assert yard.stands == AlarmScene(flood())


def test_when_an_emergency_ends_the_villages_come_back_and_the_edge_is_told() -> None:
    yard = Yard()
    yard.publishes(LIUHE, SHIQIAO)
    yard.rotation.hears_emergencies([flood()], yard.at)
    yard.waits(1000)

    yard.rotation.hears_emergencies([], yard.at)
    yard.waits(1000)

    assert yard.village
    states = [one.state for one in yard.heard(ReportEmergency)]  # type: ignore[attr-defined]
    assert states == ["shown", "ended"]


def test_an_emergency_of_several_pages_shows_all_of_them() -> None:
    yard = Yard()
    yard.alarm_pages = 2
    yard.rotation.hears_emergencies([flood()], yard.at)

    yard.waits(9000)

    pages = [one.page.page for one in yard.heard(ReportPage)]  # type: ignore[attr-defined]
    assert pages[:3] == [0, 1, 0]
    assert len(yard.heard(ReportEmergency)) == 1


def test_an_emergency_that_cannot_be_drawn_is_tried_for_ever() -> None:
    yard = Yard()
    yard.publishes(LIUHE)
    yard.breaks = lambda scene: isinstance(scene, AlarmScene)
    yard.rotation.hears_emergencies([flood()], yard.at)
    yard.waits(10_000)

    yard.breaks = lambda _: False
    yard.waits(1000)

    assert yard.stands == AlarmScene(flood())


def test_a_test_pattern_goes_by_itself_and_an_emergency_stands_before_it() -> None:
    yard = Yard()
    yard.publishes(LIUHE)
    yard.director.hears_pattern("grid", yard.mono_ms + 5000)
    yard.waits(1000)
    pattern = yard.stands

    yard.rotation.hears_emergencies([flood()], yard.at)
    yard.waits(1000)
    alarm = yard.stands
    yard.rotation.hears_emergencies([], yard.at)
    yard.waits(4000)

    assert pattern == PatternScene("grid")
    assert isinstance(alarm, AlarmScene)
    assert yard.village == "柳河村"


def test_it_says_what_still_stands_only_when_a_frame_was_presented() -> None:
    yard = Yard()
    yard.publishes(LIUHE)

    yard.director.stands_still()

    (told,) = yard.heard(StillShowing)
    assert told.pixels_sha256 == yard.glass.shown[-1].sha256  # type: ignore[attr-defined]


def test_an_edge_that_starts_again_is_told_what_stands_there() -> None:
    yard = Yard()
    yard.rotation.hears_emergencies([flood()], yard.at)
    yard.waits(1000)
    yard.told.clear()

    yard.director.tells_again()
    yard.director.flipped()

    assert [type(one) for one in yard.told] == [ReportPage, ReportEmergency]


def test_half_a_year_without_a_link_is_told_and_nobody_loses_a_turn() -> None:
    yard = Yard()
    yard.foots.checked_at_ms = NOW_MS
    yard.publishes(LIUHE, SHIQIAO, BAISHA)

    yard.waits(180 * DAY_MS, step_ms=DAY_MS // 4)

    assert isinstance(yard.stands, PageScene)
    assert yard.stands.foot.told == "2026年11月18日公布，已180天没联系上县里"
    shown = [one.page.village for one in yard.heard(ReportPage)]  # type: ignore[attr-defined]
    assert len(shown) > 700
    assert {shown.count(village) for village in set(shown)} <= {240, 241}


def test_a_clock_that_is_wrong_by_years_blanks_nothing() -> None:
    yard = Yard()
    yard.trusted = False
    yard.publishes(LIUHE, SHIQIAO)

    yard.off_ms = -30 * 365 * DAY_MS
    yard.waits(20_000)

    assert yard.village
    assert len({one.page.village for one in yard.heard(ReportPage)}) == 2  # type: ignore[attr-defined]


VILLAGES = ("柳河村", "石桥村", "白沙村")


class Storm(RuleBasedStateMachine):
    """Anything that may be heard, in any order; drawing fails now and then; clocks are what they are."""

    def __init__(self) -> None:
        super().__init__()
        self.yard = Yard()
        self.yard.director.ticks(self.yard.at)
        self.yard.settles()
        self.lit = len(self.yard.glass.shown)

    @rule(numbers=st.lists(st.integers(1, 6), unique=True, max_size=5), version=st.integers(1, 3))
    def published(self, numbers: list[int], version: int) -> None:
        made = (page(one, VILLAGES[one % 3], version=version, dwell_ms=500 * one) for one in numbers)
        self.yard.publishes(*made)

    @rule(on=st.booleans())
    def emergency(self, *, on: bool) -> None:
        self.yard.rotation.hears_emergencies([flood()] if on else [], self.yard.at)
        self.yard.director.changed(self.yard.at)

    @rule(on=st.booleans())
    def panel(self, *, on: bool) -> None:
        self.yard.rotation.hears_panel(on=on, at=self.yard.at)
        self.yard.director.changed(self.yard.at)

    @rule(village=st.sampled_from(VILLAGES))
    def called(self, village: str) -> None:
        self.yard.rotation.called(village, self.yard.at)
        self.yard.director.changed(self.yard.at)

    @rule(number=st.integers(0, 6))
    def breaks(self, number: int) -> None:
        name = f"notice {number}"
        self.yard.breaks = lambda scene: isinstance(scene, PageScene) and scene.page.title == name

    @rule(trusted=st.booleans())
    def clock(self, *, trusted: bool) -> None:
        self.yard.trusted = trusted

    @rule(ms=st.sampled_from([250, 1000, 7000]))
    def waits(self, ms: int) -> None:
        self.yard.waits(ms)

    @rule()
    def edge_again(self) -> None:
        self.yard.director.tells_again()
        self.yard.director.redraws(self.yard.at)

    @invariant()
    def something_stands_there(self) -> None:
        assert self.lit >= 1
        assert self.yard.stands is not None
        assert self.yard.glass.shown[-1].rgb

    @invariant()
    def an_emergency_never_waits_behind_a_page(self) -> None:
        self.yard.settles()
        asked = [scene for _, scene in self.yard.asked]
        assert asked == []


Storm.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestStorm = Storm.TestCase
