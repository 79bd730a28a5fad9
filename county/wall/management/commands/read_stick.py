"""`read_stick /media/STICK`: takes in the proof that terminals wrote to a stick, as if it had come by the link."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from county.errors import CountyError
from county.wall.stick import logs_on, read_log
from wire.errors import WireError


class Command(BaseCommand):
    help = "Read logs of proof from a USB stick."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stick", type=Path, help="where the stick is mounted")

    def handle(self, *_: Any, **options: Any) -> None:
        logs, failed = logs_on(options["stick"]), []
        for terminal_id, path in logs:
            try:
                read = read_log(terminal_id, path)
            except (CountyError, WireError, OSError) as error:
                failed.append(f"{path.name}: not taken: {error}")
                continue
            told = f"{terminal_id}: {read.new} new entries, {read.entries} in all, {read.roots} roots countersigned"
            self.stdout.write(told + ("; AN ALARM: look at the wall's page" if read.broken else ""))
        if failed or not logs:
            raise CommandError("\n".join(failed) or f"{options['stick']}: there is no log of proof on it")
