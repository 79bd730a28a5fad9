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
Level = Literal["county", "township", "village"]
"""Where a seat stands."""
RecordingWish = Literal["none", "asked", "on"]
"""Whether the officer would like the call to be recorded; `on` only after the villager has agreed."""
OfficerName = Annotated[str, msgspec.Meta(max_length=60)]
RINGS_FOR_S = 60.0
"""So long a terminal that is called back rings."""


class Relay(Record, frozen=True, kw_only=True):
    """A TURN server (RFC 8656) with credentials that run out; good for one call."""

    urls: Annotated[tuple[Annotated[str, msgspec.Meta(max_length=200)], ...], msgspec.Meta(max_length=4)]
    """`turn:host:port?transport=udp`, `turns:host:port?transport=tcp`."""
    username: Annotated[str, msgspec.Meta(max_length=120)]
    """`<expiry, Unix seconds>:<call id>`."""
    credential: Annotated[str, msgspec.Meta(max_length=120)]


class Invite(Record, frozen=True, kw_only=True):
    """Somebody stands before the terminal and wants to speak to an officer. Answered by Seat, or by Bye."""

    call_id: CallId
    concerns: Concerned = "nobody"
    language: Language = "zh_CN"
    asked_at_ms: int = 0
    wanted: Level = "county"
    """Whose seats are asked: a villager calls the township or the county, a township the county."""
    assisted: bool = False
    """A member of staff began it, and then left."""
    answers: str = ""
    """The id of the Ring that this call answers; its officer takes it."""


class Seat(Record, frozen=True, kw_only=True):
    """How the county sees the call: all of it each time, so that one that was lost is made good by the next."""

    call_id: CallId
    serial: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Grows with every change of this call; a lower one is old news."""
    ahead: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How many wait before this one."""
    officer: OfficerName = ""
    """Who took it; empty while it rings."""
    level: Level = "county"
    """Of the officer's seat."""
    turn: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    """Counts the officers who took it: another one's page needs a peer connection of its own."""
    held: bool = False
    """The officer neither hears nor sees the villager for now, and is not seen or heard."""
    also: OfficerName = ""
    """Who was brought in beside the officer, by name and office; their picture comes within the officer's."""
    recording: RecordingWish = "none"
    relays: Annotated[tuple[Relay, ...], msgspec.Meta(max_length=2)] = ()
    relay_only: bool = False
    """No peer connection but through the relays."""


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


class Sent(Record, frozen=True, kw_only=True):
    """What of the villager goes to the officer now; told when it changes, and with each Invite."""

    call_id: CallId
    picture: Literal["full", "small", "none", "paper"] = "full"
    """`small`, `none`: the line carries no more; `paper`: the document camera."""
    muted: bool = False
    hidden: bool = False
    recording: bool = False
    """The villager has agreed, and it runs."""
    refused_recording: bool = False


class AskCallBack(Record, frozen=True, kw_only=True):
    """Nobody took this call: the villager would be called back at this terminal.

    Comes again until the county says Bye with `rings_back`.
    """

    call_id: CallId


class Ring(Record, frozen=True, kw_only=True):
    """An officer calls the terminal back. Comes again every INVITE_EVERY_S until it is answered, or over.

    Whoever stands there learns when the call was made that is answered, and nothing else.
    """

    ring_id: CallId
    asked_at_ms: int
    """When the villager had called."""
    officer: OfficerName
    over: bool = False


class RingHeard(Record, frozen=True, kw_only=True):
    """What became of a Ring. An Invite that names it answers it."""

    ring_id: CallId
    state: Literal["rings", "busy", "refused", "unheard"]


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
    rings_back: bool = False
    """The answer to AskCallBack: the county has the wish. Tells it from a Bye that only came twice."""
