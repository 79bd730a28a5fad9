"""`python -m kiosk.wall --config terminal.toml`: the LED wall of one terminal."""

import sys
from pathlib import Path

from kiosk.start import start
from wire.terminal_config import TerminalConfig


def main() -> int:
    return start("kiosk.wall", __doc__, _run)


def _run(config: TerminalConfig, home: Path) -> None:
    # Kivy opens its window on import, so everything that draws comes after its settings
    from kiosk.wall.app import WallApp

    WallApp(config, home).run()


if __name__ == "__main__":
    sys.exit(main())
