"""A video petition from the privacy notice to the receipt.

Until SubmitDraft is asked for, leaving throws everything away. After it, the villager's wish to send stands, and
asking again for the same id is harmless. The code is shown only after Submitted.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from kiosk.flows.petition.steps import (
    FaceCamera,
    ReadPrivacy,
    ReadReceipt,
    Record,
    Review,
    Sending,
    Stage,
)
from kiosk.flows.step import HOME, Destination, EdgeGone, Heard, ReadTrouble, Step, Trouble, Turn, trouble_from
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.ids import PetitionId, new_id

_TO_RECEIPT_S = 20
"""So long the travelling dot is watched before the code comes by itself."""


_ABOUT_PETITIONS = {
    "StartPreview",
    "StartDraft",
    "StartRecording",
    "StopRecording",
    "DiscardRecording",
    "StartReplay",
    "StopReplay",
    "SubmitDraft",
}


class PetitionFlow:
    """One petition of one visit."""

    def __init__(self, around: Surroundings, _to: Destination) -> None:
        self._around = around
        self._step: Step = ReadPrivacy()
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._id = PetitionId(new_id())
        self._code = ""
        self._asked = False
        """Whether the edge knows this draft."""
        self._sent = False
        self._recorded = False
        """Whether a recording waits to be sent again."""
        self._submitted = False

    # What the villager does

    def begins(self) -> Turn:
        return self._stays()

    def does(self, choice: str, item: str) -> Turn:
        del item  # no choice here has several of its kind
        answer = self._DOES.get((type(self._step), choice))
        return answer(self) if answer else self._stays()

    def leaves(self) -> tuple[port.Request, ...]:
        if self._sent or not self._asked:
            return ()
        return (port.CancelDraft(petition_id=self._id), port.StopPreview())

    def _agree(self) -> Turn:
        if not self._around.edge_here:
            return self._trouble(Trouble.EDGE_GONE)
        if self._around.disk_full:
            return self._trouble(Trouble.DISK_FULL)
        self._asked = True
        return self._shows(
            FaceCamera(limit_s=self._around.limits.recording_s),
            port.StartDraft(petition_id=self._id),
            port.StartPreview(),
        )

    def _go_home(self) -> Turn:
        return Turn(self._step, to=HOME)

    def _go_back(self) -> Turn:
        requests = self.leaves()
        self._begin_anew()
        return self._shows(ReadPrivacy(), *requests)

    def _record(self) -> Turn:
        if not (isinstance(self._step, FaceCamera) and self._step.ready):
            return self._stays()
        return self._shows(Record(limit_s=self._step.limit_s), port.StartRecording(petition_id=self._id))

    def _stop(self) -> Turn:
        return self._changes(port.StopRecording(petition_id=self._id), stopping=True)

    def _replay(self) -> Turn:
        return self._changes(port.StartReplay(petition_id=self._id), playing=True, elapsed_ms=0)

    def _stop_replay(self) -> Turn:
        return self._changes(port.StopReplay(petition_id=self._id), playing=False)

    def _again(self) -> Turn:
        face = FaceCamera(limit_s=self._around.limits.recording_s)
        return self._shows(face, port.DiscardRecording(petition_id=self._id), port.StartPreview())

    def _send(self) -> Turn:
        self._sent = True
        sending = Sending(link_up=self._around.link_up, edge_here=self._around.edge_here)
        return self._shows(sending, port.SubmitDraft(petition_id=self._id))

    def _read_code(self) -> Turn:
        if not (isinstance(self._step, Sending) and self._submitted):
            return self._stays()
        stage, fraction = self._step.stage, self._step.fraction
        return self._shows(ReadReceipt(stage=stage, fraction=fraction, link_up=self._around.link_up))

    def _show_code(self) -> Turn:
        return self._changes(code=self._code)

    def _hide_code(self) -> Turn:
        return self._changes(code="")

    def _try_again(self) -> Turn:
        if self._recorded:
            return self._send()
        requests = self.leaves()
        self._begin_anew()
        turn = self._agree()
        return replace(turn, requests=(*requests, *turn.requests))

    # What it hears of the edge

    def hears(self, event: Heard) -> Turn:
        if getattr(event, "petition_id", self._id) != self._id:
            return self._stays()
        answer = self._HEARS.get(type(event))
        return answer(self, event) if answer else self._stays()

    def _gone(self, _: EdgeGone) -> Turn:
        match self._step:
            case Sending():
                return self._changes(edge_here=False, link_up=False)
            case ReadReceipt():
                return self._changes(link_up=False)
            case ReadPrivacy():
                return self._stays()
        return self._trouble(Trouble.EDGE_GONE, again=False)

    def _back(self, _: port.Welcome) -> Turn:
        if self._sent and not self._submitted:
            return self._changes(port.SubmitDraft(petition_id=self._id), edge_here=True)
        if isinstance(self._step, ReadTrouble) and self._step.trouble is Trouble.EDGE_GONE:
            lost = self._asked
            self._begin_anew()
            return self._trouble(Trouble.DRAFT_LOST) if lost else self._shows(ReadPrivacy())
        return self._stays()

    def _status(self, event: port.EdgeStatus) -> Turn:
        if isinstance(self._step, Sending | ReadReceipt):
            return self._changes(link_up=event.link_up)
        return self._stays()

    def _draft_started(self, event: port.DraftStarted) -> Turn:
        self._code = event.code
        return self._stays()

    def _preview_started(self, _: port.PreviewStarted) -> Turn:
        return self._changes(ready=True) if isinstance(self._step, FaceCamera) else self._stays()

    def _recording_started(self, event: port.RecordingStarted) -> Turn:
        return self._changes(limit_s=event.limit_s) if isinstance(self._step, Record) else self._stays()

    def _recording(self, event: port.RecordingProgress) -> Turn:
        if not isinstance(self._step, Record):
            return self._stays()
        return self._changes(elapsed_ms=event.elapsed_ms, level=event.level, camera=event.camera)

    def _stopped(self, event: port.RecordingStopped) -> Turn:
        if not isinstance(self._step, Record):
            return self._stays()
        if event.duration_ms == 0:
            return self._trouble(Trouble.NOTHING_RECORDED)
        return self._shows(Review(duration_ms=event.duration_ms, stopped_by=event.why), port.StopPreview())

    def _replayed(self, event: port.ReplayProgress) -> Turn:
        if isinstance(self._step, Review) and self._step.playing:
            return self._changes(elapsed_ms=event.elapsed_ms)
        return self._stays()

    def _replay_ended(self, _: port.ReplayEnded) -> Turn:
        return self._changes(playing=False, elapsed_ms=0) if isinstance(self._step, Review) else self._stays()

    def _kept(self, _: port.Submitted) -> Turn:
        self._submitted = True
        if isinstance(self._step, Sending) and self._step.stage is Stage.SAVING:
            return self._changes(stage=Stage.KEPT, waiting_s=0, edge_here=True)
        return self._stays()

    def _travelled(self, event: port.UploadProgress) -> Turn:
        if isinstance(self._step, Sending | ReadReceipt) and self._step.stage is Stage.KEPT:
            return self._changes(fraction=min(event.arrived_bytes / max(event.total_bytes, 1), 1.0))
        return self._stays()

    def _received(self, _: port.Receipted) -> Turn:
        self._submitted = True
        if isinstance(self._step, ReadReceipt):
            return self._changes(stage=Stage.RECEIVED, fraction=1.0)
        if isinstance(self._step, Sending):
            return self._shows(ReadReceipt(stage=Stage.RECEIVED, fraction=1.0, link_up=True))
        return self._stays()

    def _refused(self, event: port.PetitionRefused) -> Turn:
        if not event.permanent or not isinstance(self._step, Sending | ReadReceipt):
            return self._stays()
        code = self._step.code if isinstance(self._step, ReadReceipt) else ""
        return self._shows(ReadReceipt(stage=Stage.REFUSED, code=code))

    def _sorry(self, event: port.Sorry) -> Turn:
        if event.subject_id not in {"", self._id} or event.about not in _ABOUT_PETITIONS:
            return self._stays()
        if isinstance(self._step, ReadReceipt) or (isinstance(self._step, Sending) and self._submitted):
            return self._stays()
        if event.about in {"StartReplay", "StopReplay"} and isinstance(self._step, Review):
            return self._changes(playing=False, elapsed_ms=0)
        trouble = trouble_from(event.reason)
        self._sent = False
        self._recorded = event.about == "SubmitDraft" and trouble is not Trouble.NOTHING_RECORDED
        if trouble is Trouble.DRAFT_LOST:
            self._begin_anew()
        return self._trouble(trouble)

    def waits(self, seconds: float) -> Turn:
        if not isinstance(self._step, Sending):
            return self._stays()
        turn = self._changes(waiting_s=self._step.waiting_s + round(seconds))
        watched = isinstance(turn.step, Sending) and turn.step.waiting_s >= _TO_RECEIPT_S
        return self._read_code() if watched else turn

    # How it answers

    def _stays(self) -> Turn:
        return Turn(self._step)

    def _shows(self, step: Step, *requests: port.Request) -> Turn:
        self._step = step
        return Turn(step, requests)

    def _changes(self, *requests: port.Request, **changes: object) -> Turn:
        step: Any = self._step
        return self._shows(replace(step, **changes), *requests)

    def _trouble(self, trouble: Trouble, *, again: bool = True) -> Turn:
        return self._shows(ReadTrouble(trouble, again=again))

    _DOES: ClassVar[dict[tuple[type[Step], str], Callable[["PetitionFlow"], Turn]]] = {
        (ReadPrivacy, "agree"): _agree,
        (ReadPrivacy, "back"): _go_home,
        (FaceCamera, "record"): _record,
        (FaceCamera, "back"): _go_back,
        (Record, "stop"): _stop,
        (Review, "replay"): _replay,
        (Review, "stop"): _stop_replay,
        (Review, "again"): _again,
        (Review, "send"): _send,
        (Sending, "code"): _read_code,
        (ReadReceipt, "show"): _show_code,
        (ReadReceipt, "hide"): _hide_code,
        (ReadReceipt, "done"): _go_home,
        (ReadTrouble, "again"): _try_again,
        (ReadTrouble, "home"): _go_home,
    }
    _HEARS: ClassVar[dict[type[Any], Callable[["PetitionFlow", Any], Turn]]] = {
        EdgeGone: _gone,
        port.Welcome: _back,
        port.EdgeStatus: _status,
        port.DraftStarted: _draft_started,
        port.PreviewStarted: _preview_started,
        port.RecordingStarted: _recording_started,
        port.RecordingProgress: _recording,
        port.RecordingStopped: _stopped,
        port.ReplayProgress: _replayed,
        port.ReplayEnded: _replay_ended,
        port.Submitted: _kept,
        port.UploadProgress: _travelled,
        port.Receipted: _received,
        port.PetitionRefused: _refused,
        port.Sorry: _sorry,
    }
