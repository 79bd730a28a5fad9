"""`python -m county --config county.toml`: brings the database up to date, then runs gateway and web."""

import argparse
import logging
import signal
import sys
from pathlib import Path
from threading import Event as Flag

from county.config import load
from county.errors import BadConfig
from county.keys import CountySigner
from county.manage import main as manage
from county.supervisor import Supervisor


def main() -> int:
    arguments = argparse.ArgumentParser(prog="county", description=__doc__)
    arguments.add_argument("--config", type=Path, required=True)
    arguments.add_argument("--check-config", action="store_true", help="say whether the file is right, and end")
    given = arguments.parse_args()
    try:
        config = load(given.config)
        if given.check_config:
            return 0
        CountySigner.read(config.keys)
    except BadConfig as error:
        sys.stderr.write(f"{error}\n")
        return 2
    manage(["--config", str(given.config), "migrate", "--verbosity", "0"])
    logging.basicConfig(level=logging.INFO)
    stop = Flag()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    Supervisor(given.config).run(stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
