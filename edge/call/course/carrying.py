"""How much of the picture the line carries, and when it carries not even sound: sound first, with some patience.

Down at once when it must be, up slowly and by one step, and the slower the more often it was in vain: a picture that
comes and goes is worse than a small one.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

from edge.call.course.sides import Carried
from wire.call.engine import Flow

LEVELS: Final[tuple[Carried, ...]] = ("none", "small", "full")
DOWN_S: Final = 2.0
"""So long it must be bad before less is sent."""
DOUBTED_S: Final = 4.0
"""The same where only the engine's estimate says so: a machine that is busy for a moment takes that for a thin line."""
FRESH_S: Final = 4.0
"""So long a new connection looks for what the way carries; it begins by supposing enough."""
GRACE_S: Final = 8.0
"""So long it looks after more was asked of it."""
PATIENCE_S: Final = 10.0
"""So long it must be well before more is tried."""
MOST_PATIENCE_S: Final = 160.0
HOPELESS_S: Final = 15.0
"""So long not even sound came through."""
_WINDOW: Final = 10
"""Of two a second."""
_FEW: Final = 6


@dataclass(frozen=True)
class Reading:
    """A few seconds of a line."""

    loss: float
    """Share of what was sent to us."""
    rtt_ms: int
    target_bps: int
    """What the engine believes that the way to the officer carries; 0 while it does not know."""


@dataclass(frozen=True)
class _Bounds:
    """Of a line that is good enough for something."""

    loss: float
    rtt_ms: int
    bps: int

    def hold(self, reading: Reading, *, trusts_target: bool = True) -> bool:
        carries = not trusts_target or reading.target_bps == 0 or reading.target_bps >= self.bps
        return reading.loss <= self.loss and reading.rtt_ms <= self.rtt_ms and carries


_KEEPS: Final[dict[Carried, _Bounds]] = {"full": _Bounds(0.10, 900, 300_000), "small": _Bounds(0.25, 2000, 60_000)}
# An engine that sends little does not find out how much more the way would carry: it is tried instead.
_TRIES: Final[dict[Carried, _Bounds]] = {"full": _Bounds(0.04, 500, 0), "small": _Bounds(0.10, 900, 0)}
_INAUDIBLE_LOSS: Final = 0.5


def needed(reading: Reading, *, trusts_target: bool) -> Carried:
    """The most that may be sent over such a line."""
    return next((level for level, keeps in _KEEPS.items() if keeps.hold(reading, trusts_target=trusts_target)), "none")


class Carrying:
    """Of one call. Connections may change in between; what was learnt of the line stays."""

    def __init__(self) -> None:
        self.level: Carried = "full"
        self.is_hopeless = False
        self._flows: deque[Flow] = deque(maxlen=_WINDOW + 1)
        self._trusted_from = 0.0
        """Only then the engine's estimate is believed."""
        self._raised_at: float | None = None
        self._patience_s = PATIENCE_S
        self._bad_since: float | None = None
        self._good_since: float | None = None
        self._inaudible_since: float | None = None

    def hear(self, flow: Flow, now: float, *, shows: bool = True) -> None:
        """Afterwards `level` and `is_hopeless` are as they are to be.

        While no picture is shown the engine knows little of what the way would carry.
        """
        if not self._flows or self._flows[-1].gen != flow.gen:
            self._begin(now)
        self._flows.append(flow)
        if len(self._flows) > _FEW:
            self._judge(self._read(), now, shows=shows)

    def rest(self) -> None:
        """Nothing is sent for a while, so nothing can be learnt."""
        self._flows.clear()

    def _begin(self, now: float) -> None:
        self._flows.clear()
        self._trusted_from = now + FRESH_S
        self._bad_since = self._good_since = self._inaudible_since = None

    def _read(self) -> Reading:
        first, last = self._flows[0], self._flows[-1]
        lost = max(0, last.lost - first.lost)
        share = lost / max(1, last.packets - first.packets + lost)
        return Reading(share, last.rtt_ms, last.target_bps)

    def _judge(self, reading: Reading, now: float, *, shows: bool) -> None:
        at = LEVELS.index(self.level)
        above = LEVELS[min(at + 1, len(LEVELS) - 1)]
        trusts_target = shows and now >= self._trusted_from
        most = LEVELS.index(needed(reading, trusts_target=trusts_target))
        is_inaudible = self.level == "none" and reading.loss > _INAUDIBLE_LOSS
        self._bad_since = _since(self._bad_since, now, holds=most < at)
        self._good_since = _since(self._good_since, now, holds=above != self.level and _TRIES[above].hold(reading))
        self._inaudible_since = _since(self._inaudible_since, now, holds=is_inaudible)
        self.is_hopeless = _lasts(self._inaudible_since, now, HOPELESS_S)
        is_felt = LEVELS.index(needed(reading, trusts_target=False)) < at
        if _lasts(self._bad_since, now, DOWN_S if is_felt else DOUBTED_S):
            self._sink(LEVELS[most], now)
        elif _lasts(self._good_since, now, self._patience_s):
            self._rise(above, now)

    def _sink(self, level: Carried, now: float) -> None:
        was_in_vain = self._raised_at is not None and now - self._raised_at < 3 * self._patience_s
        self._patience_s = min(2 * self._patience_s, MOST_PATIENCE_S) if was_in_vain else PATIENCE_S
        self.level, self._raised_at = level, None
        self._bad_since = self._good_since = None

    def _rise(self, level: Carried, now: float) -> None:
        self.level, self._raised_at, self._trusted_from = level, now, now + GRACE_S
        self._bad_since = self._good_since = None


def _since(before: float | None, now: float, *, holds: bool) -> float | None:
    if not holds:
        return None
    return now if before is None else before


def _lasts(since: float | None, now: float, seconds: float) -> bool:
    return since is not None and now - since >= seconds
