"""A child at the kiosk: 10 000 random taps on the real screens with the real edge and county behind them.

A grown-up walks to each screen of the ways through a visit; there the child takes over. After it has tapped, home must
be one touch away. `crashes` counts processes that ended and tracebacks in any log; `lost_promises` the petitions of
which the kiosk was told that they are safe, and that are then neither at the county nor waiting on the terminal.
"""

import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.figures import Figure, arguments, report
from bench.person.journeys import HAMMERED
from bench.person.rig import VisitRig
from bench.person.visitor import Person
from demo.errors import StepFailed
from demo.processes import Child

_TAPS, _QUICK_TAPS = 10_000, 1_500
_QUICK_STOPS: Final = 4
"""In a quick run the child takes over at every so many screens only."""
_ARRIVES_WITHIN_S: Final = 60.0


@dataclass
class Seen:
    """What happened under the child's hands."""

    taps: int = 0
    stops: int = 0
    came_home: int = 0
    steps: set[str] = field(default_factory=set)
    promised: set[str] = field(default_factory=set)
    not_home: list[str] = field(default_factory=list)
    failed: str = ""


def measure(*, quick: bool) -> dict[str, Figure]:
    with tempfile.TemporaryDirectory(prefix="zt-hammer-") as folder, VisitRig(Path(folder), furnished=True) as rig:
        edge = rig.start_edge()
        driver = rig.home / "child.sock"
        face = rig.start_face("bench.person.face", "--driver", str(driver))
        began = time.monotonic()
        with Person(driver) as person:
            person.arrives().waits_for("Home")
            seen = _hammer(person, _QUICK_TAPS if quick else _TAPS, every=_QUICK_STOPS if quick else 1)
        seconds = time.monotonic() - began
        _wait_for(rig, seen.promised)
        lost = seen.promised - rig.arrived() - rig.waiting()
        return {
            "taps": seen.taps,
            "seconds": round(seconds),
            "crashes": sum((face.ended, edge.ended)) + _tracebacks(face, edge),
            "promises": len(seen.promised),
            "lost_promises": len(lost),
            "steps_seen": len(seen.steps),
            "screens_hammered": seen.stops,
            "home_in_one_touch": seen.came_home,
            "not_home_from": ", ".join(sorted(set(seen.not_home))),
            "ended_early": seen.failed,
        }


def _hammer(person: Person, taps: int, *, every: int) -> Seen:
    seen = Seen()
    stops = [way[: length + 1] for way in HAMMERED for length in range(len(way))][::every]
    share = -(-taps // len(stops))
    for stop in stops:
        try:
            person.walks(stop)
            told = person.lets_hammer(min(share, taps - seen.taps))
            home = person.goes_home()
        except StepFailed as error:
            seen.failed = str(error)
            return seen
        seen.stops += 1
        seen.taps += min(share, taps - seen.taps)
        seen.steps |= told.steps
        seen.promised |= told.promised
        seen.came_home += home.came
        if not home.came:
            seen.not_home.append(home.began)
            person.waits_home()
    return seen


def _wait_for(rig: VisitRig, promised: set[str]) -> None:
    ends = time.monotonic() + _ARRIVES_WITHIN_S
    while promised - rig.arrived() and time.monotonic() < ends:
        time.sleep(0.5)


def _tracebacks(*children: Child) -> int:
    logs = [child.log.read_text(encoding="utf-8", errors="replace") for child in children]
    return sum(log.count("Traceback (most recent call last)") for log in logs)


def main() -> None:
    asked = arguments(__doc__ or "")
    report("hammer", measure(quick=asked.quick), to=asked.json)


if __name__ == "__main__":
    main()
