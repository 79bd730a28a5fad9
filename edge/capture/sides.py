"""The sound of one side, or of two that lie beside each other on the channels of one track.

Each side has its own SoundTrack: what comes late or not at all on one side does not move the other.
"""

from functools import partial

import numpy as np

from edge.capture.soundtrack import Lay, SoundTrack
from hardware.ports import SOUND_BYTES_PER_SAMPLE, Sound


class Sides:
    """Gives the encoder every sample of every side once, in order; of two sides interleaved."""

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
