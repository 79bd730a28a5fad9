"""Asking for answers: the same shape whether there is a mailbox or not, and whatever state it is in."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.utils import timezone

from county.officers.models import Officer
from county.petition.ingest import Ingest
from county.petition.mailbox import MAX_SEALED_BYTES, answer, patience
from county.petition.matter import move
from county.petition.models import ACCEPT_WITHIN, DECIDE_WITHIN, Matter, Petition, Reply, State
from county.petition.progress import SEALED_BYTES, usable
from tests.county.cast import Device, Sealed, bytes_petition
from tests.county.petition.telling import offered, sent
from wire.codec import from_json, to_json
from wire.errors import BadSeal
from wire.ids import AskId, MailboxId, new_id
from wire.petition.mailbox import MailboxQuestion, Progress
from wire.seal.age import DraftIdentity
from wire.topics import MAX_PAYLOAD_BYTES

ZERO_POINT = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z"
"""A well-formed recipient of low order, at which the library underneath panics."""
BEFORE_MIDNIGHT_IN_LONDON = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)


@pytest.fixture
def answered(ingest: Ingest, t001: Device) -> Sealed:
    return arrived(ingest, bytes_petition(t001))


def arrived(ingest: Ingest, petition: Sealed) -> Sealed:
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
    return MailboxQuestion(ask_id=AskId("a" * 32), mailbox=MailboxId(mailbox))


def read(petition: Sealed) -> Progress:
    return from_json(petition.reply_identity.open(answer(ask(petition.mailbox)).progress), Progress)


def step(petition: Sealed, new: State, at: datetime, within: timedelta | None = None) -> None:
    officer = Officer.objects.get(username="limin")
    move(Matter.objects.get(mailbox=petition.mailbox), new, officer=officer, now=at, within=within)


def test_replies_come_oldest_first(answered: Sealed) -> None:
    reply(answered, b"second", at_ms=2)
    reply(answered, b"first", at_ms=1)

    replies = answer(ask(answered.mailbox)).replies

    assert [each.sealed for each in replies] == [b"first", b"second"]


def test_an_unknown_mailbox_and_a_fresh_one_are_told_in_as_many_bytes(answered: Sealed) -> None:
    fresh, unknown, refused = ask(answered.mailbox), ask("0" * 64), ask("f" * 64)

    told = [answer(fresh), answer(unknown), answer(refused)]

    assert len({len(to_json(each)) for each in told}) == 1
    assert all(each.replies == [] and each.retry_after_s == 0 for each in told)


def test_what_nobody_holds_the_code_of_can_be_opened_by_nobody(answered: Sealed) -> None:
    with pytest.raises(BadSeal):
        answered.reply_identity.open(answer(ask("0" * 64)).progress)


def test_a_terminal_that_must_wait_hears_the_same_shape_and_a_time(answered: Sealed) -> None:
    told = patience(ask(answered.mailbox), 80)

    assert len(told.progress) == SEALED_BYTES
    assert told.replies == []
    assert told.retry_after_s == 80


def test_progress_has_one_size_in_every_state_and_tells_stage_and_dates(answered: Sealed) -> None:
    begun = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    received = int(Petition.objects.get().received_at.timestamp() * 1000)
    sizes, told = [len(answer(ask(answered.mailbox)).progress)], [read(answered)]
    for new, at, within in (
        (State.ACCEPTED, begun, DECIDE_WITHIN),
        (State.ANSWERED, begun + timedelta(days=3, hours=15), None),
        (State.CLOSED, begun + timedelta(days=9), None),
    ):
        step(answered, new, at, within)
        sizes.append(len(answer(ask(answered.mailbox)).progress))
        told.append(read(answered))

    assert set(sizes) == {SEALED_BYTES}
    assert [each.stage for each in told] == ["received", "accepted", "answered", "closed"]
    assert {each.received_at_ms for each in told} == {received}
    assert told[0].due_at_ms == pytest.approx(received + ACCEPT_WITHIN / timedelta(milliseconds=1), abs=5)
    assert told[1].due_at_ms - told[1].accepted_at_ms == DECIDE_WITHIN / timedelta(milliseconds=1)
    assert told[3].answered_at_ms < told[3].closed_at_ms
    assert told[2].due_at_ms == 0


def test_the_last_day_for_a_review_is_counted_in_the_countys_time(answered: Sealed) -> None:
    step(answered, State.ANSWERED, BEFORE_MIDNIGHT_IN_LONDON)

    assert read(answered).review_until == "2026-12-23"


def test_no_officer_takes_the_review_away_by_closing_the_matter(answered: Sealed) -> None:
    step(answered, State.ANSWERED, BEFORE_MIDNIGHT_IN_LONDON)
    step(answered, State.CLOSED, BEFORE_MIDNIGHT_IN_LONDON)

    assert read(answered).review_until == "2026-12-23"


def test_while_an_answer_is_looked_at_again_nothing_is_there_to_be_reviewed(answered: Sealed) -> None:
    step(answered, State.ANSWERED, BEFORE_MIDNIGHT_IN_LONDON)
    step(answered, State.ACCEPTED, BEFORE_MIDNIGHT_IN_LONDON, DECIDE_WITHIN)

    assert read(answered).review_until == ""


def test_an_answer_of_before_without_a_recipient_still_has_its_shape(ingest: Ingest, t001: Device) -> None:
    old = bytes_petition(t001)
    old.tells_recipient = False
    arrived(ingest, old)

    assert len(answer(ask(old.mailbox)).progress) == SEALED_BYTES


@pytest.mark.parametrize("recipient", ["", "age1", "x" * 5000, ZERO_POINT, ZERO_POINT[:-1] + "q"])
def test_a_recipient_that_nobody_can_seal_to_loses_no_petition(
    ingest: Ingest, t001: Device, recipient: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    petition = bytes_petition(t001)
    monkeypatch.setattr(DraftIdentity, "recipient", property(lambda _: recipient))

    arrived(ingest, petition)
    monkeypatch.undo()

    assert usable(recipient) == Petition.objects.get().reply_recipient == ""
    assert len(answer(ask(petition.mailbox)).progress) == SEALED_BYTES


def test_an_answer_always_fits_the_link_and_keeps_the_newest(answered: Sealed) -> None:
    for at_ms in range(12):
        reply(answered, bytes([at_ms]) * 24_000, at_ms=at_ms)

    told = answer(ask(answered.mailbox))

    assert MAX_PAYLOAD_BYTES - 34_000 < len(to_json(told)) <= MAX_PAYLOAD_BYTES
    assert [each.written_at_ms for each in told.replies] == list(range(4, 12))


def test_a_voice_that_does_not_fit_any_more_leaves_room_for_the_words_before_it(answered: Sealed) -> None:
    reply(answered, b"words", at_ms=1)
    reply(answered, b"v" * MAX_SEALED_BYTES, at_ms=2)
    reply(answered, b"V" * MAX_SEALED_BYTES, at_ms=3)

    told = answer(ask(answered.mailbox))

    assert [each.written_at_ms for each in told.replies] == [1, 3]
    assert len(to_json(told)) <= MAX_PAYLOAD_BYTES


def test_received_petitions_are_for_those_whose_duty_it_is(answered: Sealed) -> None:
    officer = Officer.objects.get(username="zhaoqiang")
    seen = Petition.objects.visible_to(officer).count() + Matter.objects.visible_to(officer).count()

    officer.reads_petitions = False

    assert (seen, Petition.objects.visible_to(officer).count(), Matter.objects.visible_to(officer).count()) == (2, 0, 0)
    assert Petition.objects.get().received_at <= timezone.now()


def test_every_answer_gives_the_days_for_a_review_anew(answered: Sealed) -> None:
    step(answered, State.ANSWERED, datetime(2026, 11, 1, tzinfo=UTC))
    step(answered, State.ANSWERED, datetime(2026, 11, 20, tzinfo=UTC))

    assert read(answered).review_until == "2026-12-20"
    assert msgspec.structs.replace(read(answered), review_until="").stage == "answered"
