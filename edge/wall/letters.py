"""What the county says of walls: each topic that comes down has one function here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from wire import topics
from wire.codec import from_json
from wire.seal.signed import Signed
from wire.wall.proof import ProofTaken

if TYPE_CHECKING:
    from edge.agent import Agent


def _settings(agent: "Agent", _subject_id: str, payload: bytes) -> None:
    agent.features.wall.settings.heard(from_json(payload, Signed))


def _playlist(agent: "Agent", _subject_id: str, payload: bytes) -> None:
    wall = agent.features.wall
    wall.playlist.heard(from_json(payload, Signed))
    agent.features.clock.county_signed(wall.playlist.published_at_ms())


def _emergency(agent: "Agent", subject_id: str, payload: bytes) -> None:
    agent.features.wall.heard_emergency(from_json(payload, Signed), subject_id)


def _proof_taken(agent: "Agent", _subject_id: str, payload: bytes) -> None:
    proving = agent.features.wall.proving
    if proving:
        proving.carrier.taken(from_json(payload, ProofTaken))


def _countersigned(agent: "Agent", _subject_id: str, payload: bytes) -> None:
    proving = agent.features.wall.proving
    if proving:
        proving.carrier.countersigned(from_json(payload, Signed))


WALL_READERS: Final[dict[topics.Row, Callable[["Agent", str, bytes], None]]] = {
    topics.WALL_SETTINGS: _settings,
    topics.PLAYLIST: _playlist,
    topics.EMERGENCY: _emergency,
    topics.PROOF_TAKEN: _proof_taken,
    topics.COUNTERSIGNED: _countersigned,
}
OF_WALLS: Final = frozenset(WALL_READERS)
"""What a kiosk has no use for."""
