"""From the officer's hand to the wall: a real broker, gateway and edge, and the wall's face off the screen."""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from bench.walls.sample import village
from demo.cast import cast
from demo.errors import StepFailed
from demo.place import Devices, new_password
from demo.processes import Child
from demo.station import manage
from demo.system import Look, System

_VILLAGES = 40
_WITHIN_S = 20.0
_LOOK_S = 0.005


@dataclass
class Times:
    """Seconds, one for each time it was tried."""

    publish: list[float] = field(default_factory=list)
    emergency: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)


class Yard:
    """Everything runs while the `with` lasts."""

    def __init__(self, home: Path) -> None:
        self._notes = home / "notes.jsonl"
        self._cast = cast()
        devices = Devices(camera="none", microphone="none", speaker="none")
        self._system = System(home, self._cast, devices=devices, look=Look(windows=False), password=new_password())
        self._seen = 0
        self._face: Child | None = None
        self._desk: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        system = self._system
        system.__enter__()
        manage(system.place, ["add_villages", *(village(number) for number in range(_VILLAGES))])
        self._notes.touch()
        system.start_edge(self._cast.wall)
        config = str(system.place.terminal_config(self._cast.wall))
        self._face = Child(
            "face",
            ["bench.walls.face", "--config", config, "--notes", str(self._notes)],
            log=system.place.logs / "wall-face.log",
            environment=Look(windows=False).environment,
        )
        self._face.start()
        self._desk = self._open_desk()
        self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        if self._desk and self._desk.stdin:
            self._desk.stdin.close()
            self._desk.wait(10)
        if self._face:
            self._face.stop()
        self._system.__exit__(None, None, None)

    def publishes(self, number: int) -> float:
        """Seconds until the notice's first page stood on the wall; each in a village of its own."""
        title = f"Notice {number} of {time.monotonic():.3f}"
        name = village(number % _VILLAGES)
        began = self._asks(do="publish", village=name, title=title, body="A word to all.")
        return self._noted(page=title) - float(began["at_s"])

    def alarms(self) -> tuple[float, float]:
        """Seconds until an emergency stood there after the second officer's word, and until it had gone again."""
        began = self._asks(do="alarm", headline="Flood: to the school, at once")
        came = self._noted(emergency=began["emergency"], state="shown") - float(began["at_s"])
        ended = self._asks(do="end", emergency=began["emergency"])
        return came, self._noted(emergency=began["emergency"], state="ended") - float(ended["at_s"])

    def _open_desk(self) -> "subprocess.Popen[str]":
        officers = [self._cast.officer.login, self._cast.colleague.login]
        command = [sys.executable, "-m", "bench.walls.desk", "--config", str(self._system.place.county_config)]
        return subprocess.Popen(
            [*command, "--officers", *officers], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def _asks(self, **word: Any) -> dict[str, Any]:
        assert self._desk is not None
        assert self._desk.stdin is not None
        self._desk.stdin.write(json.dumps(word) + "\n")
        self._desk.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._desk is not None
        assert self._desk.stdout is not None
        line = self._desk.stdout.readline()
        if not line:
            raise StepFailed("the desk has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _noted(self, **wanted: object) -> float:
        """When the face noted this for the first time since it was last asked."""
        ends = time.monotonic() + _WITHIN_S
        while time.monotonic() < ends:
            lines = self._notes.read_text(encoding="utf-8").splitlines()
            for at, line in enumerate(lines[self._seen :], self._seen):
                note = json.loads(line)
                if all(note.get(key) == value for key, value in wanted.items()):
                    self._seen = at + 1
                    return float(note["at_s"])
            time.sleep(_LOOK_S)
        raise StepFailed(f"the wall never showed {wanted}")


def measure(publishes: int, alarms: int) -> Times:
    """One after the other, as officers do."""
    times = Times()
    with tempfile.TemporaryDirectory(prefix="bench-yard-") as home, Yard(Path(home)) as yard:
        yard.publishes(0)  # the first one waits for everything to have started
        for number in range(1, publishes + 1):
            times.publish.append(yard.publishes(number))
        for _ in range(alarms):
            came, went = yard.alarms()
            times.emergency.append(came)
            times.ended.append(went)
    return times
