"""Answers questions for replies. A mailbox that does not exist and one without replies get the same answer.

The same queries and the same seal are made for both; and when a terminal asks too often, nothing is looked up at all.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

from county.petition.models import Matter, Petition, Reply, StateChange
from county.petition.progress import progress, sealed_progress
from wire.codec import to_json
from wire.ids import ReplyId
from wire.petition.mailbox import MailboxAnswer, MailboxQuestion, SealedReply
from wire.topics import MAX_PAYLOAD_BYTES

MAX_VOICE_BYTES: Final = 120 * 1024
"""An officer's voice as WebM: 45 seconds of Opus at 16 kbit/s are some 95 KiB."""
MAX_SEALED_BYTES: Final = 177 * 1024
"""One sealed reply: such a voice in base64 beside 3000 characters, padded to its bucket of 176 KiB."""
MAX_ANSWER_BYTES: Final = MAX_PAYLOAD_BYTES - 1024
"""All of an answer as it travels, sealed replies in base64 once more."""


def answer(question: MailboxQuestion) -> MailboxAnswer:
    """How far the matter is, and the replies that fit."""
    matter = Matter.objects.filter(mailbox=question.mailbox).first()
    changes = list(StateChange.objects.filter(matter_id=question.mailbox))
    named = Petition.objects.filter(matter_id=question.mailbox).exclude(reply_recipient="")
    recipients = list(named.values_list("reply_recipient", flat=True)[:1])
    empty = MailboxAnswer(
        ask_id=question.ask_id, replies=[], progress=sealed_progress(progress(matter, changes), recipients)
    )
    stored = Reply.objects.filter(mailbox=question.mailbox).order_by("-written_at_ms", "-reply_id")
    room = MAX_ANSWER_BYTES - len(to_json(empty))
    kept = _that_fit(map(_reply, stored.iterator(chunk_size=1)), room)
    return MailboxAnswer(ask_id=empty.ask_id, replies=kept, progress=empty.progress)


def patience(question: MailboxQuestion, retry_after_s: int) -> MailboxAnswer:
    """The same shape as an answer, and nothing in it: ask again later."""
    return MailboxAnswer(ask_id=question.ask_id, replies=[], progress=_nothing(), retry_after_s=retry_after_s)


@cache
def _nothing() -> bytes:
    """Sealed once: whoever floods the county with questions costs it nothing."""
    return sealed_progress(progress(None, []), [])


def _that_fit(newest_first: Iterable[SealedReply], room: int) -> list[SealedReply]:
    """The newest, oldest first. A voice that does not fit any more is passed over for the words before it."""
    kept: list[SealedReply] = []
    for reply in newest_first:
        size = len(to_json(reply)) + 1
        if size <= room:
            room -= size
            kept.append(reply)
    return kept[::-1]


def _reply(stored: Reply) -> SealedReply:
    return SealedReply(
        reply_id=ReplyId(stored.reply_id), sealed=bytes(stored.sealed), written_at_ms=stored.written_at_ms
    )
