"""Asking for answers: the same shape whether there is a mailbox or not."""

import msgspec
import pytest
from django.utils import timezone

from county.officers.models import Officer
from county.petition.ingest import Ingest
from county.petition.mailbox import ASKS_PER_MINUTE, MAX_ANSWER_BYTES, Patience, answer
from county.petition.models import Petition, Reply
from tests.county.cast import Device, Sealed, bytes_petition
from tests.county.petition.telling import offered, sent
from wire.codec import to_json
from wire.ids import AskId, MailboxId, new_id
from wire.petition.mailbox import MailboxQuestion
from wire.topics import MAX_PAYLOAD_BYTES


@pytest.fixture
def answered(ingest: Ingest, t001: Device) -> Sealed:
    petition = bytes_petition(t001)
    offered(ingest, petition)
    sent(ingest, petition)
    return petition


def reply(petition: Sealed, sealed: bytes, *, at_ms: int) -> None:
    Reply.objects.create(
        reply_id=new_id(),
        petition=Petition.objects.get(petition_id=petition.petition_id),
        mailbox=petition.mailbox,
        sealed=sealed,
        written_at_ms=at_ms,
        officer=Officer.objects.get(username="limin"),
    )


def ask(mailbox: str) -> MailboxQuestion:
    return MailboxQuestion(ask_id=AskId(new_id()), mailbox=MailboxId(mailbox))


def test_replies_come_oldest_first(answered: Sealed) -> None:
    reply(answered, b"second", at_ms=2)
    reply(answered, b"first", at_ms=1)

    replies = answer(ask(answered.mailbox)).replies

    assert [each.sealed for each in replies] == [b"first", b"second"]


def test_an_unknown_mailbox_and_an_empty_one_look_the_same(answered: Sealed) -> None:
    known, unknown = ask(answered.mailbox), ask("0" * 64)

    assert msgspec.structs.replace(answer(known), ask_id=unknown.ask_id) == answer(unknown)


def test_an_answer_always_fits_the_link_and_keeps_the_newest(answered: Sealed) -> None:
    for at_ms in range(12):
        reply(answered, bytes([at_ms]) * 24_000, at_ms=at_ms)

    told = answer(ask(answered.mailbox))

    assert len(to_json(told)) <= MAX_PAYLOAD_BYTES
    assert told.replies[-1].written_at_ms == 11
    assert len(told.replies) == MAX_ANSWER_BYTES // 24_000


def test_a_terminal_that_guesses_is_not_heard_until_the_minute_is_over() -> None:
    now = [100.0]
    patience = Patience(lambda: now[0])

    allowed = [patience.allows("t001") for _ in range(ASKS_PER_MINUTE + 1)]
    other = patience.allows("t002")
    now[0] += 60

    assert allowed == [True] * ASKS_PER_MINUTE + [False]
    assert other
    assert patience.allows("t001")


def test_received_petitions_are_for_those_whose_duty_it_is(answered: Sealed) -> None:
    officer = Officer.objects.get(username="zhaoqiang")
    seen = Petition.objects.visible_to(officer).count()

    officer.reads_petitions = False

    assert (seen, Petition.objects.visible_to(officer).count()) == (1, 0)
    assert Petition.objects.get().received_at <= timezone.now()
