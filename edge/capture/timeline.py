"""The recording's own time: the clock without the pauses. Every picture and sound is placed by when it happened.

What is asked and what is seen reach the recording out of step, so a pause is kept as a stretch of time, not as a state.
"""

import threading
import time

from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Sound


class Timeline:
    """Any thread may ask; seconds are those of time.monotonic(), less the pauses before them."""

    def __init__(self) -> None:
        self._turning = threading.Lock()
        self._pauses: list[tuple[float, float]] = []
        """When they began and ended; the last may last."""

    @property
    def is_paused(self) -> bool:
        with self._turning:
            return bool(self._pauses) and self._pauses[-1][1] == float("inf")

    def pause(self) -> bool:
        """From now on; False when it is paused already."""
        with self._turning:
            if self._pauses and self._pauses[-1][1] == float("inf"):
                return False
            self._pauses.append((time.monotonic(), float("inf")))
            return True

    def resume(self) -> bool:
        """From now on; False when it is not paused."""
        with self._turning:
            if not self._pauses or self._pauses[-1][1] != float("inf"):
                return False
            self._pauses[-1] = (self._pauses[-1][0], time.monotonic())
            return True

    def place(self, at_s: float) -> float | None:
        """Where this moment lies in the recording; None within a pause."""
        with self._turning:
            if any(began_s <= at_s < ended_s for began_s, ended_s in self._pauses):
                return None
            return at_s - sum(ended_s - began_s for began_s, ended_s in self._pauses if ended_s <= at_s)

    def now(self) -> float:
        """Stands still while it is paused."""
        at_s = time.monotonic()
        with self._turning:
            return at_s - sum(min(ended_s, at_s) - began_s for began_s, ended_s in self._pauses)

    def cut(self, sound: Sound) -> list[Sound]:
        """What of a block was heard outside of the pauses, each piece at its place."""
        with self._turning:
            pauses = tuple(self._pauses)
        pieces = [sound]
        for began_s, ended_s in pauses:
            pieces = [left for piece in pieces for left in _without(piece, began_s, ended_s)]
        return [Sound(piece.samples, self.place(piece.began_at_s) or 0.0) for piece in pieces]


def _without(sound: Sound, began_s: float, ended_s: float) -> list[Sound]:
    length = len(sound.samples) // SOUND_BYTES_PER_SAMPLE
    before = _sample_at(sound, began_s, length)
    after = _sample_at(sound, ended_s, length)
    left = [Sound(sound.samples[: before * SOUND_BYTES_PER_SAMPLE], sound.began_at_s)] if before else []
    if after < length:
        began_at_s = max(ended_s, sound.began_at_s)
        left.append(Sound(sound.samples[after * SOUND_BYTES_PER_SAMPLE :], began_at_s))
    return left


def _sample_at(sound: Sound, at_s: float, length: int) -> int:
    return round(min(max((at_s - sound.began_at_s) * SOUND_RATE_HZ, 0), length))
