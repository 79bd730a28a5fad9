"""A film in pictures as large as the wall shows them, decoded on a thread of its own: the face's only door to av."""

import contextlib
import hashlib
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
from av.error import FFmpegError
from PIL import Image

from kiosk.render.bitmap import Bitmap
from wire.wall.profile import Rectangle

_AHEAD = 4
"""Frames decoded ahead: at full HD each is 6 MB."""
_MAX_PIXELS = 4096 * 2304
_AGAIN_S = 0.1
_FALLBACK_FPS = 25
_TURNED = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
"""A telephone films as it is held and writes beside it how that is turned, in degrees against the clock."""


@dataclass(frozen=True)
class FilmFrame:
    """One picture and when it is due, from the film's first one."""

    at_ms: int
    bitmap: Bitmap


@dataclass
class Presented:
    """What of a film was on the wall: the digest of the proof over its file's hash and each presented frame's."""

    file_sha256: str
    frames: int = 0
    _digest: "hashlib._Hash" = field(init=False)

    def __post_init__(self) -> None:
        self._digest = hashlib.sha256(f"{self.file_sha256}\n".encode())

    def counts(self, frame: FilmFrame) -> None:
        """Once a frame, after its flip."""
        self.frames += 1
        self._digest.update(f"{frame.bitmap.sha256}\n".encode())

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest() if self.frames else ""


def fitted(area: Rectangle, size: tuple[int, int]) -> Rectangle:
    """The largest place in the middle of `area` with the shape of `size`."""
    width, height = size
    scale = min(area.width / width, area.height / height)
    shown = max(round(width * scale), 1), max(round(height * scale), 1)
    return Rectangle(
        x=area.x + (area.width - shown[0]) // 2,
        y=area.y + (area.height - shown[1]) // 2,
        width=shown[0],
        height=shown[1],
    )


class Film:
    """Begins to decode at once, some frames ahead, and waits. A broken file ends it; `broken` says why."""

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        self._path = path
        self._size = size
        self._frames: queue.Queue[FilmFrame | None] = queue.Queue(_AHEAD)
        self._next: FilmFrame | None = None
        self._stopped = threading.Event()
        self.broken = ""
        self.has_sound = False
        """Known when the first frame is."""
        self.ended = False
        """The last frame was taken, or there will be none."""
        self._thread = threading.Thread(target=self._run, name="film", daemon=True)
        self._thread.start()

    def first(self, within_s: float) -> FilmFrame | None:
        """Waits for the first frame and leaves it there; not for the thread that draws."""
        if self._next is None and not self.ended:
            with contextlib.suppress(queue.Empty):
                self._take(self._frames.get(timeout=within_s))
        return self._next

    def due(self, elapsed_ms: float) -> FilmFrame | None:
        """The newest frame whose time has come, or None. What it was too late for is dropped and never counted."""
        newest: FilmFrame | None = None
        while not self.ended:
            if self._next is None:
                try:
                    self._take(self._frames.get_nowait())
                except queue.Empty:
                    break
            if self._next is None or self._next.at_ms > elapsed_ms:
                break
            newest, self._next = self._next, None
        return newest

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _take(self, frame: FilmFrame | None) -> None:
        self._next, self.ended = frame, frame is None

    def _run(self) -> None:
        try:
            for frame in self._decoded():
                if not self._gave(frame):
                    return
        # hostile bytes make a decoder say anything; the page is skipped, the wall goes on
        except (FFmpegError, ValueError, OSError, MemoryError, ArithmeticError) as error:
            self.broken = f"{type(error).__name__}"
        finally:
            self._gave(None)

    def _gave(self, frame: FilmFrame | None) -> bool:
        while not self._stopped.is_set():
            with contextlib.suppress(queue.Full):
                self._frames.put(frame, timeout=_AGAIN_S)
                return True
        return False

    def _decoded(self) -> Iterator[FilmFrame]:
        with av.open(str(self._path), options={"protocol_whitelist": "file"}) as container:
            if not container.streams.video:
                raise ValueError("no pictures")
            stream = container.streams.video[0]
            if stream.codec_context is None:
                raise ValueError("no decoder")
            if stream.width * stream.height > _MAX_PIXELS:
                raise ValueError("too large")
            stream.codec_context.thread_count = 2
            self.has_sound = bool(container.streams.audio)
            first: float | None = None
            count = 0
            for frame in container.decode(stream):
                at = frame.time if frame.time is not None else count / float(stream.average_rate or _FALLBACK_FPS)
                first = at if first is None else first
                yield FilmFrame(max(round((at - first) * 1000), 0), self._drawn(frame))
                count += 1
            if not count:
                raise ValueError("no pictures")

    def _drawn(self, frame: av.VideoFrame) -> Bitmap:
        turned = _TURNED.get(round(frame.rotation) % 360)
        lies = turned in {Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270}
        width, height = reversed(self._size) if lies else self._size
        picture = frame.reformat(width=width, height=height, format="rgb24").to_image()  # type: ignore[no-untyped-call]  # av leaves Pillow out
        bitmap = Bitmap.of(picture if turned is None else picture.transpose(turned))
        # here, and not on the thread that draws
        _ = bitmap.sha256
        return bitmap
