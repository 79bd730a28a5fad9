"""What the kiosk and its edge say to each other of a call."""

from typing import Annotated, Literal

import msgspec

from wire.call.signals import Concerned, Level
from wire.ids import CallId
from wire.language import Language
from wire.record import Record

CallEnd = Literal["hung_up", "officer_left", "nobody", "declined", "lost", "too_weak", "link_down", "no_engine"]
Quality = Literal["good", "fair", "poor"]


class StartCall(Record, frozen=True, kw_only=True):
    """Call an officer; the face makes the id. CallRinging follows, and CallEnded always, once.

    Raises Sorry(link_down, busy, no_camera, no_microphone, failed).
    """

    call_id: CallId
    concerns: Concerned = "nobody"
    language: Language = "zh_CN"
    wanted: Level = "county"
    assisted: bool = False
    answers: str = ""
    """The ring that this call answers."""


class ShowPaper(Record, frozen=True, kw_only=True):
    """Whether the document camera is shown instead of the villager; answered by CallSides.

    Raises Sorry(no_papers_camera).
    """

    call_id: CallId
    shown: bool


class AllowRecording(Record, frozen=True, kw_only=True):
    """What the villager says to RecordingAsked; also withdraws it later. Answered by CallRecording."""

    call_id: CallId
    allowed: bool


class WantCallBack(Record, frozen=True, kw_only=True):
    """Nobody took this call: ring here when somebody can. Answered by CallBackKept once the county has it.

    Raises Sorry(link_down, no_answer_in_time).
    """

    call_id: CallId


class RefuseRing(Record, frozen=True, kw_only=True):
    """Nobody here wants to answer."""

    ring_id: CallId


class EndCall(Record, frozen=True, kw_only=True):
    """Hang up. Never refused, also for an unknown call."""

    call_id: CallId


class MuteMe(Record, frozen=True, kw_only=True):
    """Whether the officer hears nothing; answered by CallSides."""

    call_id: CallId
    muted: bool


class CameraOff(Record, frozen=True, kw_only=True):
    """Whether the officer sees nothing; the live picture is black as well. Answered by CallSides."""

    call_id: CallId
    off: bool


class CallRinging(Record, frozen=True, kw_only=True):
    """The county rings for an officer; told again when the place in the queue changes."""

    call_id: CallId
    ahead: Annotated[int, msgspec.Meta(ge=0)] = 0


class CallTaken(Record, frozen=True, kw_only=True):
    """An officer has taken it; picture and sound are on their way."""

    call_id: CallId
    officer: str
    far_path: str
    """The memory file (wire.picture) of the officer's picture."""


class CallConnected(Record, frozen=True, kw_only=True):
    """Picture and sound of the officer come; also after CallHealing."""

    call_id: CallId


class CallHealing(Record, frozen=True, kw_only=True):
    """Nothing comes any more; it is being put right, and nobody need touch anything."""

    call_id: CallId


class CallSides(Record, frozen=True, kw_only=True):
    """What the officer can hear and see of the villager."""

    call_id: CallId
    muted: bool
    camera_off: bool
    paper: bool = False
    """The document camera is seen."""


class CallQuality(Record, frozen=True, kw_only=True):
    """How the line is, told when it changes."""

    call_id: CallId
    quality: Quality


class SafetyWords(Record, frozen=True, kw_only=True):
    """Places in the list of words; the officer's screen must show the same three. New after each healing."""

    call_id: CallId
    words: tuple[int, ...]


class CallHeld(Record, frozen=True, kw_only=True):
    """The officer has put the call aside for a moment, or has come back; nobody sees or hears the other meanwhile."""

    call_id: CallId
    held: bool


class CallJoined(Record, frozen=True, kw_only=True):
    """Who else is in the call now; empty: nobody. Their picture stands beside the officer's."""

    call_id: CallId
    also: str


class CallPicture(Record, frozen=True, kw_only=True):
    """How much of the picture the line carries; `none`: the two hear each other only."""

    call_id: CallId
    sent: Literal["full", "small", "none"]


class RecordingAsked(Record, frozen=True, kw_only=True):
    """The officer would like to record; nothing is recorded before AllowRecording."""

    call_id: CallId


class CallRecording(Record, frozen=True, kw_only=True):
    """Whether this call is being recorded now."""

    call_id: CallId
    on: bool


class CallBackKept(Record, frozen=True, kw_only=True):
    """The county will ring here."""

    call_id: CallId


class RingsHere(Record, frozen=True, kw_only=True):
    """An officer calls back about a call that was made here; StartCall(answers=ring_id) answers it."""

    ring_id: CallId
    asked_at_ms: int
    officer: str


class RingOver(Record, frozen=True, kw_only=True):
    """It rings no more."""

    ring_id: CallId


class CallEnded(Record, frozen=True, kw_only=True):
    """Camera and microphone are let go, nothing of the call is left."""

    call_id: CallId
    why: CallEnd


CallRequest = StartCall | EndCall | MuteMe | CameraOff | ShowPaper | AllowRecording | WantCallBack | RefuseRing
CallEvent = (
    CallRinging
    | CallTaken
    | CallConnected
    | CallHealing
    | CallSides
    | CallQuality
    | CallHeld
    | CallJoined
    | CallPicture
    | RecordingAsked
    | CallRecording
    | CallBackKept
    | RingsHere
    | RingOver
    | SafetyWords
    | CallEnded
)
