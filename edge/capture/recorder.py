"""One recording: pictures and sound in, sealed segments out, on a thread of its own.

Device threads only hand over. Whatever fails, the segments kept so far stay, and RecordingEnded is the last fact.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import Final

from edge.capture.errors import NotKept
from edge.capture.facts import (
    DiskFull,
    Fact,
    RecordingEnd,
    RecordingEnded,
    RecordingPaused,
    RecordingProgress,
    RecordingResumed,
)
from edge.capture.segments import Sealer
from edge.capture.tape import Tape, Wish
from edge.capture.timeline import Timeline
from hardware.ports import Picture, Sound

logger = logging.getLogger(__name__)

_TICK_S: Final = 0.1
_ROOM: Final = 32
"""Pictures that may wait for the encoder; more are dropped and counted."""
_PROGRESS_S: Final = 0.2
_LOST_S: Final = 10.0
"""With every device silent for so long nobody is being recorded any more."""
_NAP_S: Final = 0.5
"""A terminal that stood still for longer has listened to nobody: its devices are not lost."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """Put behind the last picture and sound."""

    end: RecordingEnd


@dataclass(frozen=True, slots=True)
class _Heard:
    sound: Sound
    side: int


_Given = Picture | _Heard | Fact | _Stop


class Recording:
    """Runs from its making until RecordingEnded."""

    def __init__(
        self, sealer: Sealer, wish: Wish, post: Callable[[Fact], None], *, devices_lost_s: float = _LOST_S
    ) -> None:
        self.wish = wish
        self._sealer = sealer
        self._post = post
        self._tape = Tape(sealer, wish, post)
        self._timeline = Timeline()
        self._given: SimpleQueue[_Given] = SimpleQueue()
        self._room = threading.Semaphore(_ROOM)
        self._dropped = 0
        self._devices_lost_s = devices_lost_s
        self._asked_at_s = self._looked_at_s = self._told_at_s = time.monotonic()
        self._silent_s = 0.0
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="capture.recording", daemon=True)
        self._thread.start()

    def picture(self, picture: Picture) -> None:
        """From the camera's thread."""
        if self.wish.kind == "audio" or picture.grabbed_at_s < self._asked_at_s or self.ended.is_set():
            return
        if self._room.acquire(blocking=False):
            self._given.put(picture)
        else:
            self._dropped += 1

    def sound(self, sound: Sound, side: int = 0) -> None:
        """From the microphone's thread; with a profile of two sides, any thread may give those of the second."""
        if not self.ended.is_set():
            self._given.put(_Heard(sound, side))

    def pause(self) -> None:
        """From now on nothing is recorded, until `resume`."""
        if self._timeline.pause():
            self._given.put(RecordingPaused())

    def resume(self) -> None:
        if self._timeline.resume():
            self._given.put(RecordingResumed())

    def stop(self, end: RecordingEnd = RecordingEnd.STOPPED) -> None:
        """What was handed over before is still recorded."""
        self._given.put(_Stop(end))

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
            if self._given.empty() and not self._timeline.is_paused:  # what waits may be newer than what would be held
                tape.hold(self._asked_at_s, self._timeline.now())
            self._tell_progress()
            end = end or self._reached_end()
        tape.finish()
        return end

    def _reached_end(self) -> RecordingEnd | None:
        if self._tape.length_s >= self.wish.max_s:
            return RecordingEnd.FULL_LENGTH
        now_s = time.monotonic()
        self._silent_s += min(now_s - self._looked_at_s, _NAP_S)
        self._looked_at_s = now_s
        return RecordingEnd.DEVICES_LOST if self._silent_s > self._devices_lost_s else None

    def _take(self, given: _Given) -> RecordingEnd | None:
        if isinstance(given, _Stop):
            return given.end
        if isinstance(given, Picture | _Heard):
            self._silent_s = 0.0
            self._lay(given)
        else:
            self._post(given)
        return None

    def _lay(self, given: Picture | _Heard) -> None:
        if isinstance(given, _Heard):
            for piece in self._timeline.cut(given.sound):
                self._tape.sound(piece, given.side)
            return
        self._room.release()
        at_s = self._timeline.place(given.grabbed_at_s)
        if at_s is not None:
            self._tape.picture(replace(given, grabbed_at_s=at_s))

    def _tell_progress(self) -> None:
        now_s = time.monotonic()
        if self._tape.has_begun and now_s - self._told_at_s >= _PROGRESS_S:
            self._told_at_s = now_s
            self._post(RecordingProgress(round(self._tape.length_s * 1000)))
