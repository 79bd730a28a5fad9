"""`python -m kiosk --config terminal.toml`: the touch screens of one terminal."""

import argparse
import logging
import sys
from pathlib import Path

from kiosk.window import prepare_fonts, prepare_kivy
from wire.errors import BadConfig
from wire.terminal_config import load_terminal_config


def main() -> int:
    parser = argparse.ArgumentParser(prog="kiosk", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="the terminal's settings file")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        config = load_terminal_config(arguments.config)
    except BadConfig as error:
        sys.stderr.write(f"{error}\n")
        return 2
    home = arguments.config.resolve().parent
    prepare_kivy(config.panel, home / "run" / "kivy")
    prepare_fonts(config.panel)
    # Kivy opens its window on import, so everything that draws comes after its settings
    from kiosk.app import KioskApp

    KioskApp(config, home).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
