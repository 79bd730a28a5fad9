"""Writes what would be heard to a WAV file, in real time. For tests and trials only: the file is in clear."""

import wave
from pathlib import Path
from typing import BinaryIO

from hardware.errors import NoSpeaker
from hardware.pacing import Pace
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ


class WavSpeaker:
    """Each opening begins the file anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bytes: BinaryIO | None = None
        self._file: wave.Wave_write | None = None
        self._pace = Pace()

    def open(self) -> None:
        if self._file is not None:
            return
        try:
            # wave.open of a path that cannot be written leaves a half-made object behind.
            self._bytes = self._path.open("wb")
        except OSError as error:
            raise NoSpeaker(str(self._path)) from error
        file = wave.open(self._bytes, "wb")  # noqa: SIM115  # it stays open until close()
        file.setnchannels(1)
        file.setsampwidth(SOUND_BYTES_PER_SAMPLE)
        file.setframerate(SOUND_RATE_HZ)
        self._file, self._pace = file, Pace()

    def play(self, samples: bytes) -> None:
        if self._file is None:
            raise NoSpeaker(str(self._path))
        self._file.writeframes(samples)
        self._pace.accept(samples)

    def delay_s(self) -> float:
        return self._pace.delay_s() if self._file else 0.0

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()
        if self._bytes is not None:
            self._bytes.close()
