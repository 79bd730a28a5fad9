"""A speaker that knows when each sample was heard, whichever speaker it is."""

import time

from bench.walls.film import beeps_in
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Speaker

_BYTES_A_S = SOUND_BYTES_PER_SAMPLE * SOUND_RATE_HZ


class DatedSpeaker:
    """Keeps what is played to `speaker`, and dates it by time.monotonic() and that speaker's own word."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._blocks: list[tuple[int, float]] = []
        """Where in what was heard a block begins, and when that is."""
        self.heard = bytearray()

    def open(self) -> None:
        self._speaker.open()

    def play(self, samples: bytes) -> None:
        block = (len(self.heard), time.monotonic() + self._speaker.delay_s())
        self._speaker.play(samples)
        self._blocks.append(block)
        self.heard += samples

    def delay_s(self) -> float:
        return self._speaker.delay_s()

    def close(self) -> None:
        self._speaker.close()

    def beeps_s(self) -> list[float]:
        """When each beep began to be heard."""
        return [self._when_s(at_s) for at_s in beeps_in(bytes(self.heard))]

    def _when_s(self, at_s: float) -> float:
        begins, begins_s = [one for one in self._blocks if one[0] <= at_s * _BYTES_A_S][-1]
        return begins_s + at_s - begins / _BYTES_A_S
