"""The villager in front of the devices: preview, recording and replay of the one draft, in the EdgePort's words."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from edge.capture import facts
from edge.capture.errors import Occupied
from edge.capture.segments import SegmentSink
from edge.errors import NotRecorded
from edge.petition.drafts import Draft, Drafts, Recorded
from wire import port
from wire.petition.manifest import MAX_PETITION_BYTES
from wire.record import Record
from wire.seal.age import DraftIdentity

PROGRESS_S = 0.2
FULL_BYTES: Final = MAX_PETITION_BYTES - 64 * 1024 * 1024
"""A recording this large ends as one of full length does: the county takes no petition above its own limit."""
_END_S = 15.0
"""A recording that has not ended by then hangs in its devices."""
_WHY: Final[dict[facts.RecordingEnd, Literal["asked", "limit", "disk_full", "devices_lost"]]] = {
    facts.RecordingEnd.STOPPED: "asked",
    facts.RecordingEnd.FULL_LENGTH: "limit",
    facts.RecordingEnd.DISK_FULL: "disk_full",
    facts.RecordingEnd.DEVICES_LOST: "devices_lost",
    facts.RecordingEnd.BROKEN: "devices_lost",
}


class Recorder(Protocol):
    """What the booth needs of edge.capture.studio.Studio to record."""

    def start_recording(self, sink: SegmentSink, recipients: Sequence[str], *, max_s: float = ...) -> None: ...
    def stop_recording(self) -> None: ...


class Screen(Protocol):
    """What the booth needs of edge.capture.studio.Studio to show."""

    def start_preview(self) -> None: ...
    def stop_preview(self) -> None: ...
    def start_replay(self, takes: Sequence[Sequence[Path]], identity: DraftIdentity) -> None: ...
    def stop_replay(self) -> None: ...


class Studio(Recorder, Screen, Protocol):
    """Both."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class Rules:
    """What the booth is told once."""

    recipients: tuple[str, ...]
    """age recipients beside the draft's own key."""
    limit_s: int
    stamp: Callable[[], tuple[int, bool]]
    """Time of day in ms, and whether it can be trusted."""
    tell: Callable[[Record], None]
    status_changed: Callable[[], None]


