"""A child at the kiosk: 10 000 random taps on the real screens with the real edge and county behind them.

`crashes` counts processes that ended and tracebacks in any log; `lost_promises` the petitions that the kiosk was told
are safe and that are then neither at the county nor waiting on the terminal.
"""

import json
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from bench.figures import Figure, arguments, report
from bench.person.rig import VisitRig
from demo.processes import Child

_TAPS, _QUICK_TAPS = 10_000, 2_000
_ENDS_WITHIN_S: Final = 600.0
_ARRIVES_WITHIN_S: Final = 60.0


def measure(taps: int) -> dict[str, Figure]:
    with tempfile.TemporaryDirectory(prefix="zt-hammer-") as folder, VisitRig(Path(folder), furnished=True) as rig:
        out = rig.home / "child.json"
        edge = rig.start_edge()
        began = time.monotonic()
        face = rig.start_face("bench.person.child", "--taps", str(taps), "--out", str(out))
        ended = face.wait(_ENDS_WITHIN_S)
        seconds = time.monotonic() - began
        told: dict[str, Any] = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
        promised: list[str] = sorted(set(told.get("promised", [])))
        _wait_for(rig, promised)
        lost = set(promised) - rig.arrived() - rig.waiting()
        crashes = sum((ended != 0, edge.ended)) + _tracebacks(face, edge)
        return {
            "taps": int(told.get("taps", 0)),
            "seconds": round(seconds),
            "crashes": crashes,
            "promises": len(promised),
            "lost_promises": len(lost),
            "steps_seen": len(told.get("steps", [])),
            "home_tries": int(told.get("home_tries", 0)),
            "home_in_one_touch": int(told.get("home_in_one_touch", 0)),
            "not_home_from": ", ".join(sorted(set(told.get("not_home", [])))),
        }


def _wait_for(rig: VisitRig, promised: list[str]) -> None:
    ends = time.monotonic() + _ARRIVES_WITHIN_S
    while set(promised) - rig.arrived() and time.monotonic() < ends:
        time.sleep(0.5)


def _tracebacks(*children: Child) -> int:
    logs = [child.log.read_text(encoding="utf-8", errors="replace") for child in children]
    return sum(log.count("Traceback (most recent call last)") for log in logs)


def main() -> None:
    asked = arguments(__doc__ or "")
    report("hammer", measure(_QUICK_TAPS if asked.quick else _TAPS), to=asked.json)


if __name__ == "__main__":
    main()
