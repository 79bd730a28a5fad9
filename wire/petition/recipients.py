"""Who may open petitions: the list that the county signs and a terminal carries."""

from typing import Literal

from wire.record import Record

RECIPIENTS_CONTEXT = "recipients/v1"

RecipientRole = Literal["county", "escrow"]


class Recipient(Record, frozen=True, kw_only=True):
    """One key that every petition is sealed to."""

    role: RecipientRole
    kid: str
    age: str
    """Bech32 text, `age1...`."""
    not_after_ms: int
    """After this the terminal goes on using the key and raises an alarm: a lost petition is worse."""


class RecipientList(Record, frozen=True, kw_only=True):
    """All keys of one county; a terminal never goes back to a lower version."""

    version: int
    recipients: list[Recipient]
