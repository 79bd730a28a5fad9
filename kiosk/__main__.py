"""`python -m kiosk --config terminal.toml`: the touch screens of one terminal."""

import sys
from pathlib import Path

from kiosk.start import start
from wire.terminal_config import TerminalConfig


def main() -> int:
    return start("kiosk", __doc__, _run)


def _run(config: TerminalConfig, home: Path) -> None:
    # Kivy opens its window on import, so everything that draws comes after its settings
    from kiosk.app import KioskApp

    KioskApp(config, home).run()


if __name__ == "__main__":
    sys.exit(main())
