"""The sound track of a film file, unpacked ahead on a thread of its own. A broken one ends early, and only in the log.

Samples are the house's: mono, signed 16 bit, SOUND_RATE_HZ.
"""

import logging
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import av
from av.error import FFmpegError

from hardware.ports import SOUND_RATE_HZ

_log = logging.getLogger(__name__)
_AHEAD: Final = 64
"""Pieces; of most films one is 21 ms. A slow card must be slower than a second to be heard."""
_AGAIN_S: Final = 0.05
_LIMITS: Final = {"protocol_whitelist": "file", "format_whitelist": "mov"}
"""Films are MP4. The other demuxers of FFmpeg are not offered to them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Sound, and when its first sample is due: in seconds from the film's first picture."""

    at_s: float
    samples: bytes


class Track:
    """Pieces in order. It begins to unpack at once, some pieces ahead; `close` it from the thread that takes them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pieces: queue.Queue[Piece | None] = queue.Queue(_AHEAD)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="wall.track", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[Piece]:
        while (piece := self._pieces.get()) is not None:
            yield piece

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            for piece in _unpacked(self._path):
                if not self._gave(piece):
                    return
        # hostile bytes make a decoder say anything; the picture is another's care
        except (FFmpegError, ValueError, LookupError, ArithmeticError, MemoryError, OSError) as error:
            _log.warning("a film's sound is broken: %s", type(error).__name__)
        self._gave(None)

    def _gave(self, piece: Piece | None) -> bool:
        while not self._closed.is_set():
            try:
                self._pieces.put(piece, timeout=_AGAIN_S)
            except queue.Full:
                continue
            return True
        return False


def _unpacked(path: Path) -> Iterator[Piece]:
    """Nothing of a film that has no sound."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
    with av.open(str(path), options=_LIMITS) as container:
        if not container.streams.audio:
            return
        began_s, at_s = _first_picture_s(container), 0.0
        for frame in container.decode(container.streams.audio[0]):
            at_s = at_s if frame.time is None else frame.time - began_s
            for part in resampler.resample(frame):
                yield Piece(at_s, part.to_ndarray().astype("<i2").tobytes())
                at_s += part.samples / SOUND_RATE_HZ


def _first_picture_s(container: Any) -> float:
    """The face counts from there too."""
    stream = next(iter(container.streams.video), None)
    if stream is None or stream.start_time is None:
        return 0.0
    return float(stream.start_time * stream.time_base)
