"""A WAV file that stands in for a microphone; it always runs, as in camera_file.py, and opening it tunes in."""

import math
import time
import wave
from pathlib import Path
from typing import Final

from hardware.errors import NoMicrophone
from hardware.pacing import pause
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Sound

_BLOCK: Final = SOUND_RATE_HZ // 50


class WavMicrophone:
    """Plays `path`, which must be mono, 16 bit, SOUND_RATE_HZ, and is read whole into RAM."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._samples = b""
        self._next = 0
        """Number of the next sample, counted from time.monotonic() == 0."""

    def open(self) -> None:
        if self._samples:
            return
        try:
            self._samples = _samples(self._path)
        except (OSError, EOFError, wave.Error) as error:
            raise NoMicrophone(str(self._path)) from error
        if not self._samples:
            raise NoMicrophone(str(self._path))
        self._next = math.ceil(time.monotonic() * SOUND_RATE_HZ)

    def listen(self) -> Sound:
        if not self._samples:
            raise NoMicrophone(str(self._path))
        began_at_s = self._next / SOUND_RATE_HZ
        ready_at_s = (self._next + _BLOCK) / SOUND_RATE_HZ
        pause(ready_at_s - time.monotonic())
        block = self._cut(self._next * SOUND_BYTES_PER_SAMPLE, _BLOCK * SOUND_BYTES_PER_SAMPLE)
        self._next += _BLOCK
        return Sound(block, began_at_s)

    def close(self) -> None:
        self._samples = b""

    def _cut(self, start: int, length: int) -> bytes:
        start %= len(self._samples)
        cut = self._samples[start : start + length]
        while len(cut) < length:
            cut += self._samples[: length - len(cut)]
        return cut


def _samples(path: Path) -> bytes:
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (
            1,
            SOUND_BYTES_PER_SAMPLE,
            SOUND_RATE_HZ,
        ):
            raise wave.Error("not mono, 16 bit, 48 kHz")
        return file.readframes(file.getnframes())
