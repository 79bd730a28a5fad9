"""What may be shown now, by playlist and clock: never nothing while anything is published."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.wall.turns.calendar import BoraxCalendar
from kiosk.wall.turns.programme import Hours, Open, Programme
from kiosk.wall.turns.published import Published
from kiosk.wall.turns.windows import LocalTime
from tests.kiosk.turns.yard import notice, published
from wire.ids import NoticeId, SiteId
from wire.wall.playlist import Duty, Playlist, PlaylistItem, Window

FRIDAY = date(2026, 11, 27)
EIGHT, NOON = LocalTime(FRIDAY, 480), LocalTime(FRIDAY, 720)
ALL = Published(published(notice("东书村", "a", 20), notice("东书村", "b", 20), notice("柳河村", "c", 20)))
NIGHT, NEVER = Window(from_minute=1320, to_minute=300), Window(last_day="2026-11-01")


def item(name: str, *windows: Window, priority: int = 0, filler: bool = False) -> PlaylistItem:
    return PlaylistItem(notice_id=NoticeId(name), windows=windows, priority=priority, filler=filler)


def duty(name: str, times_a_day: int = 4) -> Duty:
    return Duty(
        notice_id=NoticeId(name),
        rule="quarterly",
        first_day="2026-11-20",
        last_day="2026-11-30",
        times_a_day=times_a_day,
    )


def opened(
    *items: PlaylistItem,
    duties: tuple[Duty, ...] = (),
    now: LocalTime | None = NOON,
    shown: dict[str, int] | None = None,
) -> Open:
    playlist = Playlist(site=SiteId("liuhe"), serial=1, published_at_ms=0, items=items, duties=duties)
    counts = {NoticeId(name): count for name, count in (shown or {}).items()}
    return Programme(playlist, BoraxCalendar()).open(ALL, now, counts)


def test_without_a_playlist_everything_is_shown() -> None:
    programme = Programme(None, BoraxCalendar())

    assert programme.open(ALL, NOON, {}).villages == {"东书村": ("a", "b"), "柳河村": ("c",)}


def test_a_closed_window_takes_one_notice_out_and_a_village_whose_windows_are_all_closed_waits() -> None:
    assert opened(item("a", NIGHT)).villages == {"东书村": ("b",), "柳河村": ("c",)}
    assert opened(item("c", NIGHT)).villages == {"东书村": ("a", "b")}


def test_a_village_whose_windows_never_open_again_is_shown_without_them() -> None:
    assert opened(item("c", NEVER)).villages == {"东书村": ("a", "b"), "柳河村": ("c",)}
    assert opened(item("a", NEVER)).villages == {"东书村": ("b",), "柳河村": ("c",)}


def test_higher_priority_lets_the_lower_ones_of_its_village_wait_and_no_others() -> None:
    assert opened(item("b", priority=3)).villages == {"东书村": ("b",), "柳河村": ("c",)}
    assert opened(item("b", NIGHT, priority=3)).villages == {"东书村": ("a",), "柳河村": ("c",)}


def test_fillers_come_only_when_nothing_else_does() -> None:
    beside = opened(item("c", filler=True))
    alone = opened(item("a", NIGHT), item("b", NIGHT), item("c", filler=True))

    assert (beside.villages, beside.filler) == ({"东书村": ("a", "b")}, False)
    assert (alone.villages, alone.filler) == ({"柳河村": ("c",)}, True)


def test_when_all_is_closed_all_is_shown() -> None:
    closed = opened(item("a", NIGHT), item("b", NIGHT), item("c", NIGHT, filler=True))

    assert (closed.villages, closed.filler) == ({"东书村": ("a", "b"), "柳河村": ("c",)}, False)


def test_without_a_clock_a_village_shows_what_has_no_window_or_else_all_it_has() -> None:
    assert opened(item("a", NIGHT), now=None).villages == {"东书村": ("b",), "柳河村": ("c",)}
    assert opened(item("a", NIGHT), item("b", NEVER), now=None).villages["东书村"] == ("a", "b")


def test_a_duty_is_due_by_its_hours_and_not_before() -> None:
    assert opened(duties=(duty("c"),), now=EIGHT).due == ("c",)
    assert opened(duties=(duty("c"),), now=EIGHT, shown={"c": 2}).due == ()
    assert opened(duties=(duty("c"),), now=NOON, shown={"c": 2}).due == ("c",)
    assert opened(duties=(duty("c"),), now=LocalTime(FRIDAY, 1439), shown={"c": 4}).due == ()


def test_a_duty_is_spread_over_the_hours_of_the_panel() -> None:
    playlist = Playlist(site=SiteId("liuhe"), serial=1, published_at_ms=0, duties=(duty("c"),))
    programme = Programme(playlist, BoraxCalendar())
    programme.hours = Hours(on_minute=480, off_minute=1200)

    due = [
        bool(programme.open(ALL, LocalTime(FRIDAY, minute), {NoticeId("c"): 3}).due) for minute in (1000, 1020, 1199)
    ]

    assert due == [False, True, True]


def test_the_duty_that_is_farthest_behind_comes_first() -> None:
    assert opened(duties=(duty("a", 4), duty("c", 4)), shown={"a": 2}).due == ("c", "a")


def test_a_duty_is_owed_on_its_days_only_and_never_by_a_clock_that_is_not_trusted() -> None:
    assert opened(duties=(duty("c"),), now=LocalTime(date(2026, 12, 1), 720)).due == ()
    assert opened(duties=(duty("c"),), now=None).due == ()


def test_a_duty_stands_above_windows_and_priorities() -> None:
    due = opened(item("a", NIGHT), item("b", priority=9), duties=(duty("a"),))

    assert due.villages["东书村"] == ("a", "b")


def test_a_playlist_names_the_order_of_villages_and_who_has_published_nothing() -> None:
    pages = published(notice("东书村", "a", 20), notice("柳河村", "c", 20))

    told = Published(pages, ("柳河村", "北书村"))

    assert [village for village, notices in told.villages.items() if notices] == ["柳河村", "东书村"]
    assert told.silent == ("北书村",)


WINDOWS = st.builds(
    Window,
    weekdays=st.lists(st.integers(1, 7), max_size=2).map(tuple),
    from_minute=st.integers(0, 1440),
    to_minute=st.integers(0, 1440),
    last_day=st.sampled_from([None, "2026-11-01", "2027-05-05"]),
    market_days=st.lists(st.integers(0, 9), max_size=2).map(tuple),
    lunar_days=st.sampled_from([(), ("01-15",), ("13-31",)]),
    holidays=st.sampled_from(["any", "only", "never"]),
)
ITEMS = st.builds(
    PlaylistItem,
    notice_id=st.sampled_from(["a", "b", "c", "gone"]),
    windows=st.lists(WINDOWS, max_size=2).map(tuple),
    priority=st.integers(0, 3),
    filler=st.booleans(),
)


@given(
    items=st.lists(ITEMS, max_size=4).map(tuple),
    duties=st.lists(st.builds(duty, st.sampled_from(["a", "c", "gone"])), max_size=2).map(tuple),
    now=st.none() | st.builds(LocalTime, st.dates(date(2020, 1, 1), date(2110, 1, 1)), st.integers(0, 1439)),
)
def test_whatever_the_playlist_and_the_clock_say_something_is_shown(
    items: tuple[PlaylistItem, ...], duties: tuple[Duty, ...], now: LocalTime | None
) -> None:
    told = opened(*items, duties=duties, now=now)

    assert told.villages
    assert all(notices for notices in told.villages.values())
    assert set(told.due) <= {one for notices in told.villages.values() for one in notices}
