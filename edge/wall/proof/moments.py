"""Moments by both clocks: the one that only goes on, within one boot, and the one on the wall that may be wrong."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from edge.fleet.clock import Clock
from wire.wall.proof import Moment

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_MOST_MS = 2**53
_NO_DAY = "0000-00-00"


@dataclass(frozen=True)
class Moments:
    """Reads both clocks at once."""

    boot: str
    mono_ms: Callable[[], int]
    wall_ms: Callable[[], int]
    trusted: Callable[[], bool]

    def now(self) -> Moment:
        wall_ms = min(max(self.wall_ms(), 0), _MOST_MS)
        return Moment(boot=self.boot, mono_ms=self.mono_ms(), wall_ms=wall_ms, trusted=self.trusted())


def moments(clock: Clock) -> Moments:
    """Of this machine. Sleep counts as time: a wall that slept was not lit."""
    return Moments(boot_id(), _since_boot_ms, clock.now_ms, lambda: clock.trusted)


def boot_id() -> str:
    """32 hex digits."""
    return _BOOT_ID.read_text(encoding="ascii").strip().replace("-", "")


def day_of(moment: Moment) -> str:
    """ISO date by the wall's clock and time zone, as good as these are."""
    try:
        return datetime.fromtimestamp(moment.wall_ms / 1000).astimezone().date().isoformat()
    except (ValueError, OverflowError, OSError):
        return _NO_DAY


def _since_boot_ms() -> int:
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
