"""What is removed after how long, and the guard against a clock that lies.

Something is removed when the calendar says that its time is over *and* the county has lived through as many days since.
A clock that is a year ahead makes one day of the second count, and so removes nothing that is young.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from county.call import keeping as calls
from county.call.models import Call, Wish
from county.config import Keeping
from county.inquiry import keeping as inquiries
from county.keeping.models import Day, Removal

log = logging.getLogger(__name__)
MOST_AT_ONCE: Final = 200
"""So that nobody waits for the database; the rest goes an hour later."""
JUMPED: Final = timedelta(days=3)


@dataclass(frozen=True)
class Rule:
    """One kind of row, and after how many days it goes."""

    kind: str
    after_days: int
    rows: Callable[[datetime], "QuerySet[Any]"]
    """Those of before that, each with the moment from which its days count as `since`."""
    forget: Callable[[list[str]], object]


def rules(keeping: Keeping) -> tuple[Rule, ...]:
    """As county.toml has them. Inquiries go before the calls that they hold."""
    return (
        Rule("wish", keeping.wish_done_days, calls.served, _forget_wishes),
        Rule("wish", keeping.wish_open_days, calls.unserved, _forget_wishes),
        Rule("inquiry", keeping.call_days, inquiries.caseless, inquiries.forget),
        Rule("call", keeping.call_days, calls.over, _forget_calls),
    )


def keep(now: datetime) -> list[Removal]:
    """Note that the county lives today, and remove what has had its time. May be called as often as one likes."""
    _lives(now)
    return [done for rule in rules(settings.COUNTY.keeping) if (done := _kept(rule, now)) is not None]


def last_lived(days: int) -> datetime | None:
    """Since when the county has lived through so many days; None: it has not yet."""
    lived = list(Day.objects.order_by("-day").values_list("day", flat=True)[: days + 1])
    if len(lived) <= days:
        return None
    return datetime(lived[-1].year, lived[-1].month, lived[-1].day, tzinfo=UTC)


def _lives(now: datetime) -> None:
    last = Day.objects.order_by("day").last()
    _, is_new = Day.objects.get_or_create(day=now.astimezone(UTC).date())
    if is_new and last is not None and abs(now.date() - last.day) > JUMPED:
        log.warning(
            "the county was off since %s, or its clock jumped to %s: what is kept is kept longer", last, now.date()
        )


def _kept(rule: Rule, now: datetime) -> Removal | None:
    """Both counts must be over: the calendar's and the lived one."""
    lived = last_lived(rule.after_days)
    if lived is None:
        return None
    before = min(now - timedelta(days=rule.after_days), lived)
    with transaction.atomic():
        old = list(rule.rows(before).order_by("since").values_list("pk", "since")[:MOST_AT_ONCE])
        if not old:
            return None
        rule.forget([str(key) for key, _ in old])
        done = Removal.objects.create(
            at=now,
            kind=rule.kind,
            count=len(old),
            oldest_at=old[0][1],
            newest_at=old[-1][1],
            after_days=rule.after_days,
        )
    log.info("removed by its rule of %d days: %d of kind %s", rule.after_days, len(old), rule.kind)
    return done


def _forget_wishes(wishes: list[str]) -> None:
    Wish.objects.filter(pk__in=wishes).delete()


def _forget_calls(ended: list[str]) -> None:
    Call.objects.filter(pk__in=ended).delete()
