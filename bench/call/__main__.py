"""`python -m bench.call`: calls on this machine, then over emulated lines (root), between a real edge and Chromium."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Final

from bench.call.costs import costs
from bench.call.links import links
from bench.call.measured import cuts, here, loss
from bench.call.relayed import relayed
from bench.figures import Figure, arguments, report
from bench.link_emulator import enter_own_network

Part = Callable[..., dict[str, Figure]]
_HERE: Final[dict[str, Part]] = {"here": here, "cpu": costs}
_OVER: Final[dict[str, Part]] = {"cuts": cuts, "loss": loss, "links": links, "relay": relayed}
"""In a network of their own: a process that enters one cannot leave it again."""


def main() -> None:
    if sys.argv[1:2] == ["--inside"]:
        enter_own_network()
        print(json.dumps(_OVER[sys.argv[2]](quick="--quick" in sys.argv)))
        return
    given = arguments(__doc__ or "", [*_HERE, *_OVER])
    figures: dict[str, Figure] = {}
    for part in given.only:
        figures |= _HERE[part](quick=given.quick) if part in _HERE else _inside(part, quick=given.quick)
        # What the machine had to do beside, when this part had ended.
        figures[f"load_{part}"] = round(os.getloadavg()[0], 1)
    report("call", figures, to=given.json)


def _inside(part: str, *, quick: bool) -> dict[str, Figure]:
    command = [sys.executable, "-m", "bench.call", "--inside", part, *(["--quick"] if quick else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {part: f"not measured: {done.stderr.strip().splitlines()[-1:]}"}
    figures: dict[str, Figure] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
