"""The duty roster as a page: who sits there now, who should, and who is next, by level."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from county.call import hours, seats
from county.call.models import LEVELS, SEEN_FOR, Seat
from county.call.sight import is_known_busy
from county.officers.asking import asking


@dataclass(frozen=True)
class Row:
    """One seat. `state`: `there`, `busy` or `away`."""

    name: str
    office: str
    state: str
    planned: bool
    next_at: datetime | None
    days: tuple[tuple[str, ...], ...]
    """Of each weekday from Monday its spans, as `08:30-12:00`."""


@dataclass(frozen=True)
class LevelRoster:
    """The seats of one level; `next_up` is who should come first of those that do not sit there."""

    level: str
    rows: tuple[Row, ...]
    next_up: Row | None

    @property
    def there(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.state != "away")


@never_cache
@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    seat = seats.seat_of(asking(request))
    levels = [one for one in rosters(timezone.localtime(), seat) if one.rows]
    context = {"seat": seat, "levels": levels, "weekdays": range(7), "here": "calls"}
    return render(request, "call/roster.html", context)


def rosters(now: datetime, asking: Seat) -> list[LevelRoster]:
    """As this seat may know of it; `now` in the county's zone."""
    rows: dict[str, list[Row]] = {level: [] for level, _ in LEVELS}
    for seat in Seat.objects.select_related("officer").prefetch_related("duties").order_by("township", "officer__name"):
        rows[seat.level].append(_row(seat, now, asking))
    return [LevelRoster(level, tuple(rows[level]), _next_up(rows[level])) for level, _ in LEVELS]


def _row(seat: Seat, now: datetime, asking: Seat) -> Row:
    duties = list(seat.duties.all())
    days = tuple(
        tuple(f"{duty.begins:%H:%M}–{duty.ends:%H:%M}" for duty in duties if duty.weekday == day) for day in range(7)
    )
    planned, next_at = hours.is_planned(duties, now), hours.begins_next(duties, now)
    return Row(seat.officer.name, seat.office, _state(seat, now, asking), planned, next_at, days)


def _state(seat: Seat, now: datetime, asking: Seat) -> str:
    if not seat.on_duty or seat.seen_at is None or now - seat.seen_at > SEEN_FOR or not seat.officer.is_active:
        return "away"
    return "busy" if is_known_busy(seat.officer_id, asking) else "there"


def _next_up(rows: list[Row]) -> Row | None:
    coming = [(row.next_at, row) for row in rows if row.state == "away" and row.next_at is not None]
    return min(coming, key=lambda pair: pair[0], default=(None, None))[1]
