"""Slows down whoever tries codes: five that find nothing are free, then each wait is twice the one before.

What finds something changes nothing: who owns one real code gets no more guesses for it. A quarter of an hour in which
nobody guesses forgives one.
"""

import math

FREE_TRIES = 5
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 900.0
FORGIVE_S = 900.0
_LONGEST_DOUBLING = 10


class Throttle:
    """Counts tries that found nothing. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._misses = 0.0
        self._free_at = 0.0
        """From here on nothing stands in the way, and time forgives."""

    def wait_s(self, now: float) -> int:
        """0 when a try is allowed now, else whole seconds until it is."""
        return max(0, -int(-(self._free_at - now) // 1))

    def missed(self, now: float) -> None:
        forgiven = max(0.0, now - self._free_at) / FORGIVE_S
        self._misses = max(0.0, self._misses - forgiven) + 1
        over = math.ceil(self._misses) - FREE_TRIES
        wait_s = FIRST_WAIT_S * 2 ** min(over, _LONGEST_DOUBLING) if over >= 0 else 0.0
        self._free_at = now + min(wait_s, LONGEST_WAIT_S)
