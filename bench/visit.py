"""A villager's visit at the real kiosk with the real edge and county: touches, seconds, latency, processor, memory.

Seconds are those of somebody who touches at once whatever comes up; what is spoken into the recording is not counted.
Processor time is that of kiosk and edge together, of one core, without a graphics card.
"""

import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import psutil  # type: ignore[import-untyped]  # ships no types

from bench.figures import Figure, arguments, report
from bench.person.journeys import JOURNEYS, LATER, MEMORY_ROUND, RECORDING, WHOLE_ROUND
from bench.person.rig import VisitRig
from bench.person.visitor import Person
from demo.processes import Child

_ROUNDS, _QUICK_ROUNDS = 500, 25
_WARM_UP_ROUNDS: Final = 10
"""Fonts, textures and modules that are loaded once."""
_LOOKS_EVERY: Final = 5
"""So many visits."""
_WHOLE_EVERY: Final = 10
"""So many visits one is a whole petition; the others leave as soon as its devices are open."""
_MOMENT_S, _RESTS_WITHIN_S = 0.15, 10.0
_IDLE_S, _RECORDING_S, _TOUCHES = 30.0, 20.0, 40
_QUICK_SHARE: Final = 4
_RESTS_AFTER_S: Final = 15.0
"""Ten seconds after the last touch the kiosk looks less often."""


def measure(*, quick: bool) -> dict[str, Figure]:
    share = _QUICK_SHARE if quick else 1
    with tempfile.TemporaryDirectory(prefix="zt-visit-") as folder, VisitRig(Path(folder)) as rig:
        edge = rig.start_edge()
        driver = rig.home / "person.sock"
        face = rig.start_face("bench.person.face", "--driver", str(driver))
        with Person(driver) as person:
            person.arrives().waits_for("Home")
            figures: dict[str, Figure] = {}
            for name, journey in JOURNEYS.items():
                counted = person.walks(journey)
                figures |= {f"taps_{name}": counted.taps, f"seconds_{name}": counted.seconds}
                person.waits_for("Home")
            figures |= _asking(person)
            time.sleep(_RESTS_AFTER_S)
            figures["idle_cpu_pct"] = _processor_pct((face, edge), _IDLE_S / share)
            figures |= _recording(person, (face, edge), share)
            figures |= _memory(person, (face, edge), _QUICK_ROUNDS if quick else _ROUNDS)
        return figures


def _asking(person: Person) -> dict[str, Figure]:
    """The way to the answer, with the code of what was just sent; it is read off the screen."""
    code = ""
    for touch in LATER.before:
        person.taps(touch.name, 30)
        if touch.then:
            person.waits_for(touch.then, 60)
        time.sleep(touch.speaks_s)
        code = next((text for text in person.texts if len(text) == LATER.digits and text.isdigit()), code)
    person.waits_for("Home")
    began = time.monotonic()
    person.counted.taps = 0
    person.taps("answer").waits_for("EnterCode").types(code).taps("ask").waits_for(LATER.found, 60)
    seconds = time.monotonic() - began
    taps = person.counted.taps
    person.taps("leave").waits_for("Home")
    return {"taps_progress": taps, "seconds_progress": round(seconds, 1)}


def _recording(person: Person, children: Sequence[Child], share: int) -> dict[str, Figure]:
    """720p with the own picture on the screen."""
    for touch in RECORDING:
        person.taps(touch.name, 30)
        if touch.then:
            person.waits_for(touch.then, 60)
    time.sleep(2)
    busy = _processor_pct(children, _RECORDING_S / share)
    latency = sorted(person.latency_ms("pause", "resume", times=_TOUCHES // share))
    person.taps("leave").waits_for("Home")
    return {
        "recording_cpu_core_pct": busy,
        "input_to_frame_p50_ms": round(statistics.median(latency), 1),
        "input_to_frame_p95_ms": round(latency[max(int(len(latency) * 0.95) - 1, 0)], 1),
        "touches_measured": len(latency),
    }


def _memory(person: Person, children: Sequence[Child], rounds: int) -> dict[str, Figure]:
    """A line through what kiosk and edge hold when they rest: all of it, and what is theirs alone.

    Pages of files (libraries, fonts, dictionaries) count in the first; the kernel takes and gives them as it likes.
    While the edge makes the keys of a code it holds 128 MiB more, so it is not looked at in the middle of that.
    """
    for _ in range(_WARM_UP_ROUNDS):
        person.walks_round(list(MEMORY_ROUND))
    held: list[tuple[float, float]] = []
    for visit in range(1, rounds + 1):
        _visits(person, whole=visit % _WHOLE_EVERY == 0)
        if visit % _LOOKS_EVERY:
            continue
        _wait_for_rest(children)
        infos = [psutil.Process(child.pid).memory_info() for child in children]
        held.append((_mb(info.rss for info in infos), _mb(info.rss - info.shared for info in infos)))
    whole, own = zip(*held, strict=True)
    return {"visits": rounds, "whole_visits": rounds // _WHOLE_EVERY, **_line("rss", whole), **_line("own", own)}


def _visits(person: Person, *, whole: bool) -> None:
    if whole:
        person.walks(WHOLE_ROUND)
        person.waits_for("Home")
    else:
        person.walks_round(list(MEMORY_ROUND))


def _line(name: str, held: Sequence[float]) -> dict[str, Figure]:
    slope = statistics.linear_regression(range(len(held)), held).slope
    return {
        f"{name}_mb_first": round(held[0], 1),
        f"{name}_mb_least": round(min(held), 1),
        f"{name}_mb_most": round(max(held), 1),
        f"{name}_mb_last": round(held[-1], 1),
        f"{name}_mb_per_100_visits": round(slope * 100 / _LOOKS_EVERY, 2),
    }


def _wait_for_rest(children: Sequence[Child]) -> None:
    """Until none of them has worked for a moment."""
    before, ends = 0.0, time.monotonic() + _RESTS_WITHIN_S
    while before != (used := sum(_used_s(child) for child in children)) and time.monotonic() < ends:
        before = used
        time.sleep(_MOMENT_S)


def _mb(parts: Iterable[int]) -> float:
    return sum(parts) / 2**20


def _processor_pct(children: Sequence[Child], seconds: float) -> float:
    """Of one core, over so many seconds."""
    before = sum(_used_s(child) for child in children)
    time.sleep(seconds)
    return round((sum(_used_s(child) for child in children) - before) / seconds * 100, 2)


def _used_s(child: Child) -> float:
    times = psutil.Process(child.pid).cpu_times()
    return float(times.user + times.system)


def main() -> None:
    asked = arguments(__doc__ or "")
    report("visit", measure(quick=asked.quick), to=asked.json)


if __name__ == "__main__":
    main()
