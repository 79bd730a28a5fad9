"""What the county says of inquiries: each topic that comes down has its function here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from wire import topics
from wire.codec import from_json
from wire.seal.signed import Signed

if TYPE_CHECKING:
    from edge.agent import Agent


def _reader(row: topics.Row) -> Callable[["Agent", str, bytes], None]:
    def read(agent: "Agent", subject_id: str, payload: bytes) -> None:
        agent.features.inquiries.heard(row, subject_id, from_json(payload, Signed))

    return read


INQUIRY_READERS: Final[dict[topics.Row, Callable[["Agent", str, bytes], None]]] = {
    row: _reader(row) for row in (topics.INQUIRY, topics.INQUIRY_PAGE)
}
