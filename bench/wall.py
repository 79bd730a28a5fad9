"""The wall: what stands between two pages, what a day of it costs in memory, how soon a word is on it, lips and voice.

`python -m bench.wall [--quick] [--json FILE]`. Frames are read back and judged in one process, memory is watched in a
second, and a real county with a real terminal stands behind the times.
"""

import json
import os
import subprocess
import sys
from typing import Any

from bench.figures import Arguments, Figure, arguments, report
from bench.turns import fairness_pages_max
from bench.walls.yard import Times, measure

_CHANGES, _QUICK_CHANGES = 10_000, 40
_SOAK_S, _QUICK_SOAK_S = 3600.0, 12.0
_SOUND_S, _QUICK_SOUND_S = 120.0, 15.0
_PUBLISHES, _QUICK_PUBLISHES = 100, 5
_ALARMS, _QUICK_ALARMS = 40, 2
_DAYS, _QUICK_DAYS, _VILLAGES = 30, 2, 20


def main() -> int:
    asked = arguments(__doc__ or "")
    figures: dict[str, Figure] = _child("bench.walls.changes", _QUICK_CHANGES if asked.quick else _CHANGES)
    figures |= _child("bench.walls.soak", _QUICK_SOAK_S if asked.quick else _SOAK_S)
    figures |= _child("bench.walls.sound", _QUICK_SOUND_S if asked.quick else _SOUND_S)
    figures |= _timed(asked)
    figures["fairness_pages_max"] = fairness_pages_max(_QUICK_DAYS if asked.quick else _DAYS, _VILLAGES)
    report("wall", figures, to=asked.json)
    return 0


def _child(module: str, amount: float) -> dict[str, Any]:
    """A window is to be had once a process."""
    environment = os.environ | {"SDL_VIDEODRIVER": "offscreen"}
    command = [sys.executable, "-m", module, str(amount)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"{module} ended with {done.returncode}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _timed(asked: Arguments) -> dict[str, Figure]:
    times: Times = measure(_QUICK_PUBLISHES if asked.quick else _PUBLISHES, _QUICK_ALARMS if asked.quick else _ALARMS)
    return {
        "publishes": len(times.publish),
        "publish_to_shown_p50_s": _part(times.publish, 0.5),
        "publish_to_shown_p99_s": _part(times.publish, 0.99),
        "emergencies": len(times.emergency),
        "emergency_p50_s": _part(times.emergency, 0.5),
        "emergency_p99_s": _part(times.emergency, 0.99),
        "emergency_ended_p99_s": _part(times.ended, 0.99),
    }


def _part(times: list[float], part: float) -> float:
    ordered = sorted(times)
    return round(ordered[min(int(len(ordered) * part), len(ordered) - 1)], 2)


if __name__ == "__main__":
    sys.exit(main())
