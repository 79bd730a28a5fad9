"""Whether the terminal's clock can be believed. A wrong clock is told, and never stands in anybody's way."""

import time
from collections.abc import Callable
from dataclasses import dataclass

FAR_AHEAD_MS = 15 * 365 * 24 * 3600 * 1000
"""No terminal runs this long without a word from its county."""
TOLERANCE_MS = 5 * 60 * 1000


def system_ms() -> int:
    return time.time_ns() // 1_000_000


def running_ms() -> int:
    """Only goes on, also in sleep: a step of the time of day shows against it."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


@dataclass(frozen=True)
class _Said:
    """The county's time, and when it was heard."""

    at_ms: int
    mono_ms: int


class Clock:
    """Time of day, and how far it can be trusted."""

    def __init__(
        self,
        *,
        floor_ms: int,
        read_ms: Callable[[], int] = system_ms,
        mono_ms: Callable[[], int] = running_ms,
        keep: Callable[[int], None] = lambda _: None,
    ) -> None:
        """`floor_ms`: no true time is before it; `keep` is given each later one that the county signed."""
        self._floor_ms = floor_ms
        self._read_ms = read_ms
        self._mono_ms = mono_ms
        self._keep = keep
        self._said: _Said | None = None

    def now_ms(self) -> int:
        return self._read_ms()

    @property
    def earliest_ms(self) -> int:
        """It is not before this, whatever the clock says."""
        return self._floor_ms

    @property
    def trusted(self) -> bool:
        """Nothing speaks against it: it is plausible, and agrees with the county if that has spoken."""
        now_ms = self.now_ms()
        plausible = self._floor_ms - TOLERANCE_MS <= now_ms <= self._floor_ms + FAR_AHEAD_MS
        return plausible and (self._said is None or self._agrees(self._said, now_ms))

    @property
    def confirmed(self) -> bool:
        """Trusted, and the county has told the time since the terminal started."""
        return self._said is not None and self.trusted

    def county_signed(self, at_ms: int) -> None:
        """A time in a record that the county signed: now is not before it, unless its clock ran away."""
        if self._floor_ms < at_ms <= self._floor_ms + FAR_AHEAD_MS:
            self._floor_ms = at_ms
            self._keep(at_ms)

    def county_said(self, at_ms: int) -> None:
        """The county's clock just now, not signed: enough to notice that ours is wrong."""
        self._said = _Said(at_ms, self._mono_ms())

    def _agrees(self, said: _Said, now_ms: int) -> bool:
        return abs(now_ms - (said.at_ms + self._mono_ms() - said.mono_ms)) <= TOLERANCE_MS
