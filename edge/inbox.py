"""The way from any thread into the loop that owns all state: threads put, the loop takes, in order."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

_log = logging.getLogger(__name__)
Fact = TypeVar("Fact")


class Inbox(Generic[Fact]):
    """Wakes the loop once for however many facts wait. After the loop is closed, facts are dropped."""

    def __init__(self, loop: asyncio.AbstractEventLoop, take: Callable[[Fact], None]) -> None:
        self._loop = loop
        self._take = take
        self._waiting: deque[Fact] = deque()
        self._woken = False

    def put(self, fact: Fact) -> None:
        """From any thread."""
        self._waiting.append(fact)
        if self._woken or self._loop.is_closed():
            return
        self._woken = True
        with contextlib.suppress(RuntimeError):  # closed in between
            self._loop.call_soon_threadsafe(self._empty)

    def _empty(self) -> None:
        self._woken = False  # before looking: whatever is put from here on wakes the loop again
        while self._waiting:
            fact = self._waiting.popleft()
            try:
                self._take(fact)
            except Exception:  # noqa: BLE001  # one bad fact must not stop the ones behind it
                _log.exception("a %s could not be taken in", type(fact).__name__)
