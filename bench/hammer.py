"""A child at the kiosk: 10 000 random taps on the real screens with the real edge and county behind them.

A grown-up walks to each screen of the ways through a visit, with officers in a real Chromium also into calls and formal
inquiries; there the child takes over. After it has tapped, home must be one touch away. `crashes` counts processes that
ended and tracebacks in any log; `lost_promises` the petitions of which the kiosk was told that they are safe, and the
inquiries of which the county was told that they are recorded, that are then neither at the county nor on the terminal.
"""

import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from bench.figures import Figure, arguments, report
from bench.person.company import Company, Stop, stops_in_company
from bench.person.journeys import HAMMERED
from bench.person.rig import VisitRig
from bench.person.visitor import Person
from demo.errors import StepFailed
from demo.processes import Child

_TAPS, _QUICK_TAPS = 10_000, 1_500
_QUICK_STOPS: Final = 4
_QUICK_STOPS_TOGETHER: Final = 2
"""In a quick run the child takes over at every so many screens only; of those in company at more."""
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
        with Person(driver) as person, Company(rig, person, rig.home / "desk") as company:
            person.arrives().waits_for("Home")
            alone, together = _alone(person), stops_in_company(company)
            stops = [*alone[::_QUICK_STOPS], *together[::_QUICK_STOPS_TOGETHER]] if quick else [*alone, *together]
            seen = _hammer(person, stops, _QUICK_TAPS if quick else _TAPS)
        seconds = time.monotonic() - began
        _wait_for(rig, seen.promised)
        lost = _lost(rig, seen.promised)
        return {
            "taps": seen.taps,
            "seconds": round(seconds),
            "crashes": sum((face.ended, edge.ended)) + _tracebacks(face, edge),
            "promises": len(seen.promised) + len(rig.inquiries()),
            "lost_promises": len(lost),
            "inquiries": len(rig.inquiries()),
            "steps_seen": len(seen.steps),
            "screens_hammered": seen.stops,
            "home_in_one_touch": seen.came_home,
            "not_home_from": ", ".join(sorted(set(seen.not_home))),
            "ended_early": seen.failed,
        }


def _alone(person: Person) -> list[Stop]:
    ways = [way[: length + 1] for way in HAMMERED for length in range(len(way))]
    return [Stop(way[-1].then or way[-1].name, partial(person.walks, way)) for way in ways]


def _hammer(person: Person, stops: list[Stop], taps: int) -> Seen:
    seen = Seen()
    share = -(-taps // len(stops))
    for stop in stops:
        try:
            stop.leads()
            told = person.lets_hammer(min(share, taps - seen.taps))
            home = person.goes_home()
        except StepFailed as error:
            seen.failed = f"{stop.name}: {error}"
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


def _lost(rig: VisitRig, promised: set[str]) -> set[str]:
    return (promised - rig.arrived() - rig.waiting()) | (rig.inquiries() - rig.filed())


def _wait_for(rig: VisitRig, promised: set[str]) -> None:
    ends = time.monotonic() + _ARRIVES_WITHIN_S
    while (promised - rig.arrived() or rig.inquiries() - rig.filed()) and time.monotonic() < ends:
        time.sleep(0.5)


def _tracebacks(*children: Child) -> int:
    logs = [child.log.read_text(encoding="utf-8", errors="replace") for child in children]
    return sum(log.count("Traceback (most recent call last)") for log in logs)


def main() -> None:
    asked = arguments(__doc__ or "")
    report("hammer", measure(quick=asked.quick), to=asked.json)


if __name__ == "__main__":
    main()
