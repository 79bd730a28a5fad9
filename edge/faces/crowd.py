"""Counts the faces before the camera, about twice a second, on a thread of its own; tells the count when it changes.

It looks at the picture that is there and lets it go; nothing of it is kept.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final, Protocol

from edge.faces.detector import Box, FaceFinder

logger = logging.getLogger(__name__)

_EVERY_S: Final = 0.4
_AGREEING: Final = 3
"""So many looks in a row must all see more people than was told, or all fewer; then the middle one is told."""


class Finder(Protocol):
    """What a crowd needs of edge.faces.detector.FaceFinder."""

    def all(self, bgr: Any) -> list[Box]: ...


class Crowd:
    """`see` may be called with every picture; only some are looked at."""

    def __init__(
        self,
        tell: Callable[[int], None],
        *,
        make_finder: Callable[[], Finder] = FaceFinder,
        every_s: float = _EVERY_S,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        self._tell = tell
        self._failed = failed
        self._make_finder = make_finder
        self._every_s = every_s
        self._changed = threading.Condition()
        self._given: Any = None
        self._looked_at_s = float("-inf")
        self._counts: deque[int] = deque(maxlen=_AGREEING)
        self._told: int | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="capture.crowd", daemon=True)
        self._thread.start()

    @property
    def counts(self) -> bool:
        """Not any more when a look failed, nor after the end."""
        return not self._closing

    def see(self, bgr: Any) -> None:
        """Returns at once; the picture is not changed."""
        with self._changed:
            if self._closing or self._given is not None:
                return
            if time.monotonic() - self._looked_at_s >= self._every_s:
                self._given = bgr
                self._changed.notify()

    def forget(self) -> None:
        """The camera is off: the next count is told anew."""
        with self._changed:
            self._given, self._told = None, None
            self._counts.clear()

    def close(self) -> None:
        """Wait for the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        finder: Finder | None = None
        while (bgr := self._next()) is not None:
            try:
                finder = finder or self._make_finder()
                count = len(finder.all(bgr))
            except Exception:  # nobody is told a count that is none
                logger.exception("faces cannot be counted")
                self._give_up()
                return
            del bgr
            self._note(count)

    def _next(self) -> Any:
        with self._changed:
            self._changed.wait_for(lambda: self._given is not None or self._closing)
            given, self._given = self._given, None
            self._looked_at_s = time.monotonic()
            return None if self._closing else given

    def _give_up(self) -> None:
        with self._changed:
            self._closing, self._given = True, None
        self._failed()

    def _note(self, count: int) -> None:
        with self._changed:
            self._counts.append(count)
            if len(self._counts) < _AGREEING:
                return
            agreed = sorted(self._counts)[_AGREEING // 2]
            if self._told is not None and min(self._counts) <= self._told <= max(self._counts):
                return
            self._told = agreed
        self._tell(agreed)
