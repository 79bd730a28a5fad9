"""The wall as a process: it starts with nobody there, lives through what happens to it, and ends when it is told to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.kiosk.edge_fake import FakeEdge
from wire import port

pytestmark = pytest.mark.gl
_WITHIN_S = 30.0


class Process:
    """A wall that has been started, and the edge it may find."""

    def __init__(self, home: Path, happens: str, **surroundings: str) -> None:
        self.edge = FakeEdge(home / "run" / "edge.sock")
        command = [sys.executable, "-m", "tests.kiosk.wall.alone", str(home), happens]
        environment = os.environ | (surroundings or {"SDL_VIDEODRIVER": "offscreen"})
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)

    def told(self, kind: type[Any]) -> list[Any]:
        return [one for one in self.edge.heard if isinstance(one, kind)]

    def until(self, true: Callable[[], bool]) -> bool:
        ends = time.monotonic() + _WITHIN_S
        while not (held := true()) and time.monotonic() < ends and self.child.poll() is None:
            time.sleep(0.02)
        return held

    def ends(self) -> str:
        self.child.send_signal(signal.SIGTERM)
        said, _ = self.child.communicate(timeout=_WITHIN_S)
        return said


@contextmanager
def wall(home: Path, happens: str = "nothing", **surroundings: str) -> Iterator[Process]:
    """Off the screen, or in these surroundings."""
    (home / "run").mkdir()
    process = Process(home, happens, **surroundings)
    try:
        yield process
    finally:
        process.child.kill()
        process.child.communicate(timeout=_WITHIN_S)
        process.edge.stop()


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short enough for a unix socket."""
    return tmp_path_factory.mktemp("w")


def test_it_goes_on_through_its_edges_restarts_and_ends_when_told(home: Path) -> None:
    with wall(home) as process:
        process.edge.start()
        assert process.until(lambda: bool(process.told(port.ReportPage)))
        process.edge.stop()
        process.edge.heard.clear()
        process.edge.start()

        assert process.until(lambda: any(one.page for one in process.told(port.ReportPage)))
        assert process.ends() == "ended in order\n"


@pytest.mark.parametrize("happens", ["hidden", "closed", "raises"])
def test_whatever_happens_to_it_a_page_still_stands_there(home: Path, happens: str) -> None:
    with wall(home, happens) as process:
        process.edge.start()

        assert process.until(lambda: len(process.told(port.StillShowing)) >= 3)
        assert process.child.poll() is None
