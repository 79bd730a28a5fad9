"""Lays sound blocks on the recording's time without gaps: sample n is heard n / SOUND_RATE_HZ after the begin.

The first block is laid exactly. After that the sample count is the clock: a block's own time jitters, and says only
whether sound is missing (silence is laid) or the sound card's clock drifts (a sample is doubled or left out).
"""

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np

from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Sound

_JUMP_S: Final = 0.25
"""A block this far from its place follows a hole."""
_DRIFT_S: Final = 0.012
"""More than this on average is drift; less is not worth touching the sound."""
_MEMORY: Final = 50
"""Blocks over which the average is taken: one second."""

Lay = Callable[[bytes, int], None]


class SoundTrack:
    """Gives the encoder every sample once, in order."""

    def __init__(self, began_at_s: float, lay: Lay) -> None:
        self._began_at_s = began_at_s
        self._lay = lay
        self._laid = 0
        self._error_s = 0.0
        self._exact = True
        """The next block is laid by its own time, however near it is."""

    @property
    def until_s(self) -> float:
        """Time up to which there is sound."""
        return self._began_at_s + self._laid / SOUND_RATE_HZ

    def add(self, sound: Sound) -> None:
        error_s = sound.began_at_s - self.until_s
        if self._exact or abs(error_s) > _JUMP_S:
            self._exact, self._error_s = False, 0.0
            self._add_placed(sound.samples, round(error_s * SOUND_RATE_HZ))
            return
        self._error_s += (error_s - self._error_s) / _MEMORY
        self._put(self._slipped(sound.samples))

    def fill(self, until_s: float) -> None:
        """Silence up to `until_s`; the sound after it is placed exactly again."""
        missing = round((until_s - self.until_s) * SOUND_RATE_HZ)
        if missing > 0:
            self._exact = True
            self._put(bytes(missing * SOUND_BYTES_PER_SAMPLE))

    def _add_placed(self, samples: bytes, gap: int) -> None:
        if gap > 0:
            self._put(bytes(gap * SOUND_BYTES_PER_SAMPLE))
        late = samples[max(0, -gap) * SOUND_BYTES_PER_SAMPLE :]
        self._exact = not late
        self._put(late)

    def _slipped(self, samples: bytes) -> bytes:
        if abs(self._error_s) < _DRIFT_S or len(samples) <= SOUND_BYTES_PER_SAMPLE:
            return samples
        one_s = 1 / SOUND_RATE_HZ
        if self._error_s > 0:
            self._error_s -= one_s
            return samples + samples[-SOUND_BYTES_PER_SAMPLE:]
        self._error_s += one_s
        return samples[:-SOUND_BYTES_PER_SAMPLE]

    def _put(self, samples: bytes) -> None:
        if samples:
            self._lay(samples, self._laid)
            self._laid += len(samples) // SOUND_BYTES_PER_SAMPLE


class Sides:
    """The sound of one side, or of two that lie interleaved on the channels of one track.

    Each has a SoundTrack of its own: what comes late or not at all on one side does not move the other.
    """

    def __init__(self, began_at_s: float, lay: Lay, sides: int) -> None:
        self._lay = lay
        self._laid = 0
        self._waiting = [bytearray() for _ in range(sides)]
        """Of the side that is ahead."""
        self._tracks = [SoundTrack(began_at_s, partial(self._put, side)) for side in range(sides)]

    @property
    def until_s(self) -> float:
        """Time up to which there is sound of every side."""
        return min(track.until_s for track in self._tracks)

    def add(self, sound: Sound, side: int = 0) -> None:
        self._tracks[side].add(sound)

    def fill(self, until_s: float, *, older_than_s: float = float("inf")) -> None:
        """Silence up to `until_s` on each side that has nothing since `older_than_s`."""
        for track in self._tracks:
            if track.until_s < older_than_s:
                track.fill(until_s)

    def finish(self) -> None:
        """The side that is ahead is heard to its end, over silence of the other; nothing waits any more."""
        self.fill(max(track.until_s for track in self._tracks))

    def _put(self, side: int, samples: bytes, _first_sample: int) -> None:
        self._waiting[side] += samples
        whole = min(len(waiting) for waiting in self._waiting)
        if not whole:
            return
        pieces = [np.frombuffer(bytes(waiting[:whole]), "<i2") for waiting in self._waiting]
        for waiting in self._waiting:
            del waiting[:whole]
        self._lay(np.stack(pieces, axis=1).tobytes(), self._laid)
        self._laid += whole // SOUND_BYTES_PER_SAMPLE
