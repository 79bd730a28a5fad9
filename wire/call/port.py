"""What the kiosk and its edge say to each other of a call."""

from typing import Annotated, Literal

import msgspec

from wire.call.signals import Concerned
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


class CallQuality(Record, frozen=True, kw_only=True):
    """How the line is, told when it changes."""

    call_id: CallId
    quality: Quality


class SafetyWords(Record, frozen=True, kw_only=True):
    """Places in the list of words; the officer's screen must show the same three. New after each healing."""

    call_id: CallId
    words: tuple[int, ...]


class CallEnded(Record, frozen=True, kw_only=True):
    """Camera and microphone are let go, nothing of the call is left."""

    call_id: CallId
    why: CallEnd


CallRequest = StartCall | EndCall | MuteMe | CameraOff
CallEvent = CallRinging | CallTaken | CallConnected | CallHealing | CallSides | CallQuality | SafetyWords | CallEnded
