"""`python -m bench.proof`: a wall through kills, cuts and clock steps; a log through every change to it."""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure, arguments, report
from bench.proof import days, faults
from bench.proof.place import T002, WallPlace
from bench.proof.tampering import SCRIPT, tamper
from edge.wall.proof.log import export_proof

SECONDS, QUICK_SECONDS = 300.0, 20.0
PAGES, QUICK_PAGES = 24, 8
QUICK_EVERY = 5


def main() -> None:
    asked = arguments("Proves pages through faults of all kinds, then tries to change a log of proof unnoticed.")
    figures: dict[str, Figure] = {}
    with tempfile.TemporaryDirectory(prefix="proof-") as name:
        folder = Path(name)
        for part in ("faults", "day", "short"):
            (folder / part).mkdir()
        figures |= faults.run(folder / "faults", QUICK_SECONDS if asked.quick else SECONDS)
        figures["faults_log_holds"] = _holds(_exported(WallPlace(folder / "faults")))
        figures |= asyncio.run(days.one_day(folder / "day"))
        figures["day_log_holds"] = _holds(_exported(WallPlace(folder / "day")))
        place = asyncio.run(days.short_log(folder / "short", pages=QUICK_PAGES if asked.quick else PAGES))
        figures |= tamper(_exported(place), place, every=QUICK_EVERY if asked.quick else 1)
    report("proof", figures, to=asked.json)


def _exported(place: WallPlace) -> Path:
    log = place.folder / "proof.jsonl"
    export_proof(place.home, T002, place.keys, to=log)
    return log


def _holds(log: Path) -> bool:
    return subprocess.run([sys.executable, SCRIPT, log], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main()
