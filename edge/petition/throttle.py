"""Slows down whoever tries codes: five tries are free, then each wait is twice the one before."""

FREE_TRIES = 5
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 900.0
FORGET_AFTER_S = 3600.0


class Throttle:
    """Counts tries that found nothing. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._misses = 0
        self._free_at = 0.0
        self._last_miss = 0.0

    def wait_s(self, now: float) -> int:
        """0 when a try is allowed now, else whole seconds until it is."""
        return max(0, -int(-(self._free_at - now) // 1))

    def missed(self, now: float) -> None:
        if now - self._last_miss > FORGET_AFTER_S:
            self._misses = 0
        self._last_miss = now
        self._misses += 1
        over = self._misses - FREE_TRIES
        if over >= 0:
            self._free_at = now + min(FIRST_WAIT_S * 2**over, LONGEST_WAIT_S)

    def found(self) -> None:
        """Who holds a code that opens something is no guesser."""
        self._misses, self._free_at = 0, 0.0
