"""How loud a recording is, where its speech begins and ends, and whether it can be used.

All prompts of a terminal should be equally loud: `evened` brings them to one level. Samples are the house's.
"""

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hardware.ports import SOUND_RATE_HZ

_FRAME: Final = SOUND_RATE_HZ // 50
_BEFORE_S, _AFTER_S = 0.10, 0.20
"""Left standing around the speech: a consonant begins before it is loud."""
_SHORTEST_S: Final = 0.25
_QUIET_DB, _LOUD_DB, _WANTED_DB = -40.0, -10.0, -20.0
"""Of full scale, where somebody speaks."""
_CLIP: Final = 32_700
_CLIPPED_SHARE: Final = 0.0005
_FULL: Final = 32_767.0
_PEAK: Final = 0.9


class Flaw(StrEnum):
    """Why a recording should be made again."""

    TOO_SHORT = "too_short"
    TOO_QUIET = "too_quiet"
    TOO_LOUD = "too_loud"


def trimmed(samples: bytes) -> bytes:
    """Without the silence around the speech; empty when there is only silence."""
    speech = _speech(_array(samples))
    if not speech.any():
        return b""
    where = np.flatnonzero(speech)
    start = max(0, int(where[0]) * _FRAME - round(_BEFORE_S * SOUND_RATE_HZ))
    end = (int(where[-1]) + 1) * _FRAME + round(_AFTER_S * SOUND_RATE_HZ)
    return samples[start * 2 : end * 2]


def flaw(samples: bytes) -> Flaw | None:
    """Of a trimmed recording, before it is evened."""
    sound = _array(samples)
    if len(sound) / SOUND_RATE_HZ < _SHORTEST_S + _BEFORE_S:
        return Flaw.TOO_SHORT
    level_db = _level_db(sound)
    if level_db < _QUIET_DB:
        return Flaw.TOO_QUIET
    clipped = float(np.mean(np.abs(sound.astype(np.int32)) >= _CLIP))
    return Flaw.TOO_LOUD if clipped > _CLIPPED_SHARE or level_db > _LOUD_DB else None


def evened(samples: bytes) -> bytes:
    """As loud as all other prompts, as far as its highest peak lets it be."""
    sound = _array(samples).astype(np.float64)
    peak = float(np.max(np.abs(sound), initial=1.0))
    gain = 10 ** ((_WANTED_DB - _level_db(_array(samples))) / 20)
    return (sound * min(gain, _PEAK * _FULL / peak)).round().astype("<i2").tobytes()


def _array(samples: bytes) -> NDArray[np.int16]:
    return np.frombuffer(samples[: len(samples) // 2 * 2], "<i2")


def _frames(sound: NDArray[np.int16]) -> NDArray[np.float64]:
    """Loudness of every 20 ms, 0 to 1."""
    whole = sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME).astype(np.float64) / _FULL
    loudness: NDArray[np.float64] = np.sqrt(np.mean(whole**2, axis=1)) if len(whole) else np.zeros(0)
    return loudness


def _speech(sound: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Frames that stand out of the room's noise."""
    loudness = _frames(sound)
    if not len(loudness) or float(loudness.max()) * _FULL < 1:
        return np.zeros(len(loudness), np.bool_)
    room, loudest = float(np.percentile(loudness, 10)), float(np.percentile(loudness, 95))
    return loudness > min(max(room * 2.5, loudest * 0.06), loudest * 0.5)


def _level_db(sound: NDArray[np.int16]) -> float:
    """Mean of the frames in which somebody speaks."""
    loudness = _frames(sound)
    speech = loudness[_speech(sound)]
    return 20 * float(np.log10(max(float(np.sqrt(np.mean(speech**2))), 1e-6))) if len(speech) else -120.0
