"""Moments by both clocks: the one that only goes on, within one boot, and the one on the wall that may be wrong."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from edge.fleet.clock import Clock
from wire.wall.proof import Moment

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_MOST_MS = 2**53
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_DAY = "0000-00-00"


@dataclass(frozen=True)
class Moments:
    """Reads both clocks at once."""

    boot: str
    mono_ms: Callable[[], int]
    wall_ms: Callable[[], int]
    trusted: Callable[[], bool]
    utc_offset_min: int = 480
    """What time of day it is where the wall hangs."""

    def now(self) -> Moment:
        wall_ms = min(max(self.wall_ms(), 0), _MOST_MS)
        return Moment(boot=self.boot, mono_ms=self.mono_ms(), wall_ms=wall_ms, trusted=self.trusted())

    def day_of(self, moment: Moment) -> str:
        """ISO date by the wall's clock, as good as that is."""
        try:
            local = _EPOCH + timedelta(milliseconds=moment.wall_ms, minutes=self.utc_offset_min)
        except OverflowError:
            return _NO_DAY
        return local.date().isoformat()


def moments(clock: Clock) -> Moments:
    """Of this machine. Sleep counts as time: a wall that slept was not lit."""
    return Moments(boot_id(), _since_boot_ms, clock.now_ms, lambda: clock.trusted)


def boot_id() -> str:
    """32 hex digits."""
    return _BOOT_ID.read_text(encoding="ascii").strip().replace("-", "")


def _since_boot_ms() -> int:
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
