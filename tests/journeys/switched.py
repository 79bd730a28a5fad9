"""Edge and kiosk of one terminal: switched off together, on again, or held still for a look at the disk."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo.processes import Child
from demo.system import Look, System
from demo.visitor import Visitor
from tests.journeys.remains.places import shared_memory
from wire.picture import HEADER_BYTES


class Terminal:
    """Edge and kiosk of t001, which lose their power together."""

    def __init__(self, system: System, villager: Visitor) -> None:
        self._system = system
        self._villager = villager
        self.home = system.place.terminal(system.cast.kiosk)
        config = ["--config", str(system.place.terminal_config(system.cast.kiosk))]
        driver = ["--driver", str(system.place.sockets / "t001.sock")]
        self.processes = (
            self._child("edge", ["edge", *config]),
            self._child("kiosk", ["demo.driven", "kiosk", *config, *driver]),
        )

    def _child(self, name: str, module: list[str]) -> Child:
        log, look = self._system.place.logs / f"t001-{name}.log", Look(windows=False).environment
        return Child(f"t001-{name}", module, log=log, environment=look)

    def loses_power(self) -> None:
        self._villager.leaves()
        for one in self.processes:
            one.stop(signal.SIGKILL)

    def comes_back(self) -> None:
        for one in self.processes:
            one.start()
        self._villager.arrives().waits_for("Home")

    def ends(self) -> None:
        self._villager.leaves()
        for one in reversed(self.processes):
            one.stop()

    @property
    def drafts(self) -> list[Path]:
        return [path for path in (self.home / "drafts").rglob("*") if path.is_file()]

    @property
    def picture(self) -> bytes:
        """Every pixel of the live picture, both halves."""
        (memory,) = shared_memory(self.home)
        return memory.read_bytes()[HEADER_BYTES:]


@contextmanager
def standing_still(*children: Child) -> Iterator[None]:
    """They go on afterwards; what they have not written by now is not on the disk."""
    running = [one for one in children if one.running]
    for one in running:
        os.kill(one.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in running:
            os.kill(one.pid, signal.SIGCONT)
