"""What the county says of calls: each topic that comes down has its function here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from wire import topics
from wire.call.signals import Bye, Ring
from wire.codec import from_json
from wire.ids import CallId
from wire.seal.signed import Signed

if TYPE_CHECKING:
    from edge.agent import Agent


def _reader(row: topics.Row) -> Callable[["Agent", str, bytes], None]:
    def read(agent: "Agent", subject_id: str, payload: bytes) -> None:
        line = agent.features.direct_line
        said = line.post.opened(row, subject_id, from_json(payload, Signed))
        if isinstance(said, Ring):
            line.rings.heard(said)
            return
        if isinstance(said, Bye):
            line.wishes.heard(said)
        line.calls.heard(CallId(subject_id), said)

    return read


CALL_READERS: Final[dict[topics.Row, Callable[["Agent", str, bytes], None]]] = {
    row: _reader(row) for row in (topics.SEAT, topics.CALL_ANSWER, topics.CALL_ANEW, topics.BYE, topics.RING)
}
OF_KIOSKS: Final = frozenset(CALL_READERS)
"""What a wall has no use for."""
