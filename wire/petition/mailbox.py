"""Asking for an answer by receipt code. An unknown mailbox gets the same answer as an empty one."""

from wire.ids import AskId, MailboxId, ReplyId
from wire.record import Record


class MailboxQuestion(Record, frozen=True, kw_only=True):
    """Is there an answer in this mailbox?"""

    ask_id: AskId
    mailbox: MailboxId


class SealedReply(Record, frozen=True, kw_only=True):
    """One reply as the officer's browser sealed it."""

    reply_id: ReplyId
    sealed: bytes
    """An age file over a ReplyText, to the reply recipient of the petition."""
    written_at_ms: int


class MailboxAnswer(Record, frozen=True, kw_only=True):
    """All replies in the mailbox, oldest first; empty when there are none or no such mailbox."""

    ask_id: AskId
    replies: list[SealedReply]


class ReplyText(Record, frozen=True, kw_only=True):
    """What the villager reads; only ever sealed, padded with spaces."""

    v: int = 1
    text: str
    office: str
    """Who answers, as the villager knows it."""
    written_at_ms: int
