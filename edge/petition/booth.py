"""The villager in front of the devices: preview, recording and replay of the one draft, in the EdgePort's words."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from edge.capture import facts
from edge.capture.errors import Occupied
from edge.errors import NotRecorded
from edge.petition.drafts import Draft, Drafts
from edge.petition.room import Allowance
from edge.petition.senses import Senses
from edge.petition.studio import Rules, Studio
from edge.petition.takes import Sink, Take, Wish
from wire import port
from wire.ids import TakeId

_END_S = 15.0
"""A recording that has not ended by then hangs in its devices."""
Why = Literal["asked", "limit", "disk_full", "devices_lost"]
_WHY: Final[dict[facts.RecordingEnd, Why]] = {
    facts.RecordingEnd.STOPPED: "asked",
    facts.RecordingEnd.FULL_LENGTH: "limit",
    facts.RecordingEnd.DISK_FULL: "disk_full",
    facts.RecordingEnd.DEVICES_LOST: "devices_lost",
    facts.RecordingEnd.BROKEN: "devices_lost",
}


@dataclass
class _Recording:
    """The take that is being recorded."""

    draft: Draft
    wish: Wish
    sink: Sink
    allowed: Allowance
    stamp: tuple[int, bool]
    begun: bool = False
    paused: bool = False
    kept_bytes: int = 0
    segments: int = 0
    refused: port.SorryReason | None = None
    """It never began: this device is missing."""

    @property
    def full(self) -> bool:
        return self.kept_bytes >= self.allowed.sealed_bytes or self.segments >= self.allowed.segments


@dataclass
class _Replay:
    draft: Draft
    duration_ms: int = field(default=0)


class Booth:
    """One recording or replay at a time. Facts of the studio come in through `took_place`."""

    def __init__(self, studio: Studio, drafts: Drafts, rules: Rules) -> None:
        self._studio = studio
        self._drafts = drafts
        self._rules = rules
        self._recording: _Recording | None = None
        self._replay: _Replay | None = None
        self._previewing = False
        self.senses = Senses(rules.tell, rules.status_changed)

    @property
    def is_listening(self) -> bool:
        """Whether what is said now is recorded."""
        return self._recording is not None and not self._recording.paused

    @property
    def is_replaying(self) -> bool:
        return self._replay is not None

    def start_preview(self, of: port.PreviewOf = "face", *, cover_face: bool = False) -> None:
        """PreviewStarted follows. Raises CannotCover or NoPapersCamera."""
        self._studio.start_preview(of, cover_face=cover_face)
        self._previewing = True
        if of == "papers" and self._recording is None:
            self.senses.rest()
        self.senses.previewing(of)

    def stop_preview(self) -> None:
        self._previewing = False
        self._studio.stop_preview()
        self._rest()

    def start_recording(self, draft: Draft, wish: Wish) -> None:
        """RecordingStarted follows. A second call changes nothing.

        Raises BadMessage, Occupied, NoRoom, NoCamera, CameraGone, NoMicrophone, or CannotCover.
        """
        wish.check()
        running = self._recording
        if running and running.draft is draft and running.wish.take_id == wish.take_id:
            return
        if running or self._replay or draft.submitting:
            raise Occupied("a recording or a replay is still running")
        self.senses.require(wish.kind)
        allowed = self._drafts.room.allowance(draft.weight(without=wish.take_id))
        sink = self._drafts.next_take(draft, replacing=wish.take_id)
        self._begin(_Recording(draft, wish, sink, allowed, self._rules.stamp()))

    async def stop_recording(self, draft: Draft) -> None:
        """Returns when the recording has ended; for a draft that is not recording, at once. Raises TimeoutError."""
        if self._recording and self._recording.draft is draft:
            self._studio.stop_recording()
            await asyncio.wait_for(draft.ended.wait(), _END_S)

    def pause(self, draft: Draft) -> None:
        """RecordingPaused follows. Raises NotRecorded when nothing runs."""
        if self._running(draft).paused:
            self._recording_paused(facts.RecordingPaused())
        else:
            self._studio.pause_recording()

    def resume(self, draft: Draft) -> None:
        """RecordingResumed follows. Raises NotRecorded when nothing runs."""
        if self._running(draft).paused:
            self._studio.resume_recording()
        else:
            self._recording_resumed(facts.RecordingResumed())

    async def discard(self, draft: Draft, take_id: TakeId | None = None) -> None:
        """One take, or (None) all; stops first if need be. Raises Occupied while the draft is sent."""
        running = self._recording
        if running and running.draft is draft and take_id in (None, running.wish.take_id):
            await self.stop_recording(draft)
        if draft.submitting:
            raise Occupied("the draft is being sent")
        self.end_replay(draft)
        self._drafts.discard(draft, take_id)

    async def cancel(self, draft: Draft) -> None:
        """Nothing of the draft is left when it returns, neither bytes nor key."""
        draft.gone = True
        running = self._recording
        with contextlib.suppress(TimeoutError):
            await self.stop_recording(draft)
        if running and running.draft is draft:
            running.sink.close()
        self.end_replay(draft)
        async with draft.hand:
            self._drafts.forget(draft.petition_id)

    def start_replay(self, draft: Draft, take_id: TakeId | None = None) -> None:
        """One take, or (None) all in order. Raises NotRecorded, or Occupied."""
        takes = draft.chosen(take_id)
        self._studio.start_replay([take.part_paths() for take in takes], draft.identity)
        self._replay = _Replay(draft, sum(take.duration_ms for take in takes))

    def stop_replay(self) -> None:
        self._studio.stop_replay()

    def end_replay(self, draft: Draft | None = None) -> None:
        """Silence, should this draft (None: any) be playing."""
        if self._replay and draft in (None, self._replay.draft):
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
        self.senses.took_place(fact)
        tell = self._TELLERS.get(type(fact))
        if tell:
            tell(self, fact)

    def _begin(self, recording: _Recording) -> None:
        wish, draft = recording.wish, recording.draft
        recipients = (*self._rules.recipients, draft.identity.recipient)
        try:
            self._studio.start_recording(
                recording.sink,
                recipients,
                max_s=recording.allowed.seconds,
                kind=wish.kind,
                cover_face=wish.cover_face,
                change_voice=wish.change_voice,
            )
        except Exception:
            recording.sink.remove()
            raise
        self._recording = recording
        draft.ended.clear()

    def _running(self, draft: Draft) -> _Recording:
        if self._recording is None or self._recording.draft is not draft:
            raise NotRecorded("nothing is being recorded")
        return self._recording

    def _rest(self) -> None:
        if not self._previewing and self._recording is None:
            self.senses.rest()

    def _device_missing(self, fact: facts.CameraMissing | facts.MicrophoneMissing) -> None:
        """Before the first picture and sound: better said now than after ten minutes."""
        running = self._recording
        if running is None or running.begun or running.refused:
            return
        if isinstance(fact, facts.MicrophoneMissing):
            running.refused = "no_microphone"
        elif running.wish.kind == "video":
            running.refused = "no_camera"
        if running.refused:
            self._studio.stop_recording()

    def _recording_started(self, _fact: facts.RecordingStarted) -> None:
        running = self._recording
        if running is None or running.refused:
            return
        running.begun = True
        self.senses.recording(running.wish.kind)
        started = port.RecordingStarted(petition_id=running.draft.petition_id, limit_s=running.allowed.seconds)
        self._rules.tell(started)

    def _segment_kept(self, fact: facts.SegmentKept) -> None:
        if self._recording:
            self._recording.kept_bytes += fact.sealed_bytes
            self._recording.segments += 1
            if self._recording.full:
                self._studio.stop_recording()

    def _recording_progress(self, fact: facts.RecordingProgress) -> None:
        running = self._recording
        if running is None or not running.begun:
            return
        self._rules.tell(
            port.RecordingProgress(
                petition_id=running.draft.petition_id,
                elapsed_ms=fact.elapsed_ms,
                level=0.0 if running.paused else self.senses.loudness,
                camera=self.senses.camera,
                microphone=self.senses.microphone,
            )
        )

    def _recording_paused(self, _fact: facts.RecordingPaused) -> None:
        if self._recording:
            self._recording.paused = True
            self._rules.tell(port.RecordingPaused(petition_id=self._recording.draft.petition_id))

    def _recording_resumed(self, _fact: facts.RecordingResumed) -> None:
        if self._recording:
            self._recording.paused = False
            self._rules.tell(port.RecordingResumed(petition_id=self._recording.draft.petition_id))

    def _recording_ended(self, fact: facts.RecordingEnded) -> None:
        running, self._recording = self._recording, None
        if running is None:
            return
        self._keep(running, fact)
        running.draft.ended.set()
        self._rest()
        if running.refused:
            petition_id = running.draft.petition_id
            self._rules.tell(port.Sorry(about="StartRecording", reason=running.refused, subject_id=petition_id))
        else:
            self._tell_stopped(running, fact)

    def _keep(self, running: _Recording, fact: facts.RecordingEnded) -> None:
        running.sink.close()
        if running.draft.gone or running.refused or not fact.segments:
            running.sink.remove()
            return
        at_ms, trusted = running.stamp
        directory = running.sink.directory
        take = Take(running.wish, directory, fact.segments, fact.duration_ms, at_ms, clock_trusted=trusted)
        self._drafts.keep_take(running.draft, take)

    def _tell_stopped(self, running: _Recording, fact: facts.RecordingEnded) -> None:
        self._rules.tell(
            port.RecordingStopped(
                petition_id=running.draft.petition_id,
                duration_ms=fact.duration_ms if fact.segments else 0,
                sealed_bytes=sum(segment.sealed_bytes for segment in fact.segments),
                why="limit" if running.full else _WHY[fact.end],
                take_id=running.wish.take_id,
            )
        )

    def _replay_started(self, _fact: facts.ReplayStarted) -> None:
        if self._replay:
            petition_id = self._replay.draft.petition_id
            self._rules.tell(port.ReplayStarted(petition_id=petition_id, duration_ms=self._replay.duration_ms))

    def _replay_progress(self, fact: facts.ReplayProgress) -> None:
        if self._replay:
            petition_id = self._replay.draft.petition_id
            self._rules.tell(port.ReplayProgress(petition_id=petition_id, elapsed_ms=fact.elapsed_ms))

    def _replay_ended(self, _fact: facts.ReplayEnded) -> None:
        replay, self._replay = self._replay, None
        if replay:
            self._rules.tell(port.ReplayEnded(petition_id=replay.draft.petition_id))

    _TELLERS: Final[dict[type, Callable[..., None]]] = {
        facts.CameraMissing: _device_missing,
        facts.MicrophoneMissing: _device_missing,
        facts.RecordingStarted: _recording_started,
        facts.RecordingProgress: _recording_progress,
        facts.RecordingPaused: _recording_paused,
        facts.RecordingResumed: _recording_resumed,
        facts.SegmentKept: _segment_kept,
        facts.RecordingEnded: _recording_ended,
        facts.ReplayStarted: _replay_started,
        facts.ReplayProgress: _replay_progress,
        facts.ReplayEnded: _replay_ended,
    }
