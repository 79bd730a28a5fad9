"""Plays one take: pictures to the live picture, sound to the speaker; for a take without pictures, a calm dark one.

Sound and pictures are decoded apart, each on its own thread; the speaker is the clock and pictures wait for it.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np
from av.error import FFmpegError

from edge.capture.errors import BadRecording
from edge.capture.level import LevelMeter
from edge.capture.sealed_reader import SealedReader
from hardware.errors import HardwareError
from hardware.ports import SOUND_RATE_HZ, Speaker
from wire.seal.age import DraftIdentity

logger = logging.getLogger(__name__)

_TOO_LATE_S: Final = 0.2
"""A picture later than this is not painted."""
_WAKE: Final = (bytes(SOUND_RATE_HZ // 50 * 2),) * 15
"""Silence before the first sound: a sound card that slept takes up to two seconds to keep its pace."""
_JUMP_S: Final = 0.15
"""The speaker's word is followed at once when it differs by more than its buffer's jitter."""
_CALM_S: Final = 0.1
"""How often the calm picture is painted anew."""
_CALM_SIZE: Final = (360, 640)
_NIGHT: Final = (38, 32, 28)
_LAMP: Final = (150, 132, 112)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a take is played."""

    speaker: Speaker
    paint: Callable[[Any], None]
    """A picture, BGR."""
    moved: Callable[[float], None]
    """So many seconds of the take have been seen or heard."""
    speaker_missing: Callable[[str], None]


class TakePlayer:
    """Plays its take once, in the caller's thread."""

    def __init__(self, parts: Sequence[Path], identity: DraftIdentity, stage: Stage) -> None:
        self._parts = tuple(parts)
        self._identity = identity
        self._stage = stage
        self._stopping = threading.Event()
        self._clock = _Clock()
        self._meter = LevelMeter()
        self._loudness = 0.0
        self._heard_s = 0.0
        """How long the sound is, as far as it was decoded."""
        self._sound_ended = threading.Event()

    def stop(self) -> None:
        """From any thread."""
        self._stopping.set()

    def play(self) -> float:
        """How long the take is, in seconds. Raises BadRecording and FFmpegError."""
        sound = threading.Thread(target=self._play_sound, name="capture.replay.sound", daemon=True)
        sound.start()
        try:
            length_s = self._show_pictures() if self._has_pictures() else self._show_calm()
        except BaseException:
            self._stopping.set()
            raise
        finally:
            sound.join()
        return max(length_s, self._heard_s)

    def _has_pictures(self) -> bool:
        reader = SealedReader(self._parts, self._identity)
        try:
            with av.open(reader, "r", format="mp4") as container:
                return bool(container.streams.video)
        finally:
            reader.check()

    def _show_pictures(self) -> float:
        at_s = 0.0
        for frame in _decoded(SealedReader(self._parts, self._identity), "video"):
            at_s = frame.time or 0.0
            late_s = self._clock.wait_for(at_s, self._stopping)
            if self._stopping.is_set():
                break
            if late_s < _TOO_LATE_S:
                self._stage.paint(frame.to_ndarray(format="bgr24"))
            self._stage.moved(at_s)
        return at_s

    def _show_calm(self) -> float:
        """Nothing to be seen but a light that is as large as the voice is loud."""
        at_s = 0.0
        while not self._stopping.is_set() and not (self._sound_ended.is_set() and at_s >= self._heard_s):
            self._clock.wait_for(at_s, self._stopping)
            self._stage.paint(_calm(self._loudness))
            self._stage.moved(at_s)
            at_s += _CALM_S
        return self._heard_s

    def _play_sound(self) -> None:
        """Without a speaker the clock runs on its own and the pictures still move."""
        speaker = self._stage.speaker
        try:
            speaker.open()
            for silence in _WAKE:
                speaker.play(silence)
            self._clock.heard(-speaker.delay_s())
            for samples, at_s in self._sound_blocks():
                speaker.play(samples)
                self._clock.heard(at_s + _length_s(samples) - speaker.delay_s())
            self._stopping.wait(speaker.delay_s())
        except HardwareError as error:
            self._stage.speaker_missing(error.device)
            self._measure_rest()
        except (BadRecording, FFmpegError) as error:
            logger.warning("the replay's sound broke: %s", type(error).__name__)
        finally:
            self._sound_ended.set()
            self._clock.run()
            speaker.close()

    def _measure_rest(self) -> None:
        """The calm picture must know how long it stays."""
        try:
            for _ in self._sound_blocks():
                pass
        except (BadRecording, FFmpegError) as error:
            logger.warning("the replay's sound broke: %s", type(error).__name__)

    def _sound_blocks(self) -> Iterator[tuple[bytes, float]]:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
        for frame in _decoded(SealedReader(self._parts, self._identity), "audio"):
            for block in resampler.resample(frame):
                if self._stopping.is_set():
                    return
                samples, at_s = block.to_ndarray().tobytes(), block.time or 0.0
                self._heard_s = max(self._heard_s, at_s + _length_s(samples))
                self._loudness = self._meter.hear(samples) or self._loudness
                yield samples, at_s


def _decoded(reader: SealedReader, kind: str) -> Iterator[Any]:
    """Frames of the one track of `kind`; raises BadRecording when a segment cannot be opened."""
    try:
        with av.open(reader, "r", format="mp4") as container:
            yield from container.decode(**{kind: 0})
    finally:
        reader.check()


def _length_s(samples: bytes) -> float:
    return len(samples) / 2 / SOUND_RATE_HZ


def _calm(loudness: float) -> Any:
    height, width = _CALM_SIZE
    picture = np.full((height, width, 3), _NIGHT, np.uint8)
    radius = round(height * (0.06 + 0.3 * loudness))
    cv2.circle(picture, (width // 2, height // 2), radius, _LAMP, -1, cv2.LINE_AA)
    return picture


class _Clock:
    """Where in the take the listener is."""

    def __init__(self) -> None:
        self._set = threading.Event()
        self._zero_at_s = 0.0
        """When the take's first moment was heard, on time.monotonic()."""

    def heard(self, position_s: float) -> None:
        """The speaker's word, which jitters by its buffer: followed slowly after the first time."""
        error_s = time.monotonic() - position_s - self._zero_at_s
        near = self._set.is_set() and abs(error_s) < _JUMP_S
        self._zero_at_s += error_s / 20 if near else error_s
        self._set.set()

    def run(self) -> None:
        """Begin now, unless the speaker has begun it."""
        if not self._set.is_set():
            self.heard(0.0)

    def wait_for(self, position_s: float, stopping: threading.Event) -> float:
        """Wait until `position_s` is heard; how late that is."""
        while not self._set.wait(0.05) and not stopping.is_set():
            pass
        due_at_s = self._zero_at_s + position_s
        stopping.wait(max(0.0, due_at_s - time.monotonic()))
        return time.monotonic() - due_at_s
