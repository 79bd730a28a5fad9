"""Finds the slate of `demo.slate.clip` (lamp and beep) in a recording and says how far sound and picture are apart."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import av
import numpy as np
from numpy.typing import NDArray

from demo.slate.clip import BEEP_HZ, HEIGHT, LAMP, RATE_HZ, SLATE_EVERY_S, SOUND_RATE_HZ, WIDTH

_BRIGHT: Final = 150
"""Mean grey of the lit lamp, 0..255."""
_LOUD: Final = 0.2
"""Amplitude of the beep, 0..1."""
_HOLE: Final = 1.75
"""Two pictures further apart than this, in pictures, have one missing between them. (The first picture of a
recording is shown up to half a picture early: it waits for the sound encoder's lead.)"""
_WINDOW: Final = SOUND_RATE_HZ // 500
"""Two milliseconds: four waves of the beep."""


@dataclass(frozen=True, slots=True)
class ClipCheck:
    """What a recording of the clip shows."""

    flashes_s: tuple[float, ...]
    beeps_s: tuple[float, ...]
    offsets_ms: tuple[float, ...]
    """Beep minus flash, for each flash that has a beep near it; positive when sound comes late."""
    pictures: int
    missing_pictures: int
    """Holes in the pictures' times, counted in pictures."""
    length_s: float

    @property
    def offset_ms(self) -> float | None:
        """The median; None without a pair."""
        return float(np.median(self.offsets_ms)) if self.offsets_ms else None

    @property
    def worst_offset_ms(self) -> float | None:
        return max(self.offsets_ms, key=abs) if self.offsets_ms else None


def check_clip(recording: Path | IO[bytes]) -> ClipCheck:
    """Read a playable MP4 (a path or an open file)."""
    source: Any = str(recording) if isinstance(recording, Path) else recording
    times, bright, sound, sound_at_s = _tracks(source)
    flashes = tuple(times[index] for index in _begins(bright))
    beeps = tuple(sound_at_s + index * _WINDOW / SOUND_RATE_HZ for index in _begins(_beeping(sound)))
    return ClipCheck(
        flashes_s=flashes,
        beeps_s=beeps,
        offsets_ms=tuple(_offsets(flashes, beeps)),
        pictures=len(times),
        missing_pictures=sum(round(hole * RATE_HZ) - 1 for hole in np.diff(times) if hole * RATE_HZ > _HOLE),
        length_s=times[-1] if times else 0.0,
    )


def _tracks(source: Any) -> tuple[list[float], list[bool], NDArray[np.float64], float]:
    times: list[float] = []
    bright: list[bool] = []
    blocks: list[NDArray[np.float64]] = []
    sound_at_s: float | None = None
    with av.open(source, "r") as container:
        for frame in container.decode(video=0, audio=0):
            if isinstance(frame, av.VideoFrame):
                times.append(frame.time or 0.0)
                bright.append(_lamp_is_lit(frame))
            elif isinstance(frame, av.AudioFrame):
                sound_at_s = (frame.time or 0.0) if sound_at_s is None else sound_at_s
                blocks.append(frame.to_ndarray().reshape(-1).astype(np.float64))
    return times, bright, np.concatenate(blocks) if blocks else np.zeros(0), sound_at_s or 0.0


def _lamp_is_lit(frame: av.VideoFrame) -> bool:
    grey = frame.to_ndarray(format="gray")
    height, width = grey.shape
    scale = width / WIDTH
    cut_above = (HEIGHT * scale - height) / 2
    rows, columns = LAMP
    row = round((rows.start + rows.stop) / 2 * scale - cut_above)
    column = round((columns.start + columns.stop) / 2 * scale)
    return float(grey[row - 8 : row + 8, column - 8 : column + 8].mean()) > _BRIGHT


def _beeping(sound: NDArray[np.float64]) -> list[bool]:
    """Per window: is the beep's tone there?"""
    whole = sound[: len(sound) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    wave = np.exp(-2j * np.pi * BEEP_HZ * np.arange(_WINDOW) / SOUND_RATE_HZ)
    tone = np.abs(whole @ wave) * 2 / _WINDOW
    return [bool(loud) for loud in tone > _LOUD]


def _begins(on: list[bool]) -> Iterator[int]:
    """Where it turns on and stays on; a recording that begins within is not one."""
    for index in range(1, len(on) - 1):
        if on[index] and on[index + 1] and not on[index - 1]:
            yield index


def _offsets(flashes: tuple[float, ...], beeps: tuple[float, ...]) -> Iterator[float]:
    for flash in flashes:
        near = [beep - flash for beep in beeps if abs(beep - flash) < SLATE_EVERY_S / 2]
        if near:
            yield min(near, key=abs) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description="Say how far sound and picture of a recorded clip are apart.")
    parser.add_argument("recording", type=Path)
    print(check_clip(parser.parse_args().recording))


if __name__ == "__main__":
    main()
