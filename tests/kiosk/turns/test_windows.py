"""When a window is open: days, hours, market days, days of the moon, days off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wall.turns.calendar import BoraxCalendar, LunarDay
from kiosk.wall.turns.turn import Instant
from kiosk.wall.turns.windows import Almanac, LocalTime
from wire.wall.playlist import Window

HOLIDAYS = ("2026-10-01", "2026-10-02")
ALMANAC = Almanac(BoraxCalendar(), HOLIDAYS)
MINUTES = st.integers(0, 1439)
DAYS = st.dates(date(2024, 1, 1), date(2088, 12, 31))


def is_open(window: Window, day: str, minute: int = 600) -> bool:
    return ALMANAC.is_open([window], LocalTime(date.fromisoformat(day), minute))


def test_a_list_without_windows_never_closes() -> None:
    assert ALMANAC.is_open([], LocalTime(date(2026, 11, 27), 0))


def test_any_open_window_is_enough() -> None:
    windows = [Window(weekdays=(1,)), Window(weekdays=(5,))]

    assert ALMANAC.is_open(windows, LocalTime(date(2026, 11, 27), 600)), "it is a Friday"
    assert not ALMANAC.is_open(windows, LocalTime(date(2026, 11, 28), 600))


def test_hours_begin_with_their_first_minute_and_end_before_their_last() -> None:
    window = Window(from_minute=480, to_minute=720)

    assert [is_open(window, "2026-11-27", minute) for minute in (479, 480, 719, 720)] == [False, True, True, False]


def test_a_window_over_midnight_belongs_to_the_day_on_which_it_began() -> None:
    window = Window(weekdays=(5,), from_minute=1320, to_minute=120)

    friday, saturday = "2026-11-27", "2026-11-28"
    assert [is_open(window, friday, minute) for minute in (60, 1319, 1320, 1439)] == [False, False, True, True]
    assert [is_open(window, saturday, minute) for minute in (0, 119, 120, 1320)] == [True, True, False, False]


def test_a_window_that_ends_where_it_begins_lasts_a_whole_day() -> None:
    window = Window(weekdays=(5,), from_minute=480, to_minute=480)

    assert [is_open(window, "2026-11-27", minute) for minute in (479, 480)] == [False, True]
    assert [is_open(window, "2026-11-28", minute) for minute in (479, 480)] == [True, False]


def test_dates_hold_from_the_first_day_to_the_end_of_the_last() -> None:
    window = Window(first_day="2026-11-01", last_day="2026-11-30")

    days = ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01")
    assert [is_open(window, day, 1439) for day in days] == [False, True, True, False]


def test_the_last_night_of_a_dated_window_goes_on_after_midnight() -> None:
    window = Window(first_day="2026-11-01", last_day="2026-11-30", from_minute=1320, to_minute=60)

    assert is_open(window, "2026-12-01", 30)
    assert not is_open(window, "2026-11-01", 30)


def test_market_days_are_read_from_the_last_digit_of_the_lunar_day() -> None:
    window = Window(market_days=(3, 6, 9))

    # 27 November 2026 is the 19th of the tenth month
    days = [date(2026, 11, 27) + timedelta(days=ahead) for ahead in range(11)]
    assert [ahead for ahead, day in enumerate(days) if is_open(window, day.isoformat())] == [0, 4, 7, 10]


@pytest.mark.parametrize(
    ("new_year", "eve"),
    [
        ("2025-01-29", "2025-01-28"),
        ("2026-02-17", "2026-02-16"),
        ("2027-02-06", "2027-02-05"),
        ("2028-01-26", "2028-01-25"),
        ("2033-01-31", "2033-01-30"),
        ("2034-02-19", "2034-02-18"),
    ],
)
def test_the_lunar_year_begins_on_its_first_day_and_its_eve_is_the_thirtieth_even_of_a_short_month(
    new_year: str, eve: str
) -> None:
    spring, last = Window(lunar_days=("01-01",)), Window(lunar_days=("12-30",))

    assert (is_open(spring, new_year), is_open(spring, eve)) == (True, False)
    assert (is_open(last, eve), is_open(last, new_year)) == (True, False)


def test_a_feast_is_kept_once_in_a_year_with_a_leap_month_and_the_market_is_held_in_both() -> None:
    feast, market = Window(lunar_days=("06-06",)), Window(market_days=(6,))

    # in 2025 the sixth month came twice: from 25 June, and again from 25 July
    assert (is_open(feast, "2025-06-30"), is_open(feast, "2025-07-30")) == (True, False)
    assert (is_open(market, "2025-06-30"), is_open(market, "2025-07-30")) == (True, True)


def test_the_leap_month_of_2033_stands_after_the_eleventh() -> None:
    calendar = BoraxCalendar()

    assert calendar.on(date(2033, 12, 22)) == LunarDay(month=11, day=1, leap=True, last=False)
    assert calendar.on(date(2034, 1, 19)) == LunarDay(month=11, day=29, leap=True, last=True)


@pytest.mark.parametrize(
    ("holidays", "opened"), [("any", [True, True]), ("only", [True, False]), ("never", [False, True])]
)
def test_days_off_can_be_asked_for_or_left_out(holidays: str, opened: list[bool]) -> None:
    window = Window(holidays=holidays)  # type: ignore[arg-type]

    assert [is_open(window, day) for day in ("2026-10-01", "2026-10-03")] == opened


def test_what_is_given_must_all_hold() -> None:
    window = Window(weekdays=(5,), market_days=(9,), from_minute=480, to_minute=720)

    assert is_open(window, "2026-11-27", 600)
    assert not is_open(window, "2026-11-27", 800)
    assert not is_open(window, "2026-11-20", 600), "a Friday, but the twelfth"


def test_a_day_that_no_calendar_reaches_is_no_market_day() -> None:
    assert BoraxCalendar().on(date(2150, 1, 1)) is None
    assert not is_open(Window(market_days=tuple(range(10))), "2150-01-01")
    assert is_open(Window(market_days=tuple(range(10))), "2101-01-28"), "the last day that it reaches"


def test_china_has_one_time_all_year_and_the_machines_zone_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    summer, winter = 1_782_864_000_000, 1_798_761_600_000  # midnight UTC of 1 July 2026 and 1 January 2027

    times = [LocalTime.of(Instant(0, wall_ms, trusted=True), 480) for wall_ms in (summer, winter)]

    assert times == [LocalTime(date(2026, 7, 1), 480), LocalTime(date(2027, 1, 1), 480)]


@pytest.mark.parametrize("wall_ms", [-(10**18), 10**18])
def test_a_time_beyond_all_calendars_is_no_time(wall_ms: int) -> None:
    assert LocalTime.of(Instant(0, wall_ms, trusted=True), 480) is None


@given(day=DAYS)
def test_days_of_the_moon_follow_each_other(day: date) -> None:
    calendar = BoraxCalendar()

    today, tomorrow = calendar.on(day), calendar.on(day + timedelta(days=1))

    assert today is not None
    assert tomorrow is not None
    assert tomorrow.day == (1 if today.last else today.day + 1)
    assert not today.last or today.day in {29, 30}
    assert today.last or (tomorrow.month, tomorrow.leap) == (today.month, today.leap)


@given(day=DAYS, begins=MINUTES, ends=st.integers(0, 1440))
def test_a_window_is_open_for_its_length_once_a_day(day: date, begins: int, ends: int) -> None:
    window = Window(weekdays=(day.isoweekday(),), from_minute=begins, to_minute=ends)

    minutes = sum(
        ALMANAC.is_open([window], LocalTime(day + timedelta(days=ahead), minute))
        for ahead in (0, 1)
        for minute in range(1440)
    )

    assert minutes == ((ends - begins) % 1440 or 1440)


@given(day=DAYS)
def test_a_window_of_the_lunar_year_opens_again_and_one_that_has_ended_does_not(day: date) -> None:
    feast = Window(lunar_days=("01-15",))
    gone = Window(last_day=(day - timedelta(days=2)).isoformat())

    assert ALMANAC.opens_again([feast], day)
    assert not ALMANAC.opens_again([gone], day)
    assert ALMANAC.opens_again([gone, feast], day)
