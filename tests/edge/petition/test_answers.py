"""The answer found by code: opened here, and never told apart from no answer by anybody else."""

import asyncio
import logging

import pytest

from edge.errors import LinkDown, NoVoice, TooManyTries
from edge.petition.answers import Answers, Asking
from edge.petition.codes import Codes
from tests.edge.cast import Ticks, until
from wire.codec import to_json
from wire.errors import BadCode
from wire.ids import AskId, MailboxId, ReplyId, new_id
from wire.petition.mailbox import MailboxAnswer, MailboxQuestion, Progress, ReplyText, SealedReply
from wire.port import AnswerFound, Reply
from wire.seal.age import DraftIdentity, seal
from wire.seal.padding import padded_json
from wire.seal.receipt_code import CodeKeys, new_code

ASK = AskId(new_id())
CODE = new_code()
VILLAGER = DraftIdentity.generate()
MAILBOX = MailboxId("c" * 64)
PROGRESS = Progress(stage="accepted", received_at_ms=5, accepted_at_ms=6, due_at_ms=99, review_until="2026-12-20")
NOT_FOUND = AnswerFound(ask_id=ASK, replies=[])
HOUR_S = 3600.0


def sealed_progress(recipient: str) -> bytes:
    return seal(padded_json(to_json(PROGRESS)), [recipient])


class Desk:
    """A county that knows one code, and answers for every other with what nobody can open."""

    def __init__(
        self, *replies: SealedReply, arrived: bool = False, reachable: bool = True, silent: bool = False
    ) -> None:
        self.replies = list(replies)
        self.arrived = arrived
        self.reachable = reachable
        self.silent = silent
        self.retry_after_s = 0
        self.asked: list[MailboxQuestion] = []
        self.derived = 0
        self.clock = Ticks()
        codes = Codes("qinghe", self.derive)
        self.answers = Answers(Asking(codes, send=self.send, now=self.clock, wait_s=0.05))

    def derive(self, code: str, *, county: str) -> CodeKeys:
        assert county == "qinghe"
        self.derived += 1
        return CodeKeys(MAILBOX, VILLAGER) if code == CODE else CodeKeys(MailboxId("d" * 64), DraftIdentity.generate())

    def send(self, question: MailboxQuestion) -> bool:
        self.asked.append(question)
        if self.reachable and not self.silent:
            known = question.mailbox == MAILBOX
            answer = MailboxAnswer(
                ask_id=question.ask_id,
                replies=self.replies if known else [],
                progress=sealed_progress(self._recipient(known=known)),
                retry_after_s=self.retry_after_s,
            )
            asyncio.get_running_loop().call_soon(self.answers.heard, answer)
            asyncio.get_running_loop().call_soon(self.answers.heard, answer)  # twice, as everything may come
        return self.reachable

    def ask(self, code: str = CODE) -> AnswerFound | None:
        return asyncio.run(self.answers.ask(ASK, code))

    def _recipient(self, *, known: bool) -> str:
        return VILLAGER.recipient if known and self.arrived else DraftIdentity.generate().recipient


def reply(text: str, *, voice: bytes = b"") -> SealedReply:
    words = ReplyText(text=text, office="柳河镇", written_at_ms=9, voice=voice)
    sealed = seal(padded_json(to_json(words)), [VILLAGER.recipient])
    return SealedReply(reply_id=ReplyId(new_id()), sealed=sealed, written_at_ms=9)


WELL = Reply(text="井已修好", office="柳河镇", written_at_ms=9)


def test_reply_and_progress_are_opened_at_the_terminal() -> None:
    desk = Desk(reply("井已修好"), arrived=True)

    assert desk.ask() == AnswerFound(ask_id=ASK, replies=[WELL], progress=PROGRESS)
    assert desk.asked[0].mailbox == MAILBOX


def test_a_petition_that_arrived_tells_how_far_it_is() -> None:
    assert Desk(arrived=True).ask() == AnswerFound(ask_id=ASK, replies=[], progress=PROGRESS)


def test_a_code_with_spaces_is_the_same_code() -> None:
    found = Desk(reply("井已修好")).ask(f"{CODE[:4]} {CODE[4:8]}-{CODE[8:]}")

    assert found is not None
    assert found.replies == [WELL]


def test_a_wrong_digit_is_told_at_once_and_nobody_is_asked() -> None:
    desk = Desk()
    wrong = str((int(CODE[0]) + 1) % 10) + CODE[1:]

    with pytest.raises(BadCode):
        desk.ask(wrong)

    assert desk.asked == []


