"""Asking for an answer by receipt code. An unknown mailbox gets the same answer as an empty one."""

from typing import Literal

from wire.ids import AskId, MailboxId, ReplyId
from wire.record import Record


class MailboxQuestion(Record, frozen=True, kw_only=True):
    """Is there an answer in this mailbox?"""

    ask_id: AskId
    mailbox: MailboxId


Stage = Literal["received", "accepted", "answered", "closed"]


class Progress(Record, frozen=True, kw_only=True):
    """How far the petition is: stage and dates, never the content. Times are 0 for what has not been.

    Travels sealed to the petition's reply recipient and padded, so that only who holds the code can read it.
    """

    stage: Stage
    received_at_ms: int
    accepted_at_ms: int = 0
    answered_at_ms: int = 0
    closed_at_ms: int = 0
    due_at_ms: int = 0
    """By when the county must do its next step."""
    review_until: str = ""
    """ISO date: the last day to ask that the answer be reviewed (regulations on petition work, art. 35)."""


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
    progress: bytes = b""
    """An age file over a Progress, always of the same size; for no such mailbox one that nobody can open."""
    retry_after_s: int = 0
    """The terminal asks too often: nothing was looked up, ask again later."""


class ReplyText(Record, frozen=True, kw_only=True):
    """What the villager reads or hears; only ever sealed, padded with spaces."""

    v: int = 1
    text: str
    office: str
    """Who answers, as the villager knows it."""
    written_at_ms: int
    voice: bytes = b""
    """The officer's own voice, as WebM with Opus; empty for an answer in writing."""
