"""Reads a machine's settings file as its services will; prints one sentence and ends with 1 when it is wrong."""

import sys
from pathlib import Path

from county import config as county_config
from county.errors import CountyError
from wire.errors import WireError
from wire.terminal_config import load_terminal_config


def complaint(role: str, path: Path) -> str:
    """An empty string when all is well."""
    try:
        if role == "county":
            county_config.load(path)
            return ""
        config = load_terminal_config(path)
    except (CountyError, WireError) as error:
        return str(error)
    return "" if config.terminal.role == role else f'terminal.role is "{config.terminal.role}", not "{role}"'


if __name__ == "__main__":
    sys.exit(complaint(sys.argv[1], Path(sys.argv[2])) or 0)
