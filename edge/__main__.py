"""`python -m edge --config HOME/terminal.toml`: keeps one terminal until it is told to stop (SIGTERM)."""

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from pathlib import Path

import sdnotify

from edge.assembly import assemble
from edge.devices import equipment
from edge.errors import EdgeError
from edge.keys import forbid_core_dumps, load_keys
from edge.store.place import Place
from wire.errors import BadConfig
from wire.fleet.heaps import keep_few_heaps
from wire.terminal_config import load_terminal_config

_log = logging.getLogger("edge")
_WATCHDOG_S = 5.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="edge", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="the terminal's terminal.toml")
    parser.add_argument("--check-config", action="store_true", help="read settings and keys, say what is wrong, end")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    forbid_core_dumps()
    keep_few_heaps()
    try:
        config = load_terminal_config(arguments.config)
        home = arguments.config.resolve().parent
        keys = load_keys(home / "keys", config.terminal.id)
        if arguments.check_config:
            print(f"{arguments.config}: good")  # noqa: T201  # the answer to --check-config
            return 0
        asyncio.run(_keep(Place.take(home, config, keys)))
    except (BadConfig, EdgeError) as error:
        print(f"edge: {error}", file=sys.stderr)  # noqa: T201  # the one sentence a technician needs
        return 2
    return 0


async def _keep(place: Place) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stopped.set)
    systemd = sdnotify.SystemdNotifier()
    agent = assemble(place, equipment(place))
    await agent.start()
    systemd.notify("READY=1")
    _log.info("%s keeps %s, birth %d", place.config.terminal.id, place.home, agent.identity.birth)
    while not stopped.is_set():
        systemd.notify("WATCHDOG=1")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), _WATCHDOG_S)
    systemd.notify("STOPPING=1")
    await agent.stop()


if __name__ == "__main__":
    sys.exit(main())
