"""The system's processes as children: started in order, watched, stopped in reverse. Each writes its own log file."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from demo.errors import ChildEnded

_STOP_S = 10.0


class Child:
    """One `python -m ...` with its log."""

    def __init__(self, name: str, module: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.log = log
        # A demo that is killed takes its children along; they end in order, as by `stop`.
        self._command = ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", *module]
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        if self._process is None:
            raise ChildEnded(f"{self.name} is not running")
        return self._process.pid

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            # A group of its own: Ctrl-C is for whoever started them, who then stops them in order.
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=log, env=self._environment, process_group=0
            )

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def ended(self) -> bool:
        """By itself, or by somebody else's hand."""
        return self._process is not None and self._process.poll() is not None

    def wait(self, within_s: float) -> int | None:
        """Its exit code, or None when it still runs by then."""
        if self._process is None:
            return None
        try:
            return self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            return None

    def check(self) -> None:
        """Raises ChildEnded when it is no longer there."""
        if self._process is not None and self._process.poll() is not None:
            raise ChildEnded(f"{self.name} ended with {self._process.returncode}; see {self.log}\n{self.last_words()}")

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            # what does not end now waits for a device or a disk, and nobody may wait with it
            self.wait(_STOP_S)
        self._process = None


class Children:
    """All children of one run; leaving the `with` stops them, last started first."""

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        self._logs = logs
        self._environment = environment
        self._children: list[Child] = []

    def start(self, name: str, module: Sequence[str], **environment: str) -> Child:
        log = self._logs / f"{name}.log"
        child = Child(name, module, log=log, environment={**self._environment, **environment})
        child.start()
        self._children.append(child)
        return child

    def check(self) -> None:
        for child in self._children:
            child.check()

    def watch(self) -> None:
        """Returns only by an exception: ChildEnded, or the interrupt of whoever looks on."""
        while True:
            self.check()
            time.sleep(0.5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for child in reversed(self._children):
            child.stop()
