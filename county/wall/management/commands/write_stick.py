"""`write_stick /media/STICK`: everything that is published now, signed, for a terminal that no link reaches."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from county.wall.stick import write_stick


class Command(BaseCommand):
    help = "Write notices, playlist, settings, emergencies and pictures to a USB stick."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stick", type=Path, help="where the stick is mounted")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            count = write_stick(options["stick"])
        except OSError as error:
            raise CommandError(f"{options['stick']}: {error.strerror}") from error
        self.stdout.write(f"{count} words are on {options['stick']}; put it into the terminal for half a minute")
