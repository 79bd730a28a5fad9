"""Keeps the county's processes running: starts them, starts them again when they fall, ends them in order."""

import logging
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from typing import Final

log = logging.getLogger(__name__)

MODULES: Final = ("county.gateway", "county.web")
LONGEST_PAUSE_S: Final = 30.0
STEADY_AFTER_S: Final = 60.0
STOP_WITHIN_S: Final = 10.0


@dataclass
class Child:
    """One process, and how patient we are with it."""

    module: str
    process: subprocess.Popen[bytes]
    started_at: float
    pause_s: float = 0.5
    again_at: float | None = None


class Supervisor:
    """Runs `MODULES` on one county.toml."""

    def __init__(self, config: Path) -> None:
        self._config = config
        self._children: list[Child] = []

    def run(self, stop: Flag) -> None:
        """Watch until `stop` is set."""
        self._children = [Child(module, self._started(module), time.monotonic()) for module in MODULES]
        try:
            while not stop.wait(0.2):
                for child in self._children:
                    self._watch(child)
        finally:
            self._end()

    def _watch(self, child: Child) -> None:
        now = time.monotonic()
        if child.again_at is None:
            if child.process.poll() is None:
                return
            if now - child.started_at > STEADY_AFTER_S:
                child.pause_s = 0.5
            log.error("%s ended with %s; again in %.1f s", child.module, child.process.returncode, child.pause_s)
            child.again_at = now + child.pause_s
            child.pause_s = min(child.pause_s * 2, LONGEST_PAUSE_S)
        elif now >= child.again_at:
            child.process, child.started_at, child.again_at = self._started(child.module), now, None

    def _started(self, module: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", module, "--config", str(self._config)])

    def _end(self) -> None:
        for child in self._children:
            child.process.terminate()
        deadline = time.monotonic() + STOP_WITHIN_S
        for child in self._children:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.exception("%s does not end; killed", child.module)
                child.process.kill()
                child.process.wait()
