"""Answers questions for replies. A mailbox that does not exist and an empty one get the same answer."""

from collections import deque
from collections.abc import Callable
from typing import Final

from county.petition.models import Reply
from wire.ids import ReplyId
from wire.petition.mailbox import MailboxAnswer, MailboxQuestion, SealedReply

MAX_SEALED_BYTES: Final = 24 * 1024
"""One sealed reply; some seven thousand characters."""
MAX_ANSWER_BYTES: Final = 160 * 1024
"""All of an answer's replies; in base64 they stay below what the link carries."""
ASKS_PER_MINUTE: Final = 20
"""A terminal that asks more is guessing, or broken; it hears nothing until the minute is over."""


def answer(question: MailboxQuestion) -> MailboxAnswer:
    """All replies that fit, oldest first; when they do not fit, the oldest are left out."""
    kept: deque[SealedReply] = deque()
    size = 0
    for reply in Reply.objects.filter(mailbox=question.mailbox).order_by("-written_at_ms", "-reply_id"):
        size += len(reply.sealed)
        if size > MAX_ANSWER_BYTES:
            break
        kept.appendleft(
            SealedReply(reply_id=ReplyId(reply.reply_id), sealed=bytes(reply.sealed), written_at_ms=reply.written_at_ms)
        )
    return MailboxAnswer(ask_id=question.ask_id, replies=list(kept))


class Patience:
    """How often each terminal may ask: a sliding minute."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._asked: dict[str, deque[float]] = {}

    def allows(self, terminal_id: str) -> bool:
        now = self._clock()
        asked = self._asked.setdefault(terminal_id, deque())
        while asked and now - asked[0] >= 60:  # noqa: PLR2004  # a minute
            asked.popleft()
        if len(asked) >= ASKS_PER_MINUTE:
            return False
        asked.append(now)
        return True
