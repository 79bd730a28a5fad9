"""The media engines there are, by the names of the settings."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final


@dataclass(frozen=True)
class Known:
    """One engine."""

    library: str
    module: str
    peer: str
    """The class in it that keeps the promises of edge.call.peers.peer."""


ENGINES: Final = {
    "reactor": Known("reactor_webrtc", "edge.call.peers.peer_reactor", "ReactorPeer"),
    "aiortc": Known("aiortc", "edge.call.peers.peer_aiortc", "AiortcPeer"),
}


def is_installed(name: str) -> bool:
    return name in ENGINES and find_spec(ENGINES[name].library) is not None