class Booth:
    """One recording or replay at a time. Facts of the studio come in through `took_place`."""

    def __init__(self, studio: Studio, drafts: Drafts, rules: Rules) -> None:
        self._studio = studio
        self._drafts = drafts
        self._rules = rules
        self._recording: Draft | None = None
        self._replaying: Draft | None = None
        self._began_at = 0.0
        self._kept_bytes = 0
        self._stamp = (0, False)
        self._level = 0.0
        self._ticker: asyncio.TimerHandle | None = None
        self._previewing = False
        self.camera: port.CameraState = "off"

    def start_preview(self) -> None:
        self._previewing = True
        self._studio.start_preview()

    def stop_preview(self) -> None:
        self._previewing = False
        self._studio.stop_preview()
        if self._recording is None:
            self._set_camera("off")

    def start_recording(self, draft: Draft) -> None:
        """RecordingStarted follows. Raises Occupied, or NoRoom. A second call changes nothing."""
        if self._recording is draft:
            return
        if self._recording or self._replaying or draft.submitting:
            raise Occupied("a recording or a replay is still running")
        sink = self._drafts.next_take(draft)
        recipients = (*self._rules.recipients, draft.identity.recipient)
        self._studio.start_recording(sink, recipients, max_s=self._rules.limit_s)
        self._stamp = self._rules.stamp()
        self._kept_bytes = 0
        self._recording = draft
        draft.ended.clear()

    async def stop_recording(self, draft: Draft) -> None:
        """Returns when the recording has ended; for a draft that is not recording, at once. Raises TimeoutError."""
        if self._recording is draft:
            self._studio.stop_recording()
            await asyncio.wait_for(draft.ended.wait(), _END_S)

    async def discard(self, draft: Draft) -> None:
        """Stops first if need be."""
        await self.stop_recording(draft)
        self.end_replay(draft)
        self._drafts.discard(draft)

    async def cancel(self, draft: Draft) -> None:
        """Nothing of the draft is left when it returns, neither bytes nor key."""
        with contextlib.suppress(TimeoutError):
            await self.stop_recording(draft)
        self.end_replay(draft)
        self._drafts.forget(draft.petition_id)

    def start_replay(self, draft: Draft) -> None:
        """Raises NotRecorded, or Occupied."""
        if draft.recorded is None or not draft.recorded.segments:
            raise NotRecorded("there is nothing to replay")
        self._studio.start_replay([draft.part_paths()], draft.identity)
        self._replaying = draft

    def stop_replay(self) -> None:
        self._studio.stop_replay()

    def end_replay(self, draft: Draft) -> None:
        """Silence, should this draft be playing."""
        if self._replaying is draft:
            self._studio.stop_replay()

    def leave(self) -> None:
        """The face is gone: nobody is to be filmed for it."""
        self._studio.stop_replay()
        self._studio.stop_recording()
        self.stop_preview()

    def close(self) -> None:
        """Let all devices go; waits for their threads, so call it off the loop."""
        self._studio.close()

    def took_place(self, fact: facts.Fact) -> None:
        """One fact of the studio, in the order it happened."""
        tell = self._TELLERS.get(type(fact))
        if tell:
            tell(self, fact)

    def _preview_started(self, fact: facts.PreviewStarted) -> None:
        self._set_camera("ready")
        self._rules.tell(port.PreviewStarted(width=fact.width_px, height=fact.height_px))

    def _camera_missing(self, _fact: facts.CameraMissing) -> None:
        self._set_camera("missing")
        if self._previewing:
            self._rules.tell(port.Sorry(about="StartPreview", reason="no_camera"))

    def _camera_lost(self, _fact: facts.CameraLost) -> None:
        self._set_camera("stalled")

    def _camera_back(self, _fact: facts.CameraBack) -> None:
        self._set_camera("ready")

    def _heard_level(self, fact: facts.Level) -> None:
        self._level = fact.loudness

    def _recording_started(self, _fact: facts.RecordingStarted) -> None:
        if self._recording is None:
            return
        self._began_at = time.monotonic()
        self._set_camera("ready")
        started = port.RecordingStarted(petition_id=self._recording.petition_id, limit_s=self._rules.limit_s)
        self._rules.tell(started)
        self._tick()

    def _segment_kept(self, fact: facts.SegmentKept) -> None:
        self._kept_bytes += fact.sealed_bytes
        if self._kept_bytes >= FULL_BYTES:
            self._studio.stop_recording()

    def _tick(self) -> None:
        if self._recording is None:
            return
        self._rules.tell(
            port.RecordingProgress(
                petition_id=self._recording.petition_id,
                elapsed_ms=int((time.monotonic() - self._began_at) * 1000),
                level=self._level,
                camera=self.camera,
            )
        )
        self._ticker = asyncio.get_running_loop().call_later(PROGRESS_S, self._tick)

    def _recording_ended(self, fact: facts.RecordingEnded) -> None:
        draft, self._recording = self._recording, None
        if self._ticker:
            self._ticker.cancel()
        if draft is None:
            return
        at_ms, trusted = self._stamp
        draft.recorded = Recorded(fact.segments, fact.duration_ms, at_ms, trusted)
        draft.ended.set()
        self._rules.tell(
            port.RecordingStopped(
                petition_id=draft.petition_id,
                duration_ms=fact.duration_ms,
                sealed_bytes=draft.recorded.sealed_bytes,
                why="limit" if self._kept_bytes >= FULL_BYTES else _WHY[fact.end],
            )
        )

    def _replay_started(self, _fact: facts.ReplayStarted) -> None:
        draft = self._replaying
        if draft and draft.recorded:
            started = port.ReplayStarted(petition_id=draft.petition_id, duration_ms=draft.recorded.duration_ms)
            self._rules.tell(started)

    def _replay_progress(self, fact: facts.ReplayProgress) -> None:
        if self._replaying:
            self._rules.tell(port.ReplayProgress(petition_id=self._replaying.petition_id, elapsed_ms=fact.elapsed_ms))

    def _replay_ended(self, _fact: facts.ReplayEnded) -> None:
        replaying, self._replaying = self._replaying, None
        if replaying:
            self._rules.tell(port.ReplayEnded(petition_id=replaying.petition_id))

    def _set_camera(self, state: port.CameraState) -> None:
        if state != self.camera:
            self.camera = state
            self._rules.status_changed()

    _TELLERS: Final[dict[type, Callable[..., None]]] = {
        facts.PreviewStarted: _preview_started,
        facts.CameraMissing: _camera_missing,
        facts.CameraLost: _camera_lost,
        facts.CameraBack: _camera_back,
        facts.Level: _heard_level,
        facts.RecordingStarted: _recording_started,
        facts.SegmentKept: _segment_kept,
        facts.RecordingEnded: _recording_ended,
        facts.ReplayStarted: _replay_started,
        facts.ReplayProgress: _replay_progress,
        facts.ReplayEnded: _replay_ended,
    }
