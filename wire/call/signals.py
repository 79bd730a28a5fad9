"""What a terminal and the county say of a call. Picture and sound go beside it, straight between the two ends.

Everything may come twice, late or in another order. A call has one id from the touch to its end; `gen` counts its
peer connections, and what is not of the current one is dropped. The terminal alone begins a new one: whatever
breaks, it calls anew under the same id.
"""

from typing import Annotated, Literal

import msgspec

from wire.ids import CallId
from wire.language import Language
from wire.record import Record

CALL_UP_CONTEXT = "call-up/v1"
"""In which a terminal signs what it says."""
CALL_DOWN_CONTEXT = "call-down/v1"
"""In which the county signs what it decides and passes on."""
INVITE_EVERY_S = 2.0
"""How often an Invite comes again, as long as the call lives: whoever missed one, or started anew, hears the next."""
GIVE_UP_S = 90.0
"""So long either end waits for the other to come back; then the call has ended."""

Generation = Annotated[int, msgspec.Meta(ge=1, le=10_000)]
Sdp = Annotated[str, msgspec.Meta(min_length=1, max_length=32_768)]
"""A session description (RFC 8866) with its candidates and the fingerprint of its maker's certificate."""
Nonce = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
Commitment = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Concerned = Literal["nobody", "village", "township", "county"]
"""Whose matter it is: no officer of that level is asked to take it."""
LeftBecause = Literal["hung_up", "lost", "too_weak", "left", "restarted"]
ByeBecause = Literal["hung_up", "nobody", "declined", "lost"]


class Invite(Record, frozen=True, kw_only=True):
    """Somebody stands before the terminal and wants to speak to an officer. Answered by Seat, or by Bye."""

    call_id: CallId
    concerns: Concerned = "nobody"
    language: Language = "zh_CN"
    asked_at_ms: int = 0


class Seat(Record, frozen=True, kw_only=True):
    """Whether somebody has taken the call."""

    call_id: CallId
    ahead: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How many wait before this one."""
    officer: Annotated[str, msgspec.Meta(max_length=60)] = ""
    """Who took it; empty while it rings."""


class Offer(Record, frozen=True, kw_only=True):
    """A peer connection as the terminal would have it; comes again until it is answered."""

    call_id: CallId
    gen: Generation
    sdp: Sdp
    commitment: Commitment
    """Over a nonce that Reveal tells later: neither end, nor one between them, can choose the safety words."""


class OfferAnswered(Record, frozen=True, kw_only=True):
    """The same as the officer's browser would have it."""

    call_id: CallId
    gen: Generation
    sdp: Sdp
    nonce: Nonce


class Reveal(Record, frozen=True, kw_only=True):
    """What Offer's commitment was over. The words then stand on both screens (wire.call.words)."""

    call_id: CallId
    gen: Generation
    nonce: Nonce


class CallAnew(Record, frozen=True, kw_only=True):
    """The officer's page has no picture of `gen`, or has been loaded anew; the terminal makes the next one."""

    call_id: CallId
    gen: Annotated[int, msgspec.Meta(ge=0, le=10_000)]


class Leave(Record, frozen=True, kw_only=True):
    """The terminal has ended the call."""

    call_id: CallId
    why: LeftBecause = "hung_up"


class Bye(Record, frozen=True, kw_only=True):
    """The county has ended the call, or knows of none."""

    call_id: CallId
    why: ByeBecause
