"""Changes a voice before it is encoded: pitch and timbre are moved by an amount drawn anew for each take.

What it does: who hears the recording does not know the voice at once. What it does not do: the shift is one number,
and who tries all of them can undo it almost without loss; words, dialect and story stay as they are. Screens say so.
"""

import secrets
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import av
import numpy as np

from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ

_SEMITONES: Final = (3.0, 5.5)
"""Less is still known as the same voice, more is hard to understand."""
_EARLY: Final = SOUND_RATE_HZ * 18 // 1000
"""The filter that stretches gives what it heard 15 to 30 ms too early; silence before it makes good for that."""

Lay = Callable[[bytes, int], None]


def drawn_shift() -> float:
    """By what all frequencies are multiplied: 0.73..0.84 or 1.19..1.37, from the system's randomness."""
    lowest, highest = _SEMITONES
    semitones = lowest + (highest - lowest) * secrets.randbelow(10_001) / 10_000
    return float(2 ** ((semitones if secrets.randbelow(2) else -semitones) / 12))


class ChangedVoice:
    """Stands between the sound track and the encoder: as many samples out as in, at the same places."""

    def __init__(self, lay: Lay, *, shift: float) -> None:
        self._lay = lay
        self._graph = _shifting(shift)
        self._heard = 0
        self._laid = 0
        self._waiting = bytearray()

    def lay(self, samples: bytes, first_sample: int) -> None:
        """`first_sample` continues where the call before ended. What comes out lags by about a tenth of a second."""
        frame = av.AudioFrame.from_ndarray(np.frombuffer(samples, "<i2")[None, :], format="s16", layout="mono")
        frame.sample_rate = SOUND_RATE_HZ
        frame.time_base = Fraction(1, SOUND_RATE_HZ)
        frame.pts = first_sample
        self._heard += len(samples) // SOUND_BYTES_PER_SAMPLE
        if first_sample == 0:
            self._waiting += bytes(_EARLY * SOUND_BYTES_PER_SAMPLE)
        self._graph.push(frame)
        self._pull()

    def finish(self) -> None:
        """Lay what the filters still hold; what is missing to the full length is silence."""
        self._graph.push(None)
        self._pull()
        self._put(bytes((self._heard - self._laid) * SOUND_BYTES_PER_SAMPLE))

    def _pull(self) -> None:
        while True:
            try:
                frame = self._graph.pull()
            except (BlockingIOError, EOFError):
                return
            self._put(frame.to_ndarray().tobytes())

    def _put(self, samples: bytes) -> None:
        """Never more than was heard: the end of the early silence pushes out the end of the sound."""
        self._waiting += samples
        ready = bytes(self._waiting[: (self._heard - self._laid) * SOUND_BYTES_PER_SAMPLE])
        del self._waiting[: len(ready)]
        if ready:
            self._lay(ready, self._laid)
            self._laid += len(ready) // SOUND_BYTES_PER_SAMPLE


def _shifting(shift: float) -> Any:
    """Played faster or slower, then brought back to its length."""
    graph = av.filter.Graph()
    steps = [
        graph.add_abuffer(sample_rate=SOUND_RATE_HZ, format="s16", layout="mono", time_base=Fraction(1, SOUND_RATE_HZ)),
        graph.add("asetrate", str(round(SOUND_RATE_HZ * shift))),
        graph.add("aresample", str(SOUND_RATE_HZ)),
        graph.add("atempo", f"{1 / shift:.6f}"),
        graph.add("aformat", "sample_fmts=s16:channel_layouts=mono"),
        graph.add("abuffersink"),
    ]
    graph.link_nodes(*steps)
    graph.configure()
    return graph
