"""`python -m bench.call`: calls on this machine, then over emulated lines (root), between a real edge and Chromium."""

import json
import subprocess
import sys

from bench.call.measured import cuts, here, loss
from bench.figures import Figure, arguments, report
from bench.link_emulator import enter_own_network


def main() -> None:
    if sys.argv[1:2] in (["--over"], ["--cuts"]):
        enter_own_network()
        quick = "--quick" in sys.argv
        print(json.dumps(cuts(quick=quick) | ({} if sys.argv[1] == "--cuts" else loss(quick=quick))))
        return
    given = arguments(__doc__ or "")
    figures: dict[str, Figure] = dict(here(quick=given.quick))
    # A process that enters a network of its own cannot leave it again.
    command = [sys.executable, "-m", "bench.call", "--over", *(["--quick"] if given.quick else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        figures["emulated_lines"] = f"not measured: {done.stderr.strip().splitlines()[-1:]}"
    else:
        figures |= json.loads(done.stdout.splitlines()[-1])
    report("call", figures, to=given.json)


if __name__ == "__main__":
    main()
