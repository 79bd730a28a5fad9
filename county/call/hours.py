"""The duty roster: when an officer should sit there each week, read, written, and who is next."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from county.call.models import Duty

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS: Final = re.compile(rf"({'|'.join(DAYS)})(?:-({'|'.join(DAYS)}))?")
_HOURS: Final = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


class BadHours(ValueError):
    """Not `mon-fri 08:30-12:00 14:30-17:30; sat 09:00-11:00`."""


@dataclass(frozen=True)
class Span:
    """One span of one weekday; 0 is Monday."""

    weekday: int
    begins: time
    ends: time


def parsed(text: str) -> tuple[Span, ...]:
    """Raises BadHours. Nothing gives nothing."""
    return tuple(span for part in text.split(";") if part.strip() for span in _part(part.split()))


def begins_next(duties: Iterable[Duty], now: datetime) -> datetime | None:
    """When the next span begins, within a week; None without any. `now` in the county's zone."""
    return min((_next(duty, now) for duty in duties), default=None)


def is_planned(duties: Iterable[Duty], now: datetime) -> bool:
    """Whether somebody should sit there now."""
    return any(duty.weekday == now.weekday() and duty.begins <= now.time() < duty.ends for duty in duties)


def _part(words: list[str]) -> list[Span]:
    days = _DAYS.fullmatch(words[0].lower())
    if days is None or len(words) < 2:  # noqa: PLR2004  # a day and its hours
        raise BadHours(f"no weekdays and hours: {' '.join(words)[:60]!r}")
    first = DAYS.index(days[1])
    last = DAYS.index(days[2]) if days[2] else first
    if last < first:
        raise BadHours(f"the week ends before it begins: {words[0]!r}")
    return [Span(day, *_hours(word)) for day in range(first, last + 1) for word in words[1:]]


def _hours(word: str) -> tuple[time, time]:
    found = _HOURS.fullmatch(word)
    if found is None:
        raise BadHours(f"no hours: {word[:20]!r}")
    try:
        begins, ends = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    except ValueError as error:
        raise BadHours(f"no hours: {word!r}") from error
    if begins >= ends:
        raise BadHours(f"it ends before it begins: {word!r}")
    return begins, ends


def _next(duty: Duty, now: datetime) -> datetime:
    days = (duty.weekday - now.weekday()) % 7
    at = datetime.combine(now.date() + timedelta(days=days), duty.begins, now.tzinfo)
    return at if at > now else at + timedelta(days=7)
