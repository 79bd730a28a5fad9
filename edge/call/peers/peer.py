"""What a media engine is to us: one peer connection to the officer's browser, in which the terminal makes the offer.

Two engines keep these promises (tests/edge/call/test_peers.py holds the one list of them). A connection that says it
`failed` is gone, and whoever wants another makes another Peer; one that is `disconnected` may come back by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from wire.call.engine import PeerState
from wire.call.signals import Relay


@dataclass(frozen=True, slots=True)
class Counted:
    """How a connection does, counted since it began."""

    packets: int
    lost: int
    rtt_ms: int
    target_bps: int = 0
    """What the way to the officer is believed to carry; 0: this engine does not tell."""
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class Ears:
    """Whom a peer tells; called from any thread, so they only hand over."""

    changed: Callable[[PeerState], None]
    saw: Callable[[Any], None]
    """A picture of the officer, height x width x 3, BGR."""
    heard: Callable[[bytes], None]
    """10 ms of the officer's sound; none comes while it is silent."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How connections are made."""

    first_port: int = 0
    """UDP ports that a firewall lets through; 0: any."""
    last_port: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """How this one connection reaches the officer."""

    relays: tuple[Relay, ...] = ()
    only_relays: bool = False


MakePeer = Callable[[Ears, Way], "FullPeer"]
"""Raises BadPeer for relays that no engine understands."""


class Peer(Protocol):
    """One connection, from offer to close."""

    async def offer(self) -> str:
        """The session description with this end's candidates.

        Raises BadPeer without a network, and where only relays lead and none of them lets us in.
        """

    async def accept(self, sdp: str) -> None:
        """What the other end made of the offer; raises BadPeer for what is no answer."""

    async def bound(self, most_bps: int) -> None:
        """Send no more than this of the picture, from now on; also before the offer."""

    async def count(self) -> Counted: ...

    async def close(self) -> None:
        """Tells nothing any more when it returns. A second call changes nothing."""


class Outlet(Protocol):
    """What a peer sends; neither call waits, and what cannot be sent now is dropped."""

    def show(self, rgb: Any) -> None:
        """A picture, height x width x 3, RGB."""

    def say(self, samples: bytes) -> None:
        """Sound of 10 ms, or of several times as much; it is sent as it is."""


class FullPeer(Peer, Outlet, Protocol):
    """Both."""
