"""Whether the terminal's clock can be believed. A wrong clock is told, and never stands in anybody's way."""

import time
from collections.abc import Callable

FAR_AHEAD_MS = 15 * 365 * 24 * 3600 * 1000
"""No terminal runs this long without a word from its county."""
TOLERANCE_MS = 5 * 60 * 1000


def system_ms() -> int:
    return time.time_ns() // 1_000_000


class Clock:
    """Time of day, and how far it can be trusted."""

    def __init__(
        self, *, floor_ms: int, read_ms: Callable[[], int] = system_ms, keep: Callable[[int], None] = lambda _: None
    ) -> None:
        """`floor_ms`: no true time is before it; `keep` is given each later one that the county signed."""
        self._floor_ms = floor_ms
        self._read_ms = read_ms
        self._keep = keep
        self._agrees = True

    def now_ms(self) -> int:
        return self._read_ms()

    @property
    def earliest_ms(self) -> int:
        """It is not before this, whatever the clock says."""
        return self._floor_ms

    @property
    def trusted(self) -> bool:
        now_ms = self.now_ms()
        plausible = self._floor_ms - TOLERANCE_MS <= now_ms <= self._floor_ms + FAR_AHEAD_MS
        return plausible and self._agrees

    def county_signed(self, at_ms: int) -> None:
        """A time in a record that the county signed: now is not before it, unless its clock ran away."""
        if self._floor_ms < at_ms <= self._floor_ms + FAR_AHEAD_MS:
            self._floor_ms = at_ms
            self._keep(at_ms)

    def county_said(self, at_ms: int) -> None:
        """The county's clock just now, not signed: enough to notice that ours is wrong."""
        self._agrees = abs(self.now_ms() - at_ms) <= TOLERANCE_MS
