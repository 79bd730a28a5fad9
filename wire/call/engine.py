"""What the edge and its media engine say to each other, on a socket that only the two hold, framed as the EdgePort.

Pictures go beside it, in two memory files of wire.picture: `near` is painted by the edge, `far` by the engine.
"""

from typing import Annotated, Literal

import msgspec

from wire.call.signals import Generation, Relay, Sdp
from wire.record import Record

BLOCK_BYTES = 960
"""10 ms of sound: mono, signed 16 bit little endian, 48 kHz."""
MAX_BLOCK_BYTES = 9600
Samples = Annotated[bytes, msgspec.Meta(max_length=MAX_BLOCK_BYTES)]
PeerState = Literal["connecting", "connected", "disconnected", "failed"]


class OpenPeer(Record, frozen=True, kw_only=True):
    """A new peer connection in place of the one before; answered by PeerOffered."""

    gen: Generation
    relays: tuple[Relay, ...] = ()
    relay_only: bool = False


class TakeAnswer(Record, frozen=True, kw_only=True):
    """What the officer's browser made of the offer."""

    gen: Generation
    sdp: Sdp


class ClosePeer(Record, frozen=True, kw_only=True):
    """The call is over; the engine stays."""


class Listen(Record, frozen=True, kw_only=True):
    """What the microphone heard, 10 ms or several of them; silence is sent while none comes."""

    samples: Samples


class Played(Record, frozen=True, kw_only=True):
    """What the loudspeaker has taken since the last of these, silence included: it comes back as an echo."""

    samples: Samples
    until_heard_ms: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    """As far as the loudspeaker tells."""


class ShowNear(Record, frozen=True, kw_only=True):
    """Whether the camera's picture is sent; a black one otherwise."""

    shown: bool


class PlanPicture(Record, frozen=True, kw_only=True):
    """How large and how often the camera's picture is sent from now on."""

    height: Annotated[int, msgspec.Meta(ge=120, le=720)]
    """Lines; the width follows from the camera's shape."""
    a_second: Annotated[int, msgspec.Meta(ge=1, le=25)]
    most_bps: Annotated[int, msgspec.Meta(ge=50_000, le=4_000_000)]


class EndEngine(Record, frozen=True, kw_only=True):
    """Close what is open and exit."""


class EngineReady(Record, frozen=True, kw_only=True):
    """Told once, when peers can be opened."""

    engine: str


class PeerOffered(Record, frozen=True, kw_only=True):
    gen: Generation
    sdp: Sdp


class PeerChanged(Record, frozen=True, kw_only=True):
    gen: Generation
    state: PeerState


class PeerFailed(Record, frozen=True, kw_only=True):
    """No such connection can be made: a session description that is none, or an engine that refuses."""

    gen: Generation
    why: Annotated[str, msgspec.Meta(max_length=300)]


class FarSeen(Record, frozen=True, kw_only=True):
    """The first picture of this peer is painted."""

    gen: Generation


class FarHeard(Record, frozen=True, kw_only=True):
    """10 ms of the officer's voice, on the engine's own clock."""

    samples: Samples


class Flow(Record, frozen=True, kw_only=True):
    """How the peer connection does, twice a second. Counts are since it began."""

    gen: Generation
    packets: int
    """That arrived, of sound and picture; while the number stands still, nothing comes."""
    lost: int = 0
    rtt_ms: int = 0
    pictures: int = 0
    """That were painted."""
    target_bps: int = 0
    """What the engine believes that the way to the officer carries, sound and picture; 0 while it does not know."""
    relayed: bool = False
    """It goes through a relay."""


EngineOrder = OpenPeer | TakeAnswer | ClosePeer | Listen | Played | ShowNear | PlanPicture | EndEngine
EngineWord = EngineReady | PeerOffered | PeerChanged | PeerFailed | FarSeen | FarHeard | Flow
