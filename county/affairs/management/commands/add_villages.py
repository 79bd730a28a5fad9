"""`add_villages NAME NAME ...`: the villages that notices can be published for, in the order given."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from county.affairs.models import Village


class Command(BaseCommand):
    help = "Add villages; those that exist keep their place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="+")

    def handle(self, *_: Any, **options: Any) -> None:
        start = Village.objects.count()
        for order, name in enumerate(options["names"], start):
            Village.objects.get_or_create(name=name, defaults={"order": order})
