"""How a face begins: its settings are read and Kivy is set up for its panel before anything that draws is imported."""

import argparse
import fcntl
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import AlreadyShown
from kiosk.window import prepare_fonts, prepare_kivy
from wire.errors import BadConfig
from wire.fleet.heaps import keep_few_heaps
from wire.terminal_config import TerminalConfig, load_terminal_config


def start(prog: str, about: str | None, run: Callable[[TerminalConfig, Path], None]) -> int:
    """Reads the command line, then gives settings and the terminal's home to `run`; the exit code."""
    parser = argparse.ArgumentParser(prog=prog, description=about)
    parser.add_argument("--config", type=Path, required=True, help="the terminal's settings file")
    keep_few_heaps()
    try:
        config, home = prepared(parser.parse_args().config)
        alone = taken(home / "run" / f"{prog}.lock")
    except (BadConfig, AlreadyShown, OSError) as error:
        sys.stderr.write(f"{prog}: {error}\n")
        return 2
    with alone:
        run(config, home)
    return 0


def taken(lock: Path) -> BinaryIO:
    """Held by one face alone until it is closed; two would send each other away from the edge for ever.

    Raises AlreadyShown, or OSError.
    """
    file = lock.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise AlreadyShown(f"{lock} is held: this face is on a screen already") from error
    return file


def prepared(settings: Path) -> tuple[TerminalConfig, Path]:
    """The settings and the folder they lie in, with log, Kivy and fonts set up. Raises BadConfig."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    config = load_terminal_config(settings)
    home = settings.resolve().parent
    prepare_kivy(config.panel, home / "run" / "kivy")
    prepare_fonts(config.panel)
    return config, home
