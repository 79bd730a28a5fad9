"""What walls have shown, added up from the chains: per village, per wall, with every gap and every missing day.

Times are the walls' own clocks, as far as these could be trusted; what was shown while they could not is counted and
said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from county.affairs.models import Village
from county.wall.clocks import told
from county.wall.models import Alarm, Chain, Entry
from county.wall.wanted import walls

COUNTED: Final = ("turn", "called", "duty", "filler")
"""Why a page stood there, for it to count as shown; drills, patterns and emergencies do not."""


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both whole, by the county's time."""

    first: date
    last: date

    @property
    def from_ms(self) -> int:
        return _midnight_ms(self.first)

    @property
    def to_ms(self) -> int:
        return _midnight_ms(self.last + timedelta(days=1))


@dataclass(frozen=True)
class VillageShown:
    """One village in that time."""

    village: str
    times: int = 0
    readable_ms: int = 0
    notices: int = 0
    first_ms: int | None = None
    last_ms: int | None = None
    untrusted: int = 0
    """Times while the wall's clock was not confirmed."""


@dataclass(frozen=True)
class WallShown:
    """One wall in that time."""

    terminal_id: str
    times: int
    readable_ms: int
    gaps: tuple[tuple[str, int], ...]
    """Reason and milliseconds, the longest first."""
    missing: tuple[date, ...]
    """Days of which no entry tells anything."""


def villages(span: Span, terminal_id: str = "") -> list[VillageShown]:
    """Every village of the county, also the one that was never shown, and whoever else stands in a chain."""
    rows = (
        _pages(span, terminal_id)
        .order_by()
        .values("village")
        .annotate(
            times=Count("id"),
            readable_ms=Sum("readable_ms"),
            notices=Count("notice_id", distinct=True),
            first_ms=Min("began_ms"),
            last_ms=Max("ended_ms"),
            untrusted=Count("id", filter=Q(trusted=False)),
        )
    )
    shown = {row["village"]: VillageShown(**row) for row in rows}
    names = [village.name for village in Village.objects.all()]
    return [shown.pop(name, VillageShown(name)) for name in names] + list(shown.values())


def each_wall(span: Span, terminal_id: str = "") -> list[WallShown]:
    """Every wall that has, or should have, a chain."""
    known = set(Chain.objects.values_list("terminal_id", flat=True)) | {wall.terminal_id for wall in walls()}
    return [_wall(name, span) for name in sorted(known) if terminal_id in ("", name)]


def entries(span: Span, terminal_id: str = "") -> QuerySet[Entry]:
    """Every entry that touches the time, in the order of its chain."""
    touching = Entry.objects.filter(began_ms__lt=span.to_ms, ended_ms__gte=span.from_ms)
    mine = touching.filter(chain__terminal_id=terminal_id) if terminal_id else touching
    return mine.select_related("chain").order_by("chain__terminal_id", "chain__number", "n")


def alarms(terminal_id: str = "") -> QuerySet[Alarm]:
    """Those that nobody has settled."""
    waiting = Alarm.objects.filter(settled_at=None)
    return waiting.filter(terminal_id=terminal_id) if terminal_id else waiting


def _pages(span: Span, terminal_id: str) -> QuerySet[Entry]:
    shown = Entry.objects.filter(kind="shown", why__in=COUNTED, began_ms__gte=span.from_ms, began_ms__lt=span.to_ms)
    return shown.filter(chain__terminal_id=terminal_id) if terminal_id else shown


def _wall(terminal_id: str, span: Span) -> WallShown:
    total = _pages(span, terminal_id).aggregate(times=Count("id"), readable_ms=Sum("readable_ms"))
    gaps = (
        entries(span, terminal_id)
        .filter(kind="gap")
        .order_by()
        .values("why")
        .annotate(length_ms=Sum(_within(span)))
        .order_by("-length_ms")
    )
    return WallShown(
        terminal_id,
        times=total["times"],
        readable_ms=total["readable_ms"] or 0,
        gaps=tuple((row["why"], row["length_ms"]) for row in gaps),
        missing=tuple(_missing(terminal_id, span)),
    )


def _within(span: Span) -> Greatest:
    """Of a gap what lies in these days: a night belongs to two of them. A clock set back makes none negative."""
    ends, begins = Least(F("ended_ms"), Value(span.to_ms)), Greatest(F("began_ms"), Value(span.from_ms))
    return Greatest(ends - begins, Value(0))


def _missing(terminal_id: str, span: Span) -> Iterator[date]:
    """Days after the chain began, up to yesterday, that no entry touches."""
    begun = Entry.objects.filter(chain__terminal_id=terminal_id).aggregate(first=Min("began_ms"))["first"]
    if begun is None:
        return
    day = max(span.first, told(begun).astimezone(timezone.get_current_timezone()).date())
    while day <= min(span.last, timezone.localdate() - timedelta(days=1)):
        if not entries(Span(day, day), terminal_id).exists():
            yield day
        day += timedelta(days=1)


def _midnight_ms(day: date) -> int:
    zone = timezone.get_default_timezone()
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)
