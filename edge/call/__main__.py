"""`python -m edge.call --socket N --near FILE --far FILE --engine reactor`: the media engine; the edge starts it."""

import argparse
import asyncio
import importlib
import logging
import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from edge.call.engine import Cleans, Engine, Setting
from edge.call.engines import ENGINES
from edge.call.finest import FINEST
from edge.call.peers.peer import Ears, Terms, Way
from edge.keys import forbid_core_dumps

_log = logging.getLogger(__name__)


def main() -> None:
    parser = argparse.ArgumentParser(prog="edge.call", description=__doc__)
    parser.add_argument("--socket", type=int, required=True, metavar="FD")
    parser.add_argument("--near", type=Path, required=True)
    parser.add_argument("--far", type=Path, required=True)
    parser.add_argument("--engine", choices=sorted(ENGINES), default="reactor")
    parser.add_argument("--ports", type=int, nargs=2, default=(0, 0), metavar=("FIRST", "LAST"))
    parser.add_argument("--raw-voice", action="store_true", help="leave echo and noise in")
    parser.add_argument("--handset", action="store_true", help="the officer is heard at an ear, and makes no echo")
    parser.add_argument("--finest", choices=sorted(FINEST), default="640x480@15", help="picture that is sent")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    forbid_core_dumps()
    first_port, last_port = given.ports
    code = asyncio.run(_run(given, Terms(first_port, last_port)))
    sys.stderr.flush()
    # libwebrtc's threads call into Python to the last: an orderly end of the interpreter aborts now and then.
    os._exit(code)


async def _run(given: Any, terms: Terms) -> int:
    known = ENGINES[given.engine]
    # Only the one that is used is loaded: the other need not be installed.
    make = getattr(importlib.import_module(known.module), known.peer)

    def make_peer(ears: Ears, way: Way) -> Any:
        return make(ears, terms, way)

    cleaner = None if given.raw_voice else _cleaner(echoes=not given.handset)
    setting = Setting(given.engine, given.near, given.far, make_peer, FINEST[given.finest], cleaner)
    await Engine(setting).run(socket.socket(fileno=given.socket))
    return 0


def _cleaner(*, echoes: bool) -> Cleans | None:
    if find_spec("livekit") is None:
        _log.error("livekit is not installed: noise stays in the villager's voice, and the officer's echo, if any")
        return None
    cleaner: Cleans = importlib.import_module("edge.call.cleaner").Cleaner(echoes=echoes)
    return cleaner


if __name__ == "__main__":
    main()
