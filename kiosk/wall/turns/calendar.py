"""The farmers' calendar: markets are held, and feasts kept, by days of the moon."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from borax.calendars.lunardate import LunarDate


@dataclass(frozen=True)
class LunarDay:
    """One day of the lunar year."""

    month: int
    day: int
    leap: bool
    """In the second of two months with the same number."""
    last: bool
    """Of its month, which has 29 days or 30."""


class LunarCalendar(Protocol):
    """Tells the day of the moon."""

    def on(self, day: date) -> LunarDay | None:
        """None for a day that the calendar does not reach."""
        ...


class BoraxCalendar:
    """By the tables of Borax, for 1900 to 2100."""

    def on(self, day: date) -> LunarDay | None:
        return _converted(day)


@lru_cache(maxsize=2048)
def _converted(day: date) -> LunarDay | None:
    lunar = _lunar(day)
    if lunar is None:
        return None
    after = _lunar(day + timedelta(days=1))
    return LunarDay(month=lunar.month, day=lunar.day, leap=bool(lunar.leap), last=after is None or after.day == 1)


def _lunar(day: date) -> LunarDate | None:
    try:
        return LunarDate.from_solar(day)
    except ValueError:
        return None
