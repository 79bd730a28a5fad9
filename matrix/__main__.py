"""`zhitong matrix --config terminal.toml`: lights a HUB75 matrix with what the wall's face paints."""

import argparse
import logging
import sys
import time
from pathlib import Path

from matrix.errors import NoMatrix
from matrix.keeper import LOOK_S, Keeper, found
from matrix.panel import MatrixPanel
from wire.errors import BadConfig
from wire.terminal_config import MatrixSection, load_terminal_config


def main() -> int:
    parser = argparse.ArgumentParser(prog="matrix", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="the terminal's settings file")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        keeper = _keeper(load_terminal_config(parser.parse_args().config).matrix)
    except (BadConfig, NoMatrix) as error:
        sys.stderr.write(f"matrix: {error}\n")
        return 2
    while True:
        keeper.looks(time.monotonic())
        time.sleep(LOOK_S)


def _keeper(settings: MatrixSection) -> Keeper:
    if not settings.rows:
        raise BadConfig("[matrix] rows is 0: this terminal has no matrix")
    # opened before the library gives up the rights to do so
    lamps = found(Path(settings.frames))
    panel = MatrixPanel(settings)
    lamps.are_driven()
    return Keeper(lamps, panel)


if __name__ == "__main__":
    sys.exit(main())
