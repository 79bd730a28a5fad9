"""The answer found by code: sixteen digits become a mailbox and a key here, and are forgotten with the answer.

No such code, and a petition that has not arrived yet, take the same steps and look the same. What was opened is in RAM
only, and only until ForgetAnswer, the next question, or the face's going.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from edge.errors import LinkDown, NoVoice, TooManyTries
from edge.petition.codes import Codes
from edge.petition.throttle import Throttle
from wire.codec import from_json
from wire.errors import BadMessage, BadSeal
from wire.ids import AskId, MailboxId
from wire.petition.mailbox import MailboxAnswer, MailboxQuestion, Progress, ReplyText, SealedReply
from wire.port import AnswerFound, Reply
from wire.seal.age import DraftIdentity
from wire.seal.receipt_code import checked_code

_log = logging.getLogger(__name__)
ANSWER_WAIT_S = 10.0
_LONGEST_WAIT_S = 3600


@dataclass(frozen=True)
class Asking:
    """How a question reaches the county."""

    codes: Codes
    send: Callable[[MailboxQuestion], bool]
    """False when the county cannot be reached."""
    now: Callable[[], float]
    wait_s: float = ANSWER_WAIT_S


class Answers:
    """Questions that wait for the county, and the one answer that is looked at."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._throttle = Throttle()
        self._one_at_a_time = asyncio.Lock()
        """Nobody gets around the throttle by asking twice at once."""
        self._waiting: dict[AskId, asyncio.Future[MailboxAnswer]] = {}
        self._asked: AskId | None = None
        self._voices: list[bytes] = []

    async def ask(self, ask_id: AskId, code: str) -> AnswerFound | None:
        """None when it was forgotten meanwhile; what the question before it found is forgotten.

        Raises BadCode, TooManyTries, LinkDown, or TimeoutError; each changes nothing and may be tried again.
        """
        digits = checked_code(code)
        self._asked, self._voices = ask_id, []
        async with self._one_at_a_time:
            return await self._ask(ask_id, digits)

    def voice(self, ask_id: AskId, at: int) -> bytes:
        """WebM with Opus of one reply. Raises NoVoice where there is none."""
        if ask_id != self._asked or not 0 <= at < len(self._voices) or not self._voices[at]:
            raise NoVoice("no spoken reply is there")
        return self._voices[at]

    def forget(self, ask_id: AskId | None = None) -> None:
        """What this question found or will find; None for whatever was asked."""
        if ask_id in (None, self._asked):
            self._asked, self._voices = None, []

    def heard(self, answer: MailboxAnswer) -> None:
        """Late and second answers are dropped."""
        waiting = self._waiting.get(answer.ask_id)
        if waiting and not waiting.done():
            waiting.set_result(answer)

    async def _ask(self, ask_id: AskId, digits: str) -> AnswerFound | None:
        if wait_s := self._throttle.wait_s(self._asking.now()):
            raise TooManyTries(wait_s)
        keys = await self._asking.codes.keys(digits)
        answer = await self._mailbox(ask_id, keys.mailbox)
        if answer.retry_after_s > 0:
            raise TooManyTries(min(answer.retry_after_s, _LONGEST_WAIT_S))
        texts = [text for one in answer.replies if (text := _opened(one, keys.identity))]
        progress = _progress(answer.progress, keys.identity)
        if not texts and progress is None:
            self._throttle.missed(self._asking.now())
        if ask_id != self._asked:
            return None
        self._voices = [text.voice for text in texts]
        return AnswerFound(ask_id=ask_id, replies=[_reply(text) for text in texts], progress=progress)

    async def _mailbox(self, ask_id: AskId, mailbox: MailboxId) -> MailboxAnswer:
        waiting = self._waiting.setdefault(ask_id, asyncio.get_running_loop().create_future())
        try:
            if not self._asking.send(MailboxQuestion(ask_id=ask_id, mailbox=mailbox)):
                raise LinkDown("the county cannot be asked now")
            return await asyncio.wait_for(asyncio.shield(waiting), self._asking.wait_s)
        finally:
            self._waiting.pop(ask_id, None)


def _reply(text: ReplyText) -> Reply:
    return Reply(text=text.text, office=text.office, written_at_ms=text.written_at_ms, spoken=bool(text.voice))


def _opened(sealed: SealedReply, identity: DraftIdentity) -> ReplyText | None:
    try:
        return from_json(identity.open(sealed.sealed), ReplyText)
    except (BadSeal, BadMessage) as error:
        _log.warning("reply %s cannot be opened: %s", sealed.reply_id, type(error).__name__)
        return None


def _progress(sealed: bytes, identity: DraftIdentity) -> Progress | None:
    """No word in the log: for no such code this is how it is meant to end."""
    try:
        return from_json(identity.open(sealed), Progress)
    except (BadSeal, BadMessage):
        return None
