"""Records both sides of a call: two memory files to one picture ten times a second, two voices to one track.

Whatever one side does, the other goes on: a picture that does not come becomes a plate, a voice becomes silence.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from edge.capture.facts import Fact, RecordingEnd
from edge.capture.profile import BOTH_SIDES
from edge.capture.recorder import Recording
from edge.capture.segments import Sealer
from edge.capture.tape import Wish
from edge.inquiry.tape.frame import Frame, Now
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Picture, Sound
from wire.picture import FILE_BYTES, HEADER_BYTES, read_header

_STALE_S: Final = 3.0
"""A camera that gives nothing for so long shows nothing any more."""
_LOST_S: Final = 10.0
"""With neither picture nor sound of the villager for so long, nobody is being recorded."""
NEAR, FAR = 0, 1


@dataclass(frozen=True)
class Look:
    """What is recorded of both sides, and what the band says."""

    near_path: Path
    far_path: Path
    name: str
    stamp: Callable[[], tuple[int, bool]]
    utc_offset_min: int = 480


class Seen:
    """The newest picture of a memory file that may not be there yet, or be another one by now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._memory: Any = None
        self._inode = 0
        self._sequence = -1
        self.picture: Any = None
        """RGB; a copy."""
        self.changed_at_s = 0.0

    def look(self, now_s: float) -> None:
        """A new picture takes the place of the one before."""
        with contextlib.suppress(OSError, ValueError):
            self._follow()
        if self._memory is None:
            return
        header = read_header(bytes(self._memory[:HEADER_BYTES]))
        if header is None or header.sequence in (0, self._sequence) or not header.length:
            return
        pixels = np.array(self._memory[header.offset : header.offset + header.length])
        again = read_header(bytes(self._memory[:HEADER_BYTES]))
        if again is not None and again.sequence == header.sequence:
            self._sequence, self.changed_at_s = header.sequence, now_s
            self.picture = pixels.reshape(header.height, header.width, 3)

    def forget(self) -> None:
        self.picture = None

    def _follow(self) -> None:
        """An engine that starts anew makes a new file."""
        try:
            inode = self._path.stat().st_ino
        except FileNotFoundError:
            self._memory, self._inode, self._sequence = None, 0, -1
            raise
        if inode != self._inode and self._path.stat().st_size >= FILE_BYTES:
            self._memory = np.memmap(self._path, np.uint8, "r", shape=(FILE_BYTES,))
            self._inode, self._sequence = inode, -1


class Sounds(Protocol):
    """The two voices."""

    def hear_near(self, samples: bytes) -> None:
        """From any thread, as it comes."""

    def hear_far(self, samples: bytes) -> None: ...


class Pictures(Protocol):
    """The two pictures."""

    line: bool
    """Whether the officers are seen and heard; anybody may turn it."""

    def look(self, *, near: bool, far: bool) -> None:
        """Which pictures are recorded from now on; of the other, its plate."""


class Both(Sounds, Pictures, Protocol):
    """A recording of both sides, from its making until RecordingEnded."""

    @property
    def tape_ms(self) -> int:
        """Into the recording; 0 until its first picture."""

    def stop(self) -> None:
        """What came before is still recorded; RecordingEnded follows."""


class BothSides:
    """Keeps the promises of Both by two threads: one looks and draws, one encodes and seals."""

    def __init__(self, look: Look, sealer: Sealer, post: Callable[[Fact], None], *, max_s: float) -> None:
        self._look = look
        self._frame = Frame(look.name, utc_offset_min=look.utc_offset_min)
        self._near, self._far = Seen(look.near_path), Seen(look.far_path)
        self._shows = (False, False)
        self.line = True
        self._heard_at_s = time.monotonic()
        self._began_at_s = 0.0
        self._stopping = threading.Event()
        self._recording = Recording(sealer, Wish(BOTH_SIDES, max_s=max_s), post)
        self._thread = threading.Thread(target=self._watch, name="inquiry.pictures", daemon=True)
        self._thread.start()

    @property
    def tape_ms(self) -> int:
        return round((time.monotonic() - self._began_at_s) * 1000) if self._began_at_s else 0

    def hear_near(self, samples: bytes) -> None:
        self._heard_at_s = time.monotonic()
        self._recording.sound(_sound(samples, self._heard_at_s), NEAR)

    def hear_far(self, samples: bytes) -> None:
        self._recording.sound(_sound(samples, time.monotonic()), FAR)

    def look(self, *, near: bool, far: bool) -> None:
        self._shows = (near, far)

    def stop(self) -> None:
        self._stopping.set()

    def join(self) -> None:
        """Both threads are gone."""
        self._thread.join()
        self._recording.join()

    def _watch(self) -> None:
        period_s, due_s = 1 / BOTH_SIDES.size.rate_hz, time.monotonic()
        end = RecordingEnd.STOPPED
        try:
            while not self._stopping.wait(max(0.0, due_s - time.monotonic())) and not self._recording.ended.is_set():
                now_s = time.monotonic()
                due_s = max(due_s + period_s, now_s)
                if not self._take(now_s):
                    end = RecordingEnd.DEVICES_LOST
                    break
        finally:
            self._recording.stop(end)

    def _take(self, now_s: float) -> bool:
        """One picture of both; False when the villager is neither seen nor heard any more."""
        self._began_at_s = self._began_at_s or now_s
        near, far = self._shows
        self._near.look(now_s)
        self._far.look(now_s)
        self._frame.look(
            near=self._near.picture if near and not self._is_stale(self._near, now_s) else None,
            far=self._far.picture if far and not self._is_stale(self._far, now_s) else None,
            line=self.line,
        )
        at_ms, trusted = self._look.stamp()
        bgr = self._frame.drawn(Now(at_ms, trusted, round((now_s - self._began_at_s) * 1000)))
        self._recording.picture(Picture(bgr.data, now_s))
        return now_s - max(self._heard_at_s, self._near.changed_at_s) < _LOST_S

    def _is_stale(self, seen: Seen, now_s: float) -> bool:
        return seen.picture is None or now_s - seen.changed_at_s > _STALE_S


def _sound(samples: bytes, now_s: float) -> Sound:
    length_s = len(samples) / SOUND_BYTES_PER_SAMPLE / SOUND_RATE_HZ
    return Sound(samples, now_s - length_s)
