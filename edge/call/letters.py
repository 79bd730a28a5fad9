"""What the county says of calls: each topic that comes down has its function here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from wire import topics
from wire.codec import from_json
from wire.seal.signed import Signed

if TYPE_CHECKING:
    from edge.agent import Agent


def _reader(row: topics.Row) -> Callable[["Agent", str, bytes], None]:
    def read(agent: "Agent", subject_id: str, payload: bytes) -> None:
        agent.features.calls.heard(row, subject_id, from_json(payload, Signed))

    return read


CALL_READERS: Final[dict[topics.Row, Callable[["Agent", str, bytes], None]]] = {
    row: _reader(row) for row in (topics.SEAT, topics.CALL_ANSWER, topics.CALL_ANEW, topics.BYE)
}
OF_KIOSKS: Final = frozenset(CALL_READERS)
"""What a wall has no use for."""
