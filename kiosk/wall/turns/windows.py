"""Whether a window of the playlist is open: weekday, hours, dates, market days, days of the moon, days off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from kiosk.wall.turns.calendar import LunarCalendar, LunarDay
from kiosk.wall.turns.turn import Instant
from wire.wall.playlist import Window

_AHEAD_DAYS = 400
"""A window that opens once in a lunar year, be it one with a leap month, opens within so many days."""


@dataclass(frozen=True)
class LocalTime:
    """Day and minute where the wall stands."""

    day: date
    minute: int

    @classmethod
    def of(cls, at: Instant, utc_offset_min: int) -> "LocalTime | None":
        """None while the clock cannot be trusted, or tells a time beyond all calendars."""
        if not at.trusted:
            return None
        try:
            local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.wall_ms, minutes=utc_offset_min)
        except OverflowError:
            return None
        return cls(local.date(), local.hour * 60 + local.minute)


class Almanac:
    """Which day is which: the moon's days and the state's days off."""

    def __init__(self, calendar: LunarCalendar, holidays: Iterable[str] = ()) -> None:
        self._calendar = calendar
        self._holidays = frozenset(holidays)
        self._again: tuple[date | None, dict[Window, bool]] = (None, {})
        """What was reckoned today: a year of days for each window."""

    def is_open(self, windows: Iterable[Window], now: LocalTime) -> bool:
        """Whether any of them is; a list without windows never closes."""
        windows = tuple(windows)
        return not windows or any(self._opens_at(window, now) for window in windows)

    def opens_again(self, windows: Iterable[Window], today: date) -> bool:
        """Whether any of them opens on a day of the year to come, or is still open from yesterday."""
        if self._again[0] != today:
            self._again = (today, {})
        return any(self._opens_within(window, today, self._again[1]) for window in windows)

    def _opens_within(self, window: Window, today: date, known: dict[Window, bool]) -> bool:
        if window not in known:
            known[window] = any(self._is_day(window, day) for day in _days(window, today))
        return known[window]

    def _opens_at(self, window: Window, now: LocalTime) -> bool:
        if window.from_minute < window.to_minute:
            return window.from_minute <= now.minute < window.to_minute and self._is_day(window, now.day)
        if now.minute >= window.from_minute:
            return self._is_day(window, now.day)
        return now.minute < window.to_minute and self._is_day(window, now.day - timedelta(days=1))

    def _is_day(self, window: Window, day: date) -> bool:
        """Whether the window begins on this day."""
        written = day.isoformat()
        return (
            (not window.weekdays or day.isoweekday() in window.weekdays)
            and (window.first_day is None or window.first_day <= written)
            and (window.last_day is None or written <= window.last_day)
            and (window.holidays == "any" or (window.holidays == "only") == (written in self._holidays))
            and ((not window.market_days and not window.lunar_days) or self._is_lunar(window, self._calendar.on(day)))
        )

    def _is_lunar(self, window: Window, day: LunarDay | None) -> bool:
        if day is None:
            return False
        market = not window.market_days or day.day % 10 in window.market_days
        return market and (not window.lunar_days or any(name in window.lunar_days for name in _names(day)))


def _days(window: Window, today: date) -> Iterator[date]:
    """From yesterday on, as long as the window may open at all."""
    ahead = (today + timedelta(days=days) for days in range(-1, _AHEAD_DAYS))
    return takewhile(lambda day: window.last_day is None or day.isoformat() <= window.last_day, ahead)


def _names(day: LunarDay) -> tuple[str, ...]:
    """How a feast may name this day: a leap month has none, and the thirtieth of a short month is its last day."""
    if day.leap:
        return ()
    named = f"{day.month:02}-{day.day:02}"
    return (named, f"{day.month:02}-30") if day.last else (named,)
