"""The answer found by code: sixteen digits become a mailbox and a key here, and are forgotten with the answer."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from edge.errors import LinkDown, TooManyTries
from edge.petition.throttle import Throttle
from wire.codec import from_json
from wire.errors import BadMessage, BadSeal
from wire.ids import AskId
from wire.petition.mailbox import MailboxAnswer, MailboxQuestion, ReplyText, SealedReply
from wire.port import Reply
from wire.seal.age import DraftIdentity
from wire.seal.receipt_code import CodeKeys, checked_code, code_keys

_log = logging.getLogger(__name__)
ANSWER_WAIT_S = 10.0


@dataclass(frozen=True)
class Asking:
    """How a question reaches the county."""

    county: str
    """Salt of this county's codes."""
    send: Callable[[MailboxQuestion], bool]
    """False when the county cannot be reached."""
    now: Callable[[], float]
    derive: Callable[..., CodeKeys] = code_keys
    wait_s: float = ANSWER_WAIT_S


class Answers:
    """Questions that wait for the county."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._throttle = Throttle()
        self._one_at_a_time = asyncio.Lock()
        """Each derivation takes 128 MiB, and nobody gets around the throttle by asking twice at once."""
        self._waiting: dict[AskId, asyncio.Future[list[SealedReply]]] = {}

    async def ask(self, ask_id: AskId, code: str) -> list[Reply]:
        """Raises BadCode, TooManyTries, LinkDown, or TimeoutError; each changes nothing and may be tried again."""
        digits = checked_code(code)
        async with self._one_at_a_time:
            return await self._ask(ask_id, digits)

    async def _ask(self, ask_id: AskId, digits: str) -> list[Reply]:
        if wait_s := self._throttle.wait_s(self._asking.now()):
            raise TooManyTries(wait_s)
        # Argon2id takes half a second and 128 MiB: off the loop.
        keys = await asyncio.to_thread(self._asking.derive, digits, county=self._asking.county)
        sealed = await self._sealed_replies(ask_id, keys)
        replies = [reply for one in sealed if (reply := _opened(one, keys.identity))]
        if replies:
            self._throttle.found()
        else:
            self._throttle.missed(self._asking.now())
        return replies

    def heard(self, answer: MailboxAnswer) -> None:
        """Late and second answers are dropped."""
        waiting = self._waiting.get(answer.ask_id)
        if waiting and not waiting.done():
            waiting.set_result(answer.replies)

    async def _sealed_replies(self, ask_id: AskId, keys: CodeKeys) -> list[SealedReply]:
        waiting = self._waiting.setdefault(ask_id, asyncio.get_running_loop().create_future())
        try:
            if not self._asking.send(MailboxQuestion(ask_id=ask_id, mailbox=keys.mailbox)):
                raise LinkDown("the county cannot be asked now")
            return await asyncio.wait_for(asyncio.shield(waiting), self._asking.wait_s)
        finally:
            self._waiting.pop(ask_id, None)


def _opened(sealed: SealedReply, identity: DraftIdentity) -> Reply | None:
    try:
        text = from_json(identity.open(sealed.sealed), ReplyText)
    except (BadSeal, BadMessage) as error:
        _log.warning("reply %s cannot be opened: %s", sealed.reply_id, error)
        return None
    return Reply(text=text.text, office=text.office, written_at_ms=text.written_at_ms)
