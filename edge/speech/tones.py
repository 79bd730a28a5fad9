"""What is heard and is no word: made here, the same in every language."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from edge.speech.sound import silence, to_house
from hardware.ports import SOUND_RATE_HZ

RING: Final = "tone.ring"
NAMES: Final = frozenset((RING,))
_HIGH_HZ, _LOW_HZ, _OVERTONE = 880.0, 659.3, 0.25
"""A fourth down, as a door bell has it: heard across a yard, and frightens nobody."""
_STRUCK_S, _FADES_S, _LOUD = 0.7, 0.22, 0.35
_BETWEEN_S: Final = 0.5


@cache
def tone(name: str) -> bytes:
    """The house's samples; nothing for a name that is none."""
    return _bell() if name == RING else b""


def _bell() -> bytes:
    stroke = to_house(_struck(_HIGH_HZ), SOUND_RATE_HZ) + to_house(_struck(_LOW_HZ), SOUND_RATE_HZ)
    return stroke + silence(_BETWEEN_S) + stroke


def _struck(hz: float) -> NDArray[np.float32]:
    at = np.arange(round(_STRUCK_S * SOUND_RATE_HZ)) / SOUND_RATE_HZ
    wave = np.sin(2 * np.pi * hz * at) + _OVERTONE * np.sin(4 * np.pi * hz * at)
    rises = np.minimum(at / 0.005, 1.0)
    return (_LOUD * rises * np.exp(-at / _FADES_S) * wave).astype(np.float32)
