"""`call_seat limin --level county`: this officer may take calls; `--remove`: no longer.

`--township` names the township whose terminals ring at a township's seat, as `register_terminal --township` does.
`--hours "mon-fri 08:30-12:00 14:30-17:30; sat 09:00-11:00"` says when the officer should sit there each week.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from county.call.hours import BadHours, Span, parsed
from county.call.models import LEVELS, Duty, Seat
from county.officers.models import Officer


class Command(BaseCommand):
    help = "Give an officer a seat at the direct line and its hours, or take it away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--level", choices=[level for level, _ in LEVELS], default="county")
        parser.add_argument("--township", default="", help="of a township's seat: whose terminals ring there")
        parser.add_argument("--hours", help='as in "mon-fri 08:30-12:00 14:30-17:30; sat 09:00-11:00"; "" for none')
        parser.add_argument("--remove", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        officer = Officer.objects.filter(username=options["login"]).first()
        if officer is None:
            raise CommandError(f"there is no officer {options['login']!r}")
        if options["remove"]:
            Seat.objects.filter(officer=officer).delete()
            return
        if options["township"] and options["level"] == "county":
            raise CommandError("a county's seat has no township")
        spans = _spans(options["hours"])
        place = {"level": options["level"], "township": options["township"]}
        with transaction.atomic():
            seat, _made = Seat.objects.update_or_create(officer=officer, defaults=place)
            if spans is not None:
                seat.duties.all().delete()
                Duty.objects.bulk_create(
                    Duty(seat=seat, weekday=span.weekday, begins=span.begins, ends=span.ends) for span in spans
                )


def _spans(text: str | None) -> tuple[Span, ...] | None:
    try:
        return None if text is None else parsed(text)
    except BadHours as error:
        raise CommandError(str(error)) from error
