"""`keeping`: what is kept for how long, and what was removed. `--now` does at once what the gateway does each hour."""

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from county.keeping.models import Day, Removal
from county.keeping.rules import Rule, keep, last_lived, rules

_SHOWN = 20


class Command(BaseCommand):
    help = "Say what is kept for how long, and what was removed by these rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", action="store_true", help="remove at once what has had its time")

    def handle(self, *_: Any, **options: Any) -> None:
        now = datetime.now(UTC)
        if options["now"]:
            keep(now)
        self.stdout.write(f"days lived: {Day.objects.count()}")
        for rule in rules(settings.COUNTY.keeping):
            self.stdout.write(f"{rule.kind} after {rule.after_days} days: {_due(rule, now)}")
        for done in Removal.objects.order_by("-id")[:_SHOWN]:
            span = f"{done.oldest_at:%Y-%m-%d} to {done.newest_at:%Y-%m-%d}"
            self.stdout.write(f"{done.at:%Y-%m-%d %H:%M} removed {done.count} of {done.kind}, of {span}")


def _due(rule: Rule, now: datetime) -> str:
    count = rule.rows(now - timedelta(days=rule.after_days)).count()
    lived = last_lived(rule.after_days)
    if lived is None:
        return f"{count} are older by the calendar; the county has not lived for so many days yet, and removes none"
    waiting = rule.rows(min(now - timedelta(days=rule.after_days), lived)).count()
    return f"{waiting} to be removed, {count - waiting} more are older by the calendar only"
