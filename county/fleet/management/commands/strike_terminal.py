"""`strike_terminal t003`: a terminal that was stolen or given up loses its rights; what it sent stays."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from county.fleet.errors import FleetError
from county.fleet.founding import authority_of, write_rules
from county.fleet.management.commands.enrol_terminal import enrolled
from county.fleet.models import Terminal
from wire.ids import TerminalId


class Command(BaseCommand):
    help = "Take a terminal's rights away: its certificates are revoked and the broker forgets its rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("terminal")

    def handle(self, *_: Any, **options: Any) -> None:
        terminal = TerminalId(options["terminal"])
        enlisted = Terminal.objects.filter(terminal_id=terminal)
        if not enlisted.exists():
            raise CommandError(f"{terminal} is not enrolled")
        try:
            authority_of(settings.COUNTY).revoke_terminal(terminal)
        except FleetError as error:
            raise CommandError(str(error)) from error
        enlisted.delete()
        write_rules(settings.COUNTY, enrolled())
        self.stdout.write(f"{terminal} is struck off; now: systemctl restart zhitong-broker (it ends live sessions)")
