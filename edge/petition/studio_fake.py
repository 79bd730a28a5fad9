"""A studio without devices: records random ciphertext at once, and refuses what the real one refuses."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from edge.capture import facts
from edge.capture.errors import Occupied
from edge.capture.segments import SegmentSink
from wire.picture import FILE_BYTES
from wire.seal.age import DraftIdentity, seal


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
        self.segment_bytes = segment_bytes
        self.has_camera = True
        self.previewing = False
        self.replayed: list[bytes] = []
        """What the last replay opened."""
        picture_path.write_bytes(bytes(FILE_BYTES))

    def start_preview(self) -> None:
        self.previewing = True
        if self.has_camera:
            self._post(facts.PreviewStarted(self._picture_path, 640, 480))
        else:
            self._post(facts.CameraMissing("fake"))

    def stop_preview(self) -> None:
        self.previewing = False

    def start_recording(self, sink: SegmentSink, recipients: Sequence[str], *, max_s: float = 600) -> None:
        """`max_s` never comes."""
        del max_s
        if self._sink or self._replaying:
            raise Occupied("a recording or a replay is running")
        self._sink, self._recipients = sink, recipients
        self._post(facts.RecordingStarted())

    def stop_recording(self) -> None:
        sink, self._sink = self._sink, None
        if sink is None:
            return
        kept: list[facts.SegmentKept] = []
        end = facts.RecordingEnd.STOPPED
        for index, length in enumerate(self.segment_bytes):
            sealed = seal(secrets.token_bytes(length), self._recipients)
            try:
                sink.keep(index, sealed)
            except OSError:
                self._post(facts.DiskFull(index))
                end = facts.RecordingEnd.DISK_FULL
                break
            kept.append(_kept(index, sealed))
        self._post(facts.RecordingEnded(end, tuple(kept), 4000 * len(kept), 100 * len(kept), 0))

    def start_replay(self, takes: Sequence[Sequence[Path]], identity: DraftIdentity) -> None:
        if self._sink or self._replaying:
            raise Occupied("a recording or a replay is running")
        self._replaying = True
        self.replayed = [identity.open(path.read_bytes()) for take in takes for path in take]
        self._post(facts.ReplayStarted(self._picture_path))

    def stop_replay(self) -> None:
        if self._replaying:
            self._replaying = False
            self._post(facts.ReplayEnded(facts.ReplayEnd.STOPPED))

    def close(self) -> None:
        self._picture_path.unlink(missing_ok=True)


def _kept(index: int, sealed: bytes) -> facts.SegmentKept:
    return facts.SegmentKept(index, len(sealed), hashlib.sha256(sealed).hexdigest(), 4000 * (index + 1))
