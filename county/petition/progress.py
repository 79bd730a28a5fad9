"""How far a matter is, sealed to the holder of its receipt code; for no such mailbox, to nobody.

Every sealed progress has the same size, known mailbox or not: whoever carries it learns nothing from it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone

from county.petition.models import REVIEW_WITHIN, Matter, State, StateChange
from wire.codec import to_json
from wire.errors import BadSeal
from wire.petition.mailbox import Progress, Stage
from wire.seal.age import DraftIdentity, seal

_STAGES: Final[dict[State, Stage]] = {
    State.RECEIVED: "received",
    State.ACCEPTED: "accepted",
    State.ANSWERED: "answered",
    State.CLOSED: "closed",
}
_STANDS: Final = (State.ANSWERED, State.CLOSED)
"""The answer holds: a review of it may be asked for, also when an officer has closed the matter since."""
PLAIN_BYTES: Final = 256
"""Progress with all its dates is some 220 bytes."""
SEALED_BYTES: Final = PLAIN_BYTES + 300
"""age adds 215 to 382 bytes of its own, at random (its `grease`): seals are thrown until one has this size."""
_THROWS: Final = 10_000
_RECIPIENT_LENGTH: Final = 62


def usable(recipient: str) -> str:
    """The age recipient as it is, or nothing when nobody could seal to it: a petition is never lost for that."""
    try:
        seal(b"", [recipient])
    except BadSeal:
        return ""
    return recipient if len(recipient) == _RECIPIENT_LENGTH else ""


def progress(matter: Matter | None, changes: Sequence[StateChange]) -> Progress:
    """Stage and dates; what nobody can open, when there is no matter, says `received` at no time."""
    last = {change.new: change.at for change in changes}
    state = State(matter.state) if matter else State.RECEIVED
    answered_at = last.get(State.ANSWERED)
    return Progress(
        stage=_STAGES[state],
        received_at_ms=_ms(last.get(State.RECEIVED)),
        accepted_at_ms=_ms(last.get(State.ACCEPTED)),
        answered_at_ms=_ms(answered_at),
        closed_at_ms=_ms(last.get(State.CLOSED)),
        due_at_ms=_ms(matter.due_at if matter else None),
        review_until=_review_until(answered_at) if state in _STANDS else "",
    )


def sealed_progress(word: Progress, recipients: Sequence[str]) -> bytes:
    """SEALED_BYTES of age, to the first recipient, or to a key that is gone when this returns."""
    nobody = DraftIdentity.generate().recipient
    to = next(iter(recipients), nobody)
    plain = to_json(word).ljust(PLAIN_BYTES, b" ")
    for _ in range(_THROWS):
        sealed = seal(plain, [to])
        if len(sealed) == SEALED_BYTES:
            return sealed
    raise BadSeal("age files have other sizes than they had: SEALED_BYTES must be measured again")


def _review_until(answered_at: datetime | None) -> str:
    """Art. 35 counts days from the answer; the last one still counts."""
    return (timezone.localtime(answered_at) + REVIEW_WITHIN).date().isoformat() if answered_at else ""


def _ms(at: datetime | None) -> int:
    return int(at.timestamp() * 1000) if at else 0
