"""What goes between this terminal and the county of calls: signed here, believed only when the county signed it."""

from dataclasses import dataclass
from typing import Final, Protocol

from wire import topics
from wire.call.signals import (
    CALL_DOWN_CONTEXT,
    CALL_UP_CONTEXT,
    AskCallBack,
    Invite,
    Leave,
    Offer,
    Reveal,
    RingHeard,
    Sent,
)
from wire.errors import BadMessage
from wire.record import Record
from wire.seal.signed import PublicKey, Signed, Signer, signed, verified

_ROWS: Final[dict[type[Record], topics.Row]] = {
    Invite: topics.INVITE,
    Offer: topics.CALL_OFFER,
    Reveal: topics.REVEAL,
    Leave: topics.LEAVE,
    Sent: topics.SENT,
    AskCallBack: topics.CALL_BACK,
    RingHeard: topics.RING_HEARD,
}


class Carrier(Protocol):
    """The link, as a message needs it."""

    def send(self, row: topics.Row, subject_id: str, record: Record) -> bool: ...


@dataclass(frozen=True)
class Post:
    """Of one terminal."""

    carrier: Carrier
    signer: Signer
    county: PublicKey

    def send(self, record: Record) -> bool:
        """False when the link does not take it."""
        envelope = signed(record, self.signer, CALL_UP_CONTEXT)
        return self.carrier.send(_ROWS[type(record)], _subject(record), envelope)

    def opened(self, row: topics.Row, subject_id: str, envelope: Signed) -> Record:
        """Raises BadSignature, or BadMessage."""
        if row.inner is None:
            raise BadMessage("no row of a call")
        said = verified(envelope, row.inner, key=self.county, context=CALL_DOWN_CONTEXT)
        if _subject(said) != subject_id:
            raise BadMessage("the id in the message is not that of its topic")
        return said


def _subject(record: Record) -> str:
    return str(getattr(record, "call_id", "") or getattr(record, "ring_id", ""))
