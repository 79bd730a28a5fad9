"""Films for benches and tests: pictures that can be told from each other, and beeps that can be told from silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from hardware.ports import SOUND_RATE_HZ

FLASH_S = 0.12
"""So long is a picture white, and a beep heard."""
_SOUND_HZ = 44_100
"""Not the house's, as in most films."""
_BLOCK = 1024
_DARK, _WHITE = 16, 235
_LOUD = 0.1


@dataclass(frozen=True)
class Flashes:
    """A film that is dark and silent but at these times."""

    at_s: Sequence[float]
    length_s: float
    fps: int = 25
    size: tuple[int, int] = (64, 32)


def make_film(path: Path, *, frames: int = 20, fps: int = 25, size: tuple[int, int] = (64, 32)) -> Path:
    """Each frame has one grey of its own."""
    width, height = size
    with av.open(str(path), "w") as container:
        stream = _pictures(container, size, fps)
        for number in range(frames):
            grey = np.full((height, width, 3), 40 + number * 8 % 200, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        container.mux(stream.encode())
    return path


def make_flashes(path: Path, flashes: Flashes) -> Path:
    """With a sound track: it beeps whenever it flashes."""
    width, height = flashes.size
    with av.open(str(path), "w") as container:
        pictures = _pictures(container, flashes.size, flashes.fps)
        sound = container.add_stream("aac", rate=_SOUND_HZ, layout="stereo")
        for number in range(round(flashes.length_s * flashes.fps)):
            light = _WHITE if _flashes(flashes, number / flashes.fps) else _DARK
            picture = np.full((height, width, 3), light, np.uint8)
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(pictures.encode())
        samples = _beeping(flashes)
        for at in range(0, len(samples), _BLOCK):
            both = np.repeat(samples[at : at + _BLOCK], 2).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(both, format="s16", layout="stereo")
            frame.sample_rate, frame.pts = _SOUND_HZ, at
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    return path


def beeps_in(samples: bytes) -> list[float]:
    """When beeps begin, in seconds of the house's sound."""
    loud = np.abs(np.frombuffer(samples, "<i2")) > _LOUD * 32767
    at = np.flatnonzero(loud)
    apart = np.diff(at, prepend=-SOUND_RATE_HZ) > FLASH_S / 4 * SOUND_RATE_HZ
    return [float(one) / SOUND_RATE_HZ for one in at[apart]]


def _pictures(container: Any, size: tuple[int, int], fps: int) -> Any:
    stream = container.add_stream("mpeg4", rate=fps)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    return stream


def _flashes(flashes: Flashes, at_s: float) -> bool:
    return any(0 <= at_s - one < FLASH_S for one in flashes.at_s)


def _beeping(flashes: Flashes) -> NDArray[np.int16]:
    times = np.arange(round(flashes.length_s * _SOUND_HZ)) / _SOUND_HZ
    sounds = np.zeros(len(times), bool)
    for one in flashes.at_s:
        sounds |= (times >= one) & (times < one + FLASH_S)
    return (np.sin(2 * np.pi * 1000 * times) * 0.5 * 32767 * sounds).astype(np.int16)
