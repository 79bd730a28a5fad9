"""Where pages are set and drawn, away from the thread that draws frames. What fails is told and hurts nothing else.

Between two jobs, now and then, it clears up: large pictures leave holes in the heaps of the C library.
"""

import heapq
import logging
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Final, Protocol

_log = logging.getLogger(__name__)
_QUIET_S: Final = 0.25
"""So long nothing came: what was made has been taken by the frames."""
_CLEARS_S: Final = 60.0


@dataclass(frozen=True, order=True)
class Job:
    """`work` is done on the workshop's thread; of the waiting ones the lowest rank first, then the oldest."""

    rank: int
    number: int
    name: Hashable = field(compare=False)
    work: Callable[[], object] = field(compare=False)


@dataclass(frozen=True)
class Done:
    """What came of a job: a result, or what went wrong."""

    name: Hashable
    result: object = None
    failed: str = ""
    """The kind of error; empty when all went well."""


class Hands(Protocol):
    """Does what it is given, some time."""

    def give(self, rank: int, name: Hashable, work: Callable[[], object]) -> None: ...

    def drop(self, rank: int) -> None: ...


class Workshop:
    """One thread. `post` is called on it, and `clears` in a quiet moment, once a minute at most."""

    def __init__(self, post: Callable[[Done], None], *, clears: Callable[[], object] = lambda: None) -> None:
        self._post = post
        self._clears = clears
        self._cleared_s = time.monotonic()
        self._jobs: list[Job] = []
        self._given = 0
        self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="workshop", daemon=True)
        self._thread.start()

    def give(self, rank: int, name: Hashable, work: Callable[[], object]) -> None:
        """From any thread. A waiting job of the same name is replaced."""
        with self._changed:
            if any(job.name == name for job in self._jobs):
                self._jobs = [job for job in self._jobs if job.name != name]
                heapq.heapify(self._jobs)
            self._given += 1
            heapq.heappush(self._jobs, Job(rank, self._given, name, work))
            self._changed.notify()

    def drop(self, rank: int) -> None:
        """Whatever waits with this rank or a higher number is not wanted any more."""
        with self._changed:
            self._jobs = [job for job in self._jobs if job.rank < rank]
            heapq.heapify(self._jobs)

    @property
    def waiting(self) -> int:
        return len(self._jobs)

    def close(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            self._post(_done(job))
            # what it made is not to be held here while the next one is waited for
            del job
            if time.monotonic() - self._cleared_s >= _CLEARS_S and self._is_quiet():
                self._clears()
                self._cleared_s = time.monotonic()

    def _is_quiet(self) -> bool:
        with self._changed:
            if not self._jobs and not self._ended:
                self._changed.wait(_QUIET_S)
            return not self._jobs and not self._ended

    def _next(self) -> Job | None:
        with self._changed:
            while not self._jobs and not self._ended:
                self._changed.wait()
            return None if self._ended else heapq.heappop(self._jobs)


def _done(job: Job) -> Done:
    try:
        return Done(job.name, job.work())
    except Exception as error:  # noqa: BLE001  # one bad notice may raise anything; who asked decides what becomes of it
        _log.exception("a job of the workshop failed")
        return Done(job.name, failed=type(error).__name__)
