"""`call_seat limin --level county`: this officer may take calls; `--remove`: no longer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from county.call.models import LEVELS, Seat
from county.officers.models import Officer


class Command(BaseCommand):
    help = "Give an officer a seat at the direct line, or take it away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--level", choices=[level for level, _ in LEVELS], default="county")
        parser.add_argument("--remove", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        officer = Officer.objects.filter(username=options["login"]).first()
        if officer is None:
            raise CommandError(f"there is no officer {options['login']!r}")
        if options["remove"]:
            Seat.objects.filter(officer=officer).delete()
        else:
            Seat.objects.update_or_create(officer=officer, defaults={"level": options["level"]})
