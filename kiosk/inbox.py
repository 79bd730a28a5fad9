"""The way from any thread to the one that draws: what is put comes out there, in order, between two frames."""

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from kivy.clock import Clock

T = TypeVar("T")


class Inbox(Generic[T]):
    """`take` is called on the thread that draws."""

    def __init__(self, take: Callable[[T], None]) -> None:
        self._take = take
        self._waiting: deque[T] = deque()
        # held by the clock: what was put comes out also when nobody else holds the inbox any more
        self._soon = Clock.create_trigger(self._empty, release_ref=False)

    def put(self, one: T) -> None:
        """From any thread."""
        self._waiting.append(one)
        self._soon()

    def _empty(self, _: float) -> None:
        while self._waiting:
            self._take(self._waiting.popleft())
