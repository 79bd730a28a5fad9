"""One recording: pictures and sound in, sealed segments out, on a thread of its own.

Device threads only hand over. Whatever fails, the segments kept so far stay, and RecordingEnded is the last fact.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Final

import numpy as np

from edge.capture.encoder import Encoder
from edge.capture.errors import NotKept
from edge.capture.facts import (
    DiskFull,
    Fact,
    RecordingEnd,
    RecordingEnded,
    RecordingProgress,
    RecordingStarted,
)
from edge.capture.profile import Profile
from edge.capture.segments import Cutter, Sealer
from edge.capture.soundtrack import SoundTrack
from hardware.ports import Picture, Sound

logger = logging.getLogger(__name__)

_TICK_S: Final = 0.1
_ROOM: Final = 32
"""Pictures that may wait for the encoder; more are dropped and counted."""
_FIRST_PICTURE_S: Final = 1.0
"""Without a picture for so long the recording begins with a dark one."""
_HOLD_AFTER_S: Final = 1.0
"""A track silent for so long is filled: with the last picture, or with silence."""
_HOLD_BEHIND_S: Final = 0.5
"""Filling stays so far behind now, so that what was only late still finds its place."""
_PROGRESS_S: Final = 0.2


class _Stop:
    """Put behind the last picture and sound."""


class Recording:
    """Runs from its making until RecordingEnded."""

    def __init__(self, sealer: Sealer, *, profile: Profile, max_s: float, post: Callable[[Fact], None]) -> None:
        self._sealer = sealer
        self._max_s = max_s
        self._post = post
        self._tape = _Tape(sealer, profile=profile, post=post)
        self._given: SimpleQueue[Picture | Sound | _Stop] = SimpleQueue()
        self._room = threading.Semaphore(_ROOM)
        self._dropped = 0
        self._asked_at_s = time.monotonic()
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="capture.recording", daemon=True)
        self._thread.start()

    def picture(self, picture: Picture) -> None:
        """From the camera's thread."""
        if picture.grabbed_at_s < self._asked_at_s or self.ended.is_set():
            return
        if self._room.acquire(blocking=False):
            self._given.put(picture)
        else:
            self._dropped += 1

    def sound(self, sound: Sound) -> None:
        """From the microphone's thread."""
        if not self.ended.is_set():
            self._given.put(sound)

    def stop(self) -> None:
        """What was handed over before is still recorded."""
        self._given.put(_Stop())

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        end = RecordingEnd.BROKEN
        try:
            end = self._record()
        except NotKept as error:
            logger.warning("not kept: %s", error)
            end = RecordingEnd.DISK_FULL
            self._post(DiskFull(len(self._sealer.kept)))
        except Exception:
            logger.exception("the recording broke")
        self.ended.set()
        tape, kept = self._tape, tuple(self._sealer.kept)
        dropped = self._dropped + tape.late
        duration_ms = kept[-1].duration_ms if kept else 0
        self._post(RecordingEnded(end, kept, duration_ms, tape.pictures, dropped))

    def _record(self) -> RecordingEnd:
        end, tape = None, self._tape
        while end is None:
            with contextlib.suppress(Empty):
                end = self._take(self._given.get(timeout=_TICK_S))
            if self._given.empty():  # what waits may be newer than what would be held
                tape.hold(self._asked_at_s)
            if tape.length_s >= self._max_s:
                end = RecordingEnd.FULL_LENGTH
        tape.finish()
        return end

    def _take(self, given: Picture | Sound | _Stop) -> RecordingEnd | None:
        if isinstance(given, _Stop):
            return RecordingEnd.STOPPED
        if isinstance(given, Sound):
            self._tape.sound(given)
        else:
            self._room.release()
            self._tape.picture(given)
        return None


class _Tape:
    """The two tracks on one time line that begins with the first picture."""

    def __init__(self, sealer: Sealer, *, profile: Profile, post: Callable[[Fact], None]) -> None:
        self._sealer = sealer
        self._profile = profile
        self._post = post
        self._cutter = Cutter(round(profile.segment_s / profile.keyframe_s))
        self._encoder = Encoder(profile, self._cutter)
        self._began_at_s = 0.0
        self._soundtrack: SoundTrack | None = None
        self._early: list[Sound] = []
        """Heard before the first picture came."""
        self._last: Picture | None = None
        self._last_at_s = 0.0
        self._told_s = 0.0
        self.pictures = 0
        self.late = 0
        """Pictures older than one that was held in their stead."""

    @property
    def length_s(self) -> float:
        return self._last_at_s - self._began_at_s if self._last else 0.0

    def picture(self, picture: Picture) -> None:
        if picture.grabbed_at_s < self._last_at_s:
            self.late += 1
            return
        self.pictures += 1
        self._show(picture, picture.grabbed_at_s)

    def sound(self, sound: Sound) -> None:
        if self._soundtrack is None:
            self._early.append(sound)
        else:
            self._soundtrack.add(sound)
            self._keep_segments()

    def hold(self, asked_at_s: float) -> None:
        """Fill a track whose device is silent, so that the other one goes on being sealed."""
        now_s = time.monotonic()
        if self._last is None:
            if now_s - asked_at_s > _FIRST_PICTURE_S:
                self._show(self._dark(), asked_at_s)
            return
        if now_s - self._last_at_s > _HOLD_AFTER_S:
            self._show(self._last, now_s - _HOLD_BEHIND_S)
        if self._soundtrack and now_s - self._soundtrack.until_s > _HOLD_AFTER_S:
            self._soundtrack.fill(now_s - _HOLD_BEHIND_S)

    def finish(self) -> None:
        if self._last is None:
            return
        if self._soundtrack:
            self._soundtrack.fill(self._last_at_s)
        self._encoder.finish()
        for segment in self._cutter.finish():
            self._post(self._sealer.keep(segment, self._ms(self.length_s)))

    def _show(self, picture: Picture, at_s: float) -> None:
        if self._last is None:
            self._begin(at_s)
        self._last, self._last_at_s = picture, at_s
        self._encoder.picture(np.asarray(picture.bgr), at_s - self._began_at_s)
        self._keep_segments()
        if self.length_s - self._told_s >= _PROGRESS_S:
            self._told_s = self.length_s
            self._post(RecordingProgress(self._ms(self.length_s)))

    def _begin(self, at_s: float) -> None:
        self._began_at_s = self._last_at_s = at_s
        self._soundtrack = SoundTrack(at_s, self._encoder.sound)
        self._post(RecordingStarted())
        early, self._early = self._early, []
        for sound in early:
            self._soundtrack.add(sound)

    def _keep_segments(self) -> None:
        for segment in self._cutter.take():
            self._post(self._sealer.keep(segment, self._ms(self._encoder.fragments_s)))

    def _dark(self) -> Picture:
        size = self._profile.size
        return Picture(np.zeros((size.height_px, size.width_px, 3), np.uint8).data, self._began_at_s)

    @staticmethod
    def _ms(seconds: float) -> int:
        return round(seconds * 1000)
