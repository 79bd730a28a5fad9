"""How loud a microphone hears, on a scale that moves with the voice."""

from typing import Final

import numpy as np

from hardware.ports import SOUND_RATE_HZ

_FLOOR_DB: Final = 60.0
_WINDOW: Final = SOUND_RATE_HZ // 10


class LevelMeter:
    """Gathers a tenth of a second, then tells its loudness."""

    def __init__(self) -> None:
        self._gathered = bytearray()

    def hear(self, samples: bytes) -> float | None:
        """0..1 when a tenth of a second is full, else None."""
        self._gathered += samples
        if len(self._gathered) < 2 * _WINDOW:
            return None
        level = loudness(bytes(self._gathered))
        self._gathered.clear()
        return level


def loudness(samples: bytes) -> float:
    """0 = -60 dBFS or less, 1 = full scale, even in decibels between."""
    heard = np.frombuffer(samples, "<i2").astype(np.float64) / 32768
    power = float(np.mean(heard * heard)) if heard.size else 0.0
    decibels = 10 * float(np.log10(max(power, 1e-12)))
    return min(1.0, max(0.0, 1 + decibels / _FLOOR_DB))
