"""What the county says of walls: each topic that comes down has one function here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from wire import topics
from wire.affairs.piece import Piece
from wire.codec import from_json, from_msgpack
from wire.errors import BadMessage
from wire.seal.signed import Signed
from wire.wall.emergency import Emergency
from wire.wall.proof import ProofTaken
from wire.wall.settings import Look
from wire.wall.summon import SummonAnswered

if TYPE_CHECKING:
    from edge.agent import Agent


def _settings(agent: "Agent", _subject_id: str, payload: bytes) -> None:
    agent.features.wall.heard_settings(from_json(payload, Signed))


def _playlist(agent: "Agent", _subject_id: str, payload: bytes) -> None:
    wall = agent.features.wall
    wall.playlist.heard(from_json(payload, Signed))
    agent.features.clock.county_signed(wall.playlist.published_at_ms())


def _emergency(agent: "Agent", subject_id: str, payload: bytes) -> None:
    envelope = from_json(payload, Signed)
    agent.features.wall.heard_emergency(envelope, subject_id)
    agent.features.clock.county_signed(from_json(envelope.payload, Emergency).issued_at_ms)


def _piece(agent: "Agent", subject_id: str, payload: bytes) -> None:
    if payload:  # an empty one takes the piece off the broker
        agent.features.wall.media.heard_piece(subject_id, from_msgpack(payload, Piece).body)


def _look(agent: "Agent", subject_id: str, payload: bytes) -> None:
    agent.features.wall.asked.looks.heard(from_json(payload, Look), subject_id)


def _called(agent: "Agent", subject_id: str, payload: bytes) -> None:
    agent.features.wall.asked.summons.heard(from_json(payload, Signed), subject_id)


def _summon_answered(agent: "Agent", subject_id: str, payload: bytes) -> None:
    answered = from_json(payload, SummonAnswered)
    if answered.summon_id != subject_id:
        raise BadMessage("an answer under the topic of another call")
    agent.features.wall.asked.calls.heard(answered)


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
    topics.PIECE: _piece,
    topics.LOOK: _look,
    topics.CALLED: _called,
    topics.SUMMON_ANSWERED: _summon_answered,
    topics.PROOF_TAKEN: _proof_taken,
    topics.COUNTERSIGNED: _countersigned,
}
FETCHED: Final = frozenset({topics.PIECE})
"""Heard one by one, when it is wanted."""
OF_WALLS: Final = frozenset(WALL_READERS) - {topics.SUMMON_ANSWERED}
"""What a kiosk has no use for."""
