"""The answer found by code: opened here, and never told apart from no answer by anybody else."""

import asyncio

import pytest

from edge.errors import LinkDown, TooManyTries
from edge.petition.answers import Answers, Asking
from tests.edge.cast import Ticks
from wire.codec import to_json
from wire.errors import BadCode
from wire.ids import AskId, MailboxId, ReplyId, new_id
from wire.petition.mailbox import MailboxAnswer, MailboxQuestion, ReplyText, SealedReply
from wire.port import Reply
from wire.seal.age import DraftIdentity, seal
from wire.seal.padding import padded_json
from wire.seal.receipt_code import CodeKeys, new_code

ASK = AskId(new_id())
CODE = new_code()
VILLAGER = DraftIdentity.generate()
MAILBOX = MailboxId("c" * 64)


class Desk:
    """A county that answers every question with the same replies."""

    def __init__(self, *replies: SealedReply, reachable: bool = True, silent: bool = False) -> None:
        self.replies = list(replies)
        self.reachable = reachable
        self.silent = silent
        self.asked: list[MailboxQuestion] = []
        self.clock = Ticks()
        self.answers = Answers(
            Asking("qinghe", send=self.send, now=self.clock, derive=self.derive, wait_s=0.05),
        )

    def derive(self, code: str, *, county: str) -> CodeKeys:
        assert county == "qinghe"
        return CodeKeys(MAILBOX, VILLAGER if code == CODE else DraftIdentity.generate())

    def send(self, question: MailboxQuestion) -> bool:
        self.asked.append(question)
        if self.reachable and not self.silent:
            answer = MailboxAnswer(ask_id=question.ask_id, replies=self.replies)
            asyncio.get_running_loop().call_soon(self.answers.heard, answer)
            asyncio.get_running_loop().call_soon(self.answers.heard, answer)  # twice, as everything may come
        return self.reachable

    def ask(self, code: str = CODE) -> list[Reply]:
        return asyncio.run(self.answers.ask(ASK, code))


def reply(text: str) -> SealedReply:
    words = ReplyText(text=text, office="柳河镇", written_at_ms=9)
    sealed = seal(padded_json(to_json(words)), [VILLAGER.recipient])
    return SealedReply(reply_id=ReplyId(new_id()), sealed=sealed, written_at_ms=9)


def test_the_reply_is_opened_at_the_terminal() -> None:
    desk = Desk(reply("井已修好"))

    assert desk.ask() == [Reply(text="井已修好", office="柳河镇", written_at_ms=9)]
    assert desk.asked[0].mailbox == MAILBOX


def test_a_code_with_spaces_is_the_same_code() -> None:
    desk = Desk(reply("井已修好"))

    assert desk.ask(f"{CODE[:4]} {CODE[4:8]}-{CODE[8:]}")


def test_a_wrong_digit_is_told_at_once_and_nobody_is_asked() -> None:
    desk = Desk()
    wrong = str((int(CODE[0]) + 1) % 10) + CODE[1:]

    with pytest.raises(BadCode):
        desk.ask(wrong)

    assert desk.asked == []


def test_a_reply_that_this_code_does_not_open_is_no_reply() -> None:
    foreign = SealedReply(reply_id=ReplyId(new_id()), sealed=b"not an age file", written_at_ms=1)

    assert Desk(foreign, reply("井已修好")).ask() == [Reply(text="井已修好", office="柳河镇", written_at_ms=9)]
    assert Desk(foreign).ask() == []


def test_five_codes_that_find_nothing_make_the_terminal_wait() -> None:
    desk = Desk()
    for _ in range(5):
        desk.ask()

    with pytest.raises(TooManyTries) as refusal:
        desk.ask()
    desk.clock.now += refusal.value.retry_after_s

    assert desk.ask() == []


def test_without_a_link_the_villager_is_told_so() -> None:
    with pytest.raises(LinkDown):
        Desk(reachable=False).ask()


def test_a_county_that_does_not_answer_is_not_waited_for_for_ever() -> None:
    with pytest.raises(TimeoutError):
        Desk(silent=True).ask()


def test_a_late_answer_to_an_old_question_is_dropped() -> None:
    desk = Desk()

    desk.answers.heard(MailboxAnswer(ask_id=ASK, replies=[]))
