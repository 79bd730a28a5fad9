"""A microphone for tests that refuses what microphones refuse."""

import array
import math
import time
from collections.abc import Callable
from typing import Final

from hardware.errors import MicrophoneBusy, MicrophoneStalled, NoMicrophone
from hardware.pacing import pause
from hardware.plug import Plug
from hardware.ports import SOUND_RATE_HZ, Sound

_NAME: Final = "fake microphone"
_BLOCK: Final = SOUND_RATE_HZ // 50
Hears = Callable[[float, int], bytes]
"""What there is to be heard from this moment on, in so many samples."""


class FakeMicrophone:
    """Hums at 400 Hz in real time, or gives what there is to be heard; `plug` is the test's hand on the device."""

    def __init__(self, *, loudness: float = 0.5, read_timeout_s: float = 0.3, hears: Hears | None = None) -> None:
        self.plug = Plug()
        self._hears = hears or _hums(loudness)
        self._read_timeout_s = read_timeout_s
        self._next_at_s: float | None = None

    def open(self) -> None:
        if self._next_at_s is not None:
            return
        self.plug.let_in(missing=NoMicrophone(_NAME), busy=MicrophoneBusy(_NAME))
        self._next_at_s = time.monotonic()

    def listen(self) -> Sound:
        was_stalled = self.plug.stalled
        if not self.plug.sit_out_stall(self._read_timeout_s):
            raise MicrophoneStalled(_NAME)
        if self._next_at_s is None or not self.plug.plugged:
            raise NoMicrophone(_NAME)
        began_at_s = time.monotonic() if was_stalled else self._next_at_s
        self._next_at_s = began_at_s + _BLOCK / SOUND_RATE_HZ
        pause(self._next_at_s - time.monotonic())
        return Sound(self._hears(began_at_s, _BLOCK), began_at_s)

    def close(self) -> None:
        self._next_at_s = None


def _hums(loudness: float) -> Hears:
    peak = round(32767 * loudness)
    turns = (2 * math.pi * 400 * n / SOUND_RATE_HZ for n in range(_BLOCK))
    hum = array.array("h", (round(peak * math.sin(turn)) for turn in turns)).tobytes()
    return lambda _from_s, _samples: hum
