"""`enrol_terminal t003.toml --bundle t003.tar`: a new terminal gets its keys, and the county knows it from now on.

The bundle holds the terminal's private keys, readable by its owner alone; carry it there and delete it here.
"""

import os
import tarfile
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from county.fleet.bundle import write_terminal_home
from county.fleet.errors import FleetError
from county.fleet.founding import authority_of, recipients_of, write_rules
from county.fleet.models import Terminal
from county.keys import CountySigner
from wire.errors import WireError
from wire.ids import TerminalId
from wire.terminal_config import TerminalConfig, load_terminal_config


class Command(BaseCommand):
    help = "Make a terminal's keys and settings, register it, and give it its rights at the broker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("terminal_toml", type=Path, help="the terminal.toml that the terminal will use")
        parser.add_argument("--bundle", type=Path, required=True, help="the tar file to write")
        parser.add_argument("--township", default="", help="whose officers a call from here may ring")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            config = load_terminal_config(options["terminal_toml"])
            if Terminal.objects.filter(terminal_id=config.terminal.id).exists():
                raise CommandError(f"{config.terminal.id} is enrolled already; strike_terminal it first")
            certificate = _pack(config, options["bundle"])
        except (FleetError, WireError, OSError) as error:
            raise CommandError(str(error)) from error
        terminal = config.terminal
        Terminal.objects.create(
            terminal_id=terminal.id,
            site=terminal.site,
            point=terminal.point,
            township=options["township"],
            certificate=certificate,
            enrolled_as=terminal.role,
        )
        write_rules(settings.COUNTY, enrolled())
        self.stdout.write(f"{options['bundle']}: carry it to {terminal.id}; then: systemctl reload zhitong-broker")


def enrolled() -> list[TerminalId]:
    """Every terminal that has rights at the broker."""
    return [TerminalId(name) for name in Terminal.objects.values_list("terminal_id", flat=True)]


def _pack(config: TerminalConfig, bundle: Path) -> str:
    """Writes the bundle and gives the terminal's certificate; the keys lie on disk nowhere else."""
    county = settings.COUNTY
    with tempfile.TemporaryDirectory(dir=county.home) as folder:
        home = Path(folder) / "home"
        write_terminal_home(
            home,
            config,
            authority_of(county),
            county_key=CountySigner.read(county.keys).public_key.public_bytes_raw(),
            recipients=recipients_of(county),
        )
        descriptor = os.open(bundle, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            archive.add(home, arcname=".")
        return (home / "keys" / "device.crt").read_text(encoding="ascii")
