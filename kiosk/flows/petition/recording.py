"""Facing the camera, speaking, looking at it, changing a part. The edge holds the takes, the case lists them.

A take that is recorded anew stays until the new one has ended with something in it. What the devices lost on the way
is still a take.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from kiosk.flows.case import Case, Take
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.petition.order import after, before
from kiosk.flows.petition.recording_steps import (
    LEAST_S,
    ChooseTake,
    FaceCamera,
    Record,
    Review,
    ReviewTake,
    StoppedBy,
    take_page,
    with_take,
    without_take,
)
from kiosk.flows.step import EdgeGone, Heard, ReadTrouble, Step, Trouble
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.ids import TakeId, new_id

_SPOKEN_AT: dict[int, str] = {120: "told.two_minutes_left", 30: "told.half_minute_left"}
"""Seconds left → the prompt that says so, once."""


class RecordingChapter:
    """One take at a time."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._step: Step = FaceCamera()
        self._take_id = TakeId("")
        """What is being recorded, or will be."""
        self._shown = True
        self._filming = False
        """Whether a preview was asked for."""
        self._told: set[int] = set()

    # What the villager does

    def begins(self, case: Case) -> Passage:
        if case.takes and not case.wants_take:
            return self._review(case)
        return self._face(case, TakeId(new_id()))

    def does(self, case: Case, choice: str, item: str) -> Passage:
        if choice == "take":
            return self._opens(case, item)
        answer = self._DOES.get((type(self._step), choice))
        return answer(self, case) if answer else self._stays(case)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        preview = (port.StopPreview(),) if self._filming else ()
        self._filming = False
        return (*self._silence(case), *preview)

    def _face(self, case: Case, take_id: TakeId) -> Passage:
        self._take_id = take_id
        limit_s, short = self._left(case, take_id)
        step = FaceCamera(
            kind=case.kind,
            ready=case.kind == "audio",
            limit_s=limit_s,
            short_of_room=short,
            picture=self._shown and case.kind == "video",
            counts_faces=self._around.equipment.counts_faces and case.kind == "video",
            covered=case.cover_face,
            voice_changed=case.change_voice,
        )
        silence = self._silence(case)
        if case.kind == "audio":
            return self._shows(step, case, *silence)
        self._filming = True
        return self._shows(step, case, *silence, port.StartPreview(of="face", cover_face=case.cover_face))

    def _left(self, case: Case, take_id: TakeId) -> tuple[int, bool]:
        """Seconds for this take, and whether the disk is what limits it."""
        others_ms = sum(take.duration_ms for take in case.takes if take.take_id != take_id)
        allowed = max(self._around.limits.recording_s - others_ms // 1000, 0)
        room = self._around.equipment.room_s
        return min(allowed, room), room < allowed

    def _record(self, case: Case) -> Passage:
        step = self._step
        if not (isinstance(step, FaceCamera) and step.ready):
            return self._stays(case)
        self._told = set()
        start = port.StartRecording(
            petition_id=case.petition_id,
            take_id=self._take_id,
            kind=case.kind,
            cover_face=case.cover_face,
            change_voice=case.change_voice,
        )
        return self._shows(Record(case.kind, limit_s=step.limit_s, picture=step.picture), case, start)

    def _show_picture(self, case: Case) -> Passage:
        self._shown = True
        return self._changes(case, picture=True)

    def _hide_picture(self, case: Case) -> Passage:
        self._shown = False
        return self._changes(case, picture=False)

    def _back_from_face(self, case: Case) -> Passage:
        if case.takes:
            return self._review(replace(case, wants_take=False))
        return Passage(self._step, case, to=before(ChapterName.RECORDING, case))

    def _stop(self, case: Case) -> Passage:
        return self._changes(case, port.StopRecording(petition_id=case.petition_id), stopping=True)

    def _pause(self, case: Case) -> Passage:
        return self._stays(case, port.PauseRecording(petition_id=case.petition_id))

    def _resume(self, case: Case) -> Passage:
        return self._stays(case, port.ResumeRecording(petition_id=case.petition_id))

    def _replay(self, case: Case) -> Passage:
        take_id = self._step.take.take_id if isinstance(self._step, ReviewTake) else None
        start = port.StartReplay(petition_id=case.petition_id, take_id=take_id)
        return self._changes(case, start, playing=True, elapsed_ms=0)

    def _stop_replay(self, case: Case) -> Passage:
        return self._changes(case, *self._silence(case), playing=False)

    def _again(self, case: Case) -> Passage:
        take = self._step.take if isinstance(self._step, ReviewTake) else case.takes[-1]
        return self._face(replace(case, kind=take.kind), take.take_id)

    def _more(self, case: Case) -> Passage:
        if isinstance(self._step, Review) and not self._step.room:
            return self._stays(case)
        return self._face(case, TakeId(new_id()))

    def _done(self, case: Case) -> Passage:
        return Passage(self._step, case, to=after(ChapterName.RECORDING, case))

    def _parts(self, case: Case) -> Passage:
        return self._shows(take_page(case, 0), case, *self._silence(case))

    def _next_page(self, case: Case) -> Passage:
        return self._turns(case, 1)

    def _previous_page(self, case: Case) -> Passage:
        return self._turns(case, -1)

    def _turns(self, case: Case, by: int) -> Passage:
        page = self._step.page if isinstance(self._step, ChooseTake) else 0
        return self._shows(take_page(case, page + by), case)

    def _opens(self, case: Case, item: str) -> Passage:
        found = [(number, take) for number, take in enumerate(case.takes, start=1) if take.take_id == item]
        if not found:
            return self._stays(case)
        number, take = found[0]
        return self._shows(ReviewTake(number, take), case)

    def _delete(self, case: Case) -> Passage:
        if not isinstance(self._step, ReviewTake):
            return self._stays(case)
        take_id = self._step.take.take_id
        left = without_take(case, take_id)
        gone = (*self._silence(case), port.DiscardRecording(petition_id=case.petition_id, take_id=take_id))
        following = self._review(left) if left.takes else self._face(left, TakeId(new_id()))
        return replace(following, requests=(*gone, *following.requests))

    def _review(self, case: Case, stopped_by: StoppedBy = "asked") -> Passage:
        left_s, _ = self._left(case, TakeId(""))
        step = Review(
            duration_ms=case.recorded_ms,
            takes=len(case.takes),
            kind="video" if any(take.kind == "video" for take in case.takes) else "audio",
            stopped_by=stopped_by,
            room=left_s >= LEAST_S,
        )
        silence = self._silence(case)
        preview = (port.StopPreview(),) if self._filming else ()
        self._filming = False
        return self._shows(step, case, *silence, *preview)

    def _silence(self, case: Case) -> tuple[port.Request, ...]:
        playing = isinstance(self._step, Review | ReviewTake) and self._step.playing
        return (port.StopReplay(petition_id=case.petition_id),) if playing else ()

    # What it hears of the edge

    def hears(self, case: Case, event: Heard) -> Passage:
        answer = self._HEARS.get((type(self._step), type(event)))
        return answer(self, case, event) if answer else self._stays(case)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # the edge counts
        return self._stays(case)

    def _preview_started(self, case: Case, _: port.PreviewStarted) -> Passage:
        return self._changes(case, ready=True)

    def _faces(self, case: Case, event: port.FacesSeen) -> Passage:
        return self._changes(case, faces=event.count)

    def _recording_started(self, case: Case, event: port.RecordingStarted) -> Passage:
        return self._changes(case, limit_s=event.limit_s)

    def _recording(self, case: Case, event: port.RecordingProgress) -> Passage:
        passage = self._changes(
            case, elapsed_ms=event.elapsed_ms, level=event.level, camera=event.camera, microphone=event.microphone
        )
        return replace(passage, requests=self._time_told())

    def _time_told(self) -> tuple[port.Request, ...]:
        step = self._step
        if not isinstance(step, Record):
            return ()
        due = [at for at in _SPOKEN_AT if step.left_s <= at < step.limit_s and at not in self._told]
        if not due:
            return ()
        self._told.update(due)
        prompts, language = [_SPOKEN_AT[min(due)]], self._around.language
        return (port.Say(say_id=new_id(), prompts=prompts, language=language, private=True),)

    def _paused(self, case: Case, _: port.RecordingPaused) -> Passage:
        return self._changes(case, paused=True, level=0.0)

    def _resumed(self, case: Case, _: port.RecordingResumed) -> Passage:
        return self._changes(case, paused=False)

    def _stopped(self, case: Case, event: port.RecordingStopped) -> Passage:
        if event.duration_ms == 0:
            kept = replace(case, wants_take=not case.takes)
            return self._shows(ReadTrouble(Trouble.NOTHING_RECORDED, again=True), kept)
        take = Take(event.take_id or self._take_id, case.kind, event.duration_ms)
        return self._review(with_take(case, take), event.why)

    def _replayed(self, case: Case, event: port.ReplayProgress) -> Passage:
        playing = isinstance(self._step, Review | ReviewTake) and self._step.playing
        return self._changes(case, elapsed_ms=event.elapsed_ms) if playing else self._stays(case)

    def _replay_ended(self, case: Case, _: port.ReplayEnded | port.Sorry | EdgeGone) -> Passage:
        return self._changes(case, playing=False, elapsed_ms=0)

    # How it answers

    def _stays(self, case: Case, *requests: port.Request) -> Passage:
        return Passage(self._step, case, requests)

    def _shows(self, step: Step, case: Case, *requests: port.Request) -> Passage:
        self._step = step
        return Passage(step, case, requests)

    def _changes(self, case: Case, *requests: port.Request, **changes: object) -> Passage:
        step: Any = self._step
        return self._shows(replace(step, **changes), case, *requests)

    _DOES: ClassVar[dict[tuple[type[Step], str], Callable[["RecordingChapter", Case], Passage]]] = {
        (FaceCamera, "record"): _record,
        (FaceCamera, "show"): _show_picture,
        (FaceCamera, "hide"): _hide_picture,
        (FaceCamera, "back"): _back_from_face,
        (Record, "stop"): _stop,
        (Record, "pause"): _pause,
        (Record, "resume"): _resume,
        (Review, "replay"): _replay,
        (Review, "stop"): _stop_replay,
        (Review, "again"): _again,
        (Review, "parts"): _parts,
        (Review, "more"): _more,
        (Review, "done"): _done,
        (ChooseTake, "next"): _next_page,
        (ChooseTake, "previous"): _previous_page,
        (ChooseTake, "back"): _review,
        (ReviewTake, "replay"): _replay,
        (ReviewTake, "stop"): _stop_replay,
        (ReviewTake, "again"): _again,
        (ReviewTake, "delete"): _delete,
        (ReviewTake, "back"): _parts,
    }
    _HEARS: ClassVar[dict[tuple[type[Step], type[Any]], Callable[["RecordingChapter", Case, Any], Passage]]] = {
        (FaceCamera, port.PreviewStarted): _preview_started,
        (FaceCamera, port.FacesSeen): _faces,
        (Record, port.FacesSeen): _faces,
        (Record, port.RecordingStarted): _recording_started,
        (Record, port.RecordingProgress): _recording,
        (Record, port.RecordingPaused): _paused,
        (Record, port.RecordingResumed): _resumed,
        (Record, port.RecordingStopped): _stopped,
        (Review, port.ReplayProgress): _replayed,
        (Review, port.ReplayEnded): _replay_ended,
        (Review, port.Sorry): _replay_ended,
        (ReviewTake, port.ReplayProgress): _replayed,
        (ReviewTake, port.ReplayEnded): _replay_ended,
        (ReviewTake, port.Sorry): _replay_ended,
    }
