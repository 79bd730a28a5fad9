"""What comes under one code is one matter: called back to eyes, never unwritten."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from county.officers.models import Officer
from county.petition.ingest import Ingest
from county.petition.matter import steps, take
from county.petition.models import Matter, Petition, Receipt
from tests.county.cast import Device, Sealed, bytes_petition, further
from tests.county.petition.telling import offered, sent
from wire import topics


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def first(ingest: Ingest, t001: Device) -> Sealed:
    return arrived(ingest, bytes_petition(t001))


def arrived(ingest: Ingest, petition: Sealed) -> Sealed:
    offered(ingest, petition)
    assert sent(ingest, petition).row == topics.RECEIPT
    return petition


def does(*words: str, at: datetime) -> Matter:
    for word in words:
        take(Matter.objects.get(), word, officer=Officer.objects.get(username="limin"), now=at)
    return Matter.objects.get()


def answered(at: datetime) -> None:
    Matter.objects.update(state="answered", due_at=None)


def words() -> list[str]:
    return [step.word for step in steps(Matter.objects.get())]


def test_submissions_with_one_mailbox_are_one_matter_whatever_terminal_they_come_from(
    ingest: Ingest, first: Sealed, mallory: Device
) -> None:
    arrived(ingest, further(first, device=mallory))

    assert Matter.objects.get().submissions.count() == 2
    assert Receipt.objects.count() == 2


def test_another_mailbox_is_another_matter(ingest: Ingest, first: Sealed, t001: Device) -> None:
    arrived(ingest, bytes_petition(t001, 4_000))

    assert Matter.objects.count() == 2


def test_what_comes_after_the_answer_calls_for_eyes_and_keeps_the_state(
    ingest: Ingest, first: Sealed, now: datetime
) -> None:
    does("accept", at=now)
    answered(now)

    arrived(ingest, further(first))

    matter = Matter.objects.get()
    assert matter.state == "answered"
    assert matter.more_at is not None
    assert matter.due_at is not None
    assert [change.new for change in matter.changes.all()] == ["received", "accepted"]


def test_what_comes_while_the_county_is_at_it_moves_no_date(ingest: Ingest, first: Sealed, now: datetime) -> None:
    due_at = does("accept", at=now).due_at

    arrived(ingest, further(first))

    assert Matter.objects.get().due_at == due_at
    assert words() == ["seen"]
    assert does("seen", at=now).due_at == due_at
    assert words() == []


def test_a_rating_that_was_looked_at_is_out_of_the_way_again(ingest: Ingest, first: Sealed, now: datetime) -> None:
    answered(now)
    arrived(ingest, further(first))

    matter = does("seen", at=now)

    assert (matter.state, matter.more_at, matter.due_at) == ("answered", None, None)


def test_a_review_is_taken_up_for_thirty_days_and_the_answer_stays_written(
    ingest: Ingest, first: Sealed, now: datetime
) -> None:
    answered(now)
    arrived(ingest, further(first))

    matter = does("review", at=now)

    assert matter.state == "accepted"
    assert matter.due_at == now + timedelta(days=30)
    assert [(change.old, change.new) for change in matter.changes.all()][-1] == ("answered", "accepted")


def test_a_closed_matter_comes_back_with_what_may_be_done(ingest: Ingest, first: Sealed, now: datetime) -> None:
    answered(now)
    does("close", at=now)
    assert words() == []

    arrived(ingest, further(first))

    assert words() == ["seen", "again", "review"]
    assert does("again", at=now).state == "accepted"


def test_a_step_that_is_not_offered_changes_nothing(first: Sealed, now: datetime) -> None:
    before = Matter.objects.values().get()

    does("close", "review", "again", "seen", "", "dance", at=now)

    assert Matter.objects.values().get() == before


def test_the_same_submission_offered_again_calls_for_nobody(ingest: Ingest, first: Sealed, now: datetime) -> None:
    answered(now)

    ingest.offer("t001", first.offer)
    ingest.commit()

    assert Matter.objects.get().more_at is None
    assert Petition.objects.count() == 1
