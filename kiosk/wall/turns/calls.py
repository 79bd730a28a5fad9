"""Villages that villagers called up: one stands there for SUMMON_S, a few wait behind it."""

from collections.abc import Container
from dataclasses import dataclass

from kiosk.wall.turns.turn import Answer
from wire.wall.summon import SUMMON_S

SUMMON_MS = SUMMON_S * 1000
MOST_WAITING = 4
"""Who would have to wait longer than for four calls is better told to come again."""


@dataclass(frozen=True)
class _Call:
    village: str
    left_ms: int = SUMMON_MS


class Calls:
    """The call that runs, and those behind it."""

    def __init__(self) -> None:
        self._queue: tuple[_Call, ...] = ()

    def copy(self) -> "Calls":
        other = Calls()
        other._queue = self._queue
        return other

    @property
    def village(self) -> str | None:
        """Whose call runs."""
        return self._queue[0].village if self._queue else None

    def known(self, village: str) -> Answer | None:
        """What somebody is told who calls a village that is called already."""
        ahead_ms = 0
        for place, call in enumerate(self._queue):
            if call.village == village:
                return Answer("soon", _seconds(ahead_ms)) if place else Answer("now")
            ahead_ms += call.left_ms
        return None

    def take(self, village: str) -> Answer:
        if len(self._queue) > MOST_WAITING:
            return Answer("no")
        ahead_ms = sum(call.left_ms for call in self._queue)
        self._queue = (*self._queue, _Call(village))
        return Answer("soon", _seconds(ahead_ms)) if len(self._queue) > 1 else Answer("now")

    def spent(self, ms: int) -> None:
        """The running call's village stood there for so long."""
        if self._queue:
            first, *rest = self._queue
            self._queue = (_Call(first.village, first.left_ms - ms), *rest)

    def settle(self, present: Container[str]) -> None:
        """At the edge of a page: calls that are over go, and those whose village has nothing to show (any longer)."""
        self._queue = tuple(call for call in self._queue if call.left_ms > 0 and call.village in present)

    def drop(self) -> None:
        self._queue = ()


def _seconds(ms: int) -> int:
    return -(-ms // 1000)
