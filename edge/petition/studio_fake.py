"""A studio without devices: records random ciphertext at once, and refuses what the real one refuses."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from edge.capture import facts
from edge.capture.errors import BadPage, CannotCover, NoPapersCamera, Occupied
from edge.capture.segments import SegmentSink
from wire.errors import BadSeal
from wire.picture import FILE_BYTES
from wire.port import PageQuality, PreviewOf, TakeKind
from wire.seal.age import DraftIdentity, seal

PROGRESS_S = 0.2
SHEET = b"\xff\xd8" + b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(3000) + b"\xff\xd9"
"""What its papers camera sees: begins and ends as a JPEG does."""


class FakeStudio:
    """Each recording has `segment_bytes`, one segment a length; it lasts until it is told to stop."""

    def __init__(
        self, post: Callable[[facts.Fact], None], *, picture_path: Path, segment_bytes: Sequence[int] = (4096, 4096)
    ) -> None:
        self._post = post
        self._picture_path = picture_path
        self._sink: SegmentSink | None = None
        self._recipients: Sequence[str] = ()
        self._replaying = False
        self._paused = False
        self._elapsed_ms = 0
        self._ticker: asyncio.TimerHandle | None = None
        self.segment_bytes = segment_bytes
        self.has_camera = True
        self.has_microphone = True
        self.has_papers_camera = True
        self.counts_faces = True
        self.covers_faces = True
        self.page_quality: PageQuality = "good"
        self.previewing: PreviewOf | None = None
        self.hears: Callable[[bytes], None] | None = None
        self.recording: dict[str, object] = {}
        """How the last recording was wished for."""
        self.replayed: list[list[bytes]] = []
        """What the last replay opened, take by take."""
        self.shown: bytes = b""
        """The page in the live picture."""
        picture_path.write_bytes(bytes(FILE_BYTES))

    def start_preview(self, of: PreviewOf = "face", *, cover_face: bool = False) -> None:
        self._require_cover(wanted=cover_face)
        self.shown = b""
        if of == "papers":
            self._require_papers()
        elif not self.has_microphone:
            self._post(facts.MicrophoneMissing("fake"))
        self.previewing = of
        if of == "face" and not self.has_camera:
            self._post(facts.CameraMissing("fake"))
        else:
            self._post(facts.PreviewStarted(self._picture_path, 640, 480, of))

    def stop_preview(self) -> None:
        self.previewing, self.shown = None, b""

    def start_recording(
        self,
        sink: SegmentSink,
        recipients: Sequence[str],
        *,
        max_s: float = 600,
        kind: TakeKind = "video",
        cover_face: bool = False,
        change_voice: bool = False,
    ) -> None:
        """`max_s` never comes."""
        self._require_quiet()
        self._require_cover(wanted=cover_face)
        if not recipients:
            raise BadSeal("a part must be sealed to somebody")
        self.recording = {"max_s": max_s, "kind": kind, "cover_face": cover_face, "change_voice": change_voice}
        self._sink, self._recipients = sink, recipients
        self._paused, self._elapsed_ms = False, 0
        if not self.has_microphone:
            self._post(facts.MicrophoneMissing("fake"))
        if kind == "video" and not self.has_camera:
            self._post(facts.CameraMissing("fake"))
        self._post(facts.RecordingStarted())
        self._tick()

    def pause_recording(self) -> None:
        if self._sink and not self._paused:
            self._paused = True
            self._post(facts.RecordingPaused())

    def resume_recording(self) -> None:
        if self._sink and self._paused:
            self._paused = False
            self._post(facts.RecordingResumed())

    def stop_recording(self) -> None:
        self.end_recording(facts.RecordingEnd.STOPPED)

    def end_recording(self, end: facts.RecordingEnd) -> None:
        """As it ends by itself when `end` comes."""
        sink, self._sink = self._sink, None
        if sink is None:
            return
        if self._ticker:
            self._ticker.cancel()
        kept: list[facts.SegmentKept] = []
        for index, length in enumerate(self.segment_bytes):
            sealed = seal(secrets.token_bytes(length), self._recipients)
            try:
                sink.keep(index, sealed)
            except OSError:
                self._post(facts.DiskFull(index))
                end = facts.RecordingEnd.DISK_FULL
                break
            kept.append(_kept(index, sealed))
            self._post(kept[-1])
        self._post(facts.RecordingEnded(end, tuple(kept), 4000 * len(kept), 100 * len(kept), 0))

    def start_replay(self, takes: Sequence[Sequence[Path]], identity: DraftIdentity) -> None:
        self._require_quiet()
        self._replaying = True
        self.replayed = [[identity.open(path.read_bytes()) for path in parts] for parts in takes]
        self._post(facts.ReplayStarted(self._picture_path))

    def stop_replay(self) -> None:
        if self._replaying:
            self._replaying = False
            self._post(facts.ReplayEnded(facts.ReplayEnd.STOPPED))

    def take_page(self) -> None:
        self._require_papers()
        self.shown = SHEET
        self._post(facts.PageTaken(SHEET, self.page_quality))

    def show_page(self, picture: bytes) -> None:
        if not picture.startswith((b"\xff\xd8", b"\x89PNG")):
            raise BadPage("neither JPEG nor PNG")
        self.shown = picture

    def listen(self, hear: Callable[[bytes], None] | None) -> None:
        """A test that calls `hears` is the microphone."""
        self.hears = hear

    def close(self) -> None:
        if self._ticker:
            self._ticker.cancel()
        self._picture_path.unlink(missing_ok=True)

    def _tick(self) -> None:
        if self._sink is None:
            return
        self._post(facts.RecordingProgress(self._elapsed_ms))
        if not self._paused:
            self._elapsed_ms += int(PROGRESS_S * 1000)
        self._ticker = asyncio.get_running_loop().call_later(PROGRESS_S, self._tick)

    def _require_quiet(self) -> None:
        if self._sink or self._replaying:
            raise Occupied("a recording or a replay is running")

    def _require_cover(self, *, wanted: bool) -> None:
        if wanted and not self.covers_faces:
            raise CannotCover("there is no face model")

    def _require_papers(self) -> None:
        if not self.has_papers_camera:
            raise NoPapersCamera("there is no papers camera")


def _kept(index: int, sealed: bytes) -> facts.SegmentKept:
    return facts.SegmentKept(index, len(sealed), hashlib.sha256(sealed).hexdigest(), 4000 * (index + 1))
