"""The pace of devices that are none: pictures and sound come, and are heard, no faster than real ones."""

import threading
import time
from typing import Final

from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ

_BUFFER_S: Final = 0.1
_NEVER: Final = threading.Event()


def pause(seconds: float) -> None:
    """So long by time.monotonic(), at once when it is negative."""
    # time.sleep() fails in a process whose clock of day is faked to a time before the machine's start
    _NEVER.wait(max(0.0, seconds))


class Pace:
    """Knows what is not yet heard of the sound that was accepted."""

    def __init__(self) -> None:
        self._heard_until_s = time.monotonic()

    def accept(self, samples: bytes) -> float:
        """Sleep until no more than 0.1 s would be waiting; when the first of it is heard."""
        length_s = len(samples) / SOUND_BYTES_PER_SAMPLE / SOUND_RATE_HZ
        begins_s = max(self._heard_until_s, time.monotonic())
        self._heard_until_s = begins_s + length_s
        pause(self.delay_s() - _BUFFER_S)
        return begins_s

    def delay_s(self) -> float:
        return max(0.0, self._heard_until_s - time.monotonic())
