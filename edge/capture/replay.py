"""Plays sealed segments: pictures to the live picture, sound to the speaker.

Sound and pictures are decoded apart, each on its own thread; the speaker is the clock and pictures wait for it.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import av
from av.error import FFmpegError

from edge.capture.errors import BadRecording
from edge.capture.facts import Fact, ReplayEnd, ReplayEnded, ReplayProgress, ReplayStarted, SpeakerMissing
from edge.capture.picture import LivePicture
from edge.capture.sealed_reader import SealedReader
from hardware.errors import HardwareError
from hardware.ports import SOUND_RATE_HZ, Speaker
from wire.seal.age import DraftIdentity

logger = logging.getLogger(__name__)

_PROGRESS_S: Final = 0.2
_TOO_LATE_S: Final = 0.2
"""A picture later than this is not painted."""
_WAKE: Final = (bytes(SOUND_RATE_HZ // 50 * 2),) * 15
"""Silence before the first sound: a sound card that slept takes up to two seconds to keep its pace."""
_JUMP_S: Final = 0.15
"""The speaker's word is followed at once when it differs by more than its buffer's jitter."""


class Replay:
    """Runs from its making until ReplayEnded."""

    def __init__(
        self,
        takes: Sequence[Sequence[Path]],
        identity: DraftIdentity,
        *,
        live: LivePicture,
        speaker: Speaker,
        post: Callable[[Fact], None],
    ) -> None:
        self._parts = tuple(part for take in takes for part in take)
        self._identity = identity
        self._live = live
        self._speaker = speaker
        self._post = post
        self._clock = _Clock()
        self._stopping = threading.Event()
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="capture.replay", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        end = ReplayEnd.BROKEN
        sound = threading.Thread(target=self._play_sound, name="capture.replay.sound", daemon=True)
        try:
            sound.start()
            self._show_pictures()
            end = ReplayEnd.STOPPED if self._stopping.is_set() else ReplayEnd.PLAYED
        except (BadRecording, FFmpegError) as error:
            logger.warning("the replay broke: %s", type(error).__name__)
        except Exception:  # a replay that breaks must still end
            logger.exception("the replay broke")
        if end is not ReplayEnd.PLAYED:
            self._stopping.set()
            self._live.blank()
        sound.join()
        self.ended.set()
        self._post(ReplayEnded(end))

    def _show_pictures(self) -> None:
        told_s = 0.0
        for frame in _decoded(SealedReader(self._parts, self._identity), "video"):
            at_s = frame.time or 0.0
            late_s = self._clock.wait_for(at_s, self._stopping)
            if self._stopping.is_set():
                return
            if told_s == 0.0:
                self._post(ReplayStarted(self._live.path))
            if late_s < _TOO_LATE_S:
                self._live.paint(frame.to_ndarray(format="bgr24"), time.monotonic())
            if at_s - told_s >= _PROGRESS_S or told_s == 0.0:
                told_s = max(at_s, 1e-9)
                self._post(ReplayProgress(round(at_s * 1000)))

    def _play_sound(self) -> None:
        """Without a speaker the clock runs on its own and the pictures still move."""
        try:
            self._speaker.open()
            for silence in _WAKE:
                self._speaker.play(silence)
            self._clock.heard(-self._speaker.delay_s())
            for samples, at_s in self._sound_blocks():
                self._speaker.play(samples)
                self._clock.heard(at_s + _length_s(samples) - self._speaker.delay_s())
            self._stopping.wait(self._speaker.delay_s())
        except HardwareError as error:
            self._post(SpeakerMissing(error.device))
        except (BadRecording, FFmpegError) as error:
            logger.warning("the replay's sound broke: %s", type(error).__name__)
        finally:
            self._clock.run()
            self._speaker.close()

    def _sound_blocks(self) -> Iterator[tuple[bytes, float]]:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
        for frame in _decoded(SealedReader(self._parts, self._identity), "audio"):
            for block in resampler.resample(frame):
                if self._stopping.is_set():
                    return
                yield block.to_ndarray().tobytes(), block.time or 0.0


def _decoded(reader: SealedReader, kind: str) -> Iterator[Any]:
    """Frames of the one track of `kind`; raises BadRecording when a segment cannot be opened."""
    try:
        with av.open(reader, "r", format="mp4") as container:
            yield from container.decode(**{kind: 0})
    finally:
        reader.check()


def _length_s(samples: bytes) -> float:
    return len(samples) / 2 / SOUND_RATE_HZ


class _Clock:
    """Where in the recording the listener is."""

    def __init__(self) -> None:
        self._set = threading.Event()
        self._zero_at_s = 0.0
        """When the recording's first moment was heard, on time.monotonic()."""

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
