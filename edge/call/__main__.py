"""`python -m edge.call --socket N --near FILE --far FILE --engine reactor`: the media engine; the edge starts it."""

import argparse
import asyncio
import importlib
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Any

from edge.call.engine import Engine, Setting
from edge.call.engines import ENGINES
from edge.call.finest import FINEST
from edge.call.peer import Ears, Terms, Way
from edge.keys import forbid_core_dumps


def main() -> None:
    parser = argparse.ArgumentParser(prog="edge.call", description=__doc__)
    parser.add_argument("--socket", type=int, required=True, metavar="FD")
    parser.add_argument("--near", type=Path, required=True)
    parser.add_argument("--far", type=Path, required=True)
    parser.add_argument("--engine", choices=sorted(ENGINES), default="reactor")
    parser.add_argument("--ports", type=int, nargs=2, default=(0, 0), metavar=("FIRST", "LAST"))
    parser.add_argument("--raw-voice", action="store_true", help="leave echo and noise in")
    parser.add_argument("--finest", choices=sorted(FINEST), default="640x480@15", help="picture that is sent")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    forbid_core_dumps()
    first_port, last_port = given.ports
    terms = Terms(first_port, last_port, cleans_voice=not given.raw_voice)
    code = asyncio.run(_run(given, terms))
    sys.stderr.flush()
    # libwebrtc's threads call into Python to the last: an orderly end of the interpreter aborts now and then.
    os._exit(code)


async def _run(given: Any, terms: Terms) -> int:
    known = ENGINES[given.engine]
    # Only the one that is used is loaded: the other need not be installed.
    make = getattr(importlib.import_module(known.module), known.peer)

    def make_peer(ears: Ears, way: Way) -> Any:
        return make(ears, terms, way)

    await Engine(Setting(given.engine, given.near, given.far, make_peer, FINEST[given.finest])).run(
        socket.socket(fileno=given.socket)
    )
    return 0


if __name__ == "__main__":
    main()