def test_a_reply_that_this_code_does_not_open_is_no_reply() -> None:
    foreign = SealedReply(reply_id=ReplyId(new_id()), sealed=b"not an age file", written_at_ms=1)

    assert Desk(foreign, reply("井已修好")).ask() == AnswerFound(ask_id=ASK, replies=[WELL])
    assert Desk(foreign).ask() == NOT_FOUND


def test_no_such_code_and_not_arrived_yet_take_the_same_steps(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    nobody_s, waiting = Desk(), Desk(arrived=False)

    assert nobody_s.ask(new_code()) == waiting.ask(CODE) == NOT_FOUND

    for desk in (nobody_s, waiting):
        assert (desk.derived, len(desk.asked)) == (1, 1)
    assert [record for record in caplog.records if record.name.startswith("edge")] == []


def test_five_codes_that_find_nothing_make_the_terminal_wait() -> None:
    desk = Desk()
    for _ in range(5):
        desk.ask()

    with pytest.raises(TooManyTries) as refusal:
        desk.ask()
    desk.clock.now += refusal.value.retry_after_s

    assert desk.ask() == NOT_FOUND


def test_who_owns_a_real_code_gets_no_more_guesses_for_it() -> None:
    desk, guesses, begun = Desk(arrived=True), 0, 0.0
    begun = desk.clock.now

    while desk.clock.now < begun + HOUR_S:
        for code in (CODE, new_code()):
            try:
                found = desk.ask(code)
            except TooManyTries as refusal:
                desk.clock.now += refusal.retry_after_s
                continue
            guesses += found == NOT_FOUND

    assert guesses <= 5 + 8


def test_villagers_who_find_something_never_wait() -> None:
    desk = Desk(arrived=True)

    assert [desk.ask() is not None for _ in range(30)] == [True] * 30


def test_the_county_s_own_throttle_is_told_as_a_wait() -> None:
    desk = Desk(arrived=True)
    desk.retry_after_s = 77

    with pytest.raises(TooManyTries) as refusal:
        desk.ask()

    assert refusal.value.retry_after_s == 77


def test_a_spoken_reply_can_be_played_until_it_is_forgotten() -> None:
    desk = Desk(reply("井已修好"), reply("再谈", voice=b"webm"))
    found = desk.ask()

    assert found is not None
    assert [one.spoken for one in found.replies] == [False, True]
    assert desk.answers.voice(ASK, 1) == b"webm"
    for ask_id, at in ((ASK, 0), (ASK, 2), (ASK, -1), (AskId(new_id()), 1)):
        with pytest.raises(NoVoice):
            desk.answers.voice(ask_id, at)

    desk.answers.forget(AskId(new_id()))
    assert desk.answers.voice(ASK, 1) == b"webm"
    desk.answers.forget(ASK)
    with pytest.raises(NoVoice):
        desk.answers.voice(ASK, 1)


def test_the_next_question_forgets_what_the_one_before_found() -> None:
    desk = Desk(reply("再谈", voice=b"webm"))
    desk.ask()

    with pytest.raises(BadCode):
        desk.ask("1")
    assert desk.answers.voice(ASK, 0) == b"webm"
    asyncio.run(desk.answers.ask(AskId(new_id()), new_code()))

    with pytest.raises(NoVoice):
        desk.answers.voice(ASK, 0)


def test_an_answer_that_nobody_waits_for_any_more_is_not_told() -> None:
    desk = Desk(reply("再谈", voice=b"webm"), silent=True)

    async def visit() -> AnswerFound | None:
        asking = asyncio.create_task(desk.answers.ask(ASK, CODE))
        await until(lambda: bool(desk.asked))
        desk.answers.forget(ASK)
        desk.answers.heard(MailboxAnswer(ask_id=ASK, replies=desk.replies))
        return await asking

    assert asyncio.run(visit()) is None
    with pytest.raises(NoVoice):
        desk.answers.voice(ASK, 0)


def test_without_a_link_the_villager_is_told_so() -> None:
    with pytest.raises(LinkDown):
        Desk(reachable=False).ask()


def test_a_county_that_does_not_answer_is_not_waited_for_for_ever() -> None:
    with pytest.raises(TimeoutError):
        Desk(silent=True).ask()


def test_a_late_answer_to_an_old_question_is_dropped() -> None:
    desk = Desk()

    desk.answers.heard(MailboxAnswer(ask_id=ASK, replies=[]))
