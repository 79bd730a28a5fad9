"""An inquiry needs two people, has one order, and goes on only when the villager has done what it needs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from county.call import hands
from county.call.ending import finish
from county.call.models import Call, Seat
from county.errors import NotAllowed, Unbelievable
from county.inquiry import course
from county.inquiry.desk import GIVE_UP
from county.inquiry.models import Act, Inquiry
from county.inquiry.shown import told_in_all
from county.inquiry.telling import PATIENCE
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from county.petition.ingest import Ingest
from county.petition.models import Matter, Petition
from tests.county.browser.conftest import arrived
from tests.county.carried import carried
from tests.county.cast import Device, bytes_petition
from tests.county.inquiry.conftest import led_to, page_of, plan, seated
from tests.county.inquiry.terminal import FakeTerminal
from wire import topics
from wire.errors import BadSignature
from wire.inquiry.sheet import STEPS, LineGap, Step


def _now(inquiry: Inquiry) -> Inquiry:
    return Inquiry.objects.get(pk=inquiry.pk)


def _acts(inquiry: Inquiry) -> list[str]:
    return [str(act) for act in Act.objects.filter(inquiry=inquiry)]


def test_two_officers_begin_it_and_the_terminal_hears_who_and_what_about(
    inquiry: Inquiry, terminal: FakeTerminal
) -> None:
    sheet = terminal.sheet

    assert sheet is not None
    assert [(one.name, one.credential) for one in sheet.officers] == [("李敏", "纪 0931-07"), ("赵强", "纪 0931-12")]
    assert (sheet.about, sheet.step, sheet.over) == ("东书村修井款", "credentials", False)
    assert _acts(inquiry) == ["begun", "confirmed"]


def test_one_officer_is_not_two(call: Call, limin: Officer) -> None:
    with pytest.raises(NotAllowed, match="second-same"):
        course.begin(plan(call), limin, limin)
    with pytest.raises(NotAllowed, match="second-no-seat"):
        course.begin(plan(call), limin, Officer.objects.get(username="zhaoqiang"))
    with pytest.raises(IntegrityError):
        Inquiry.objects.create(inquiry_id="0" * 32, call=call, first=limin, second=limin, begun_at=call.asked_at)

    assert not OutgoingMessage.objects.exists()


def test_nobody_of_the_level_it_concerns_sits_beside(call: Call, limin: Officer) -> None:
    Call.objects.update(concerns="township")
    second = seated("zhaoqiang", "township")

    with pytest.raises(NotAllowed, match="second-no-seat"):
        course.begin(plan(call), limin, second)


@pytest.mark.parametrize(("level", "township"), [("village", "柳河镇"), ("township", "石桥乡")])
def test_nobody_sits_beside_whom_the_call_could_not_be_shared_with(
    call: Call, limin: Officer, *, level: str, township: str
) -> None:
    Call.objects.update(township="柳河镇")
    second = seated("zhaoqiang", level)
    Seat.objects.filter(officer=second).update(township=township)

    with pytest.raises(NotAllowed, match="second-no-seat"):
        course.begin(plan(call), limin, second)


def test_of_the_calls_own_township_one_sits_beside_who_has_not_sat_down_at_the_desk(call: Call, limin: Officer) -> None:
    Call.objects.update(township="柳河镇")
    second = seated("zhaoqiang", "township")
    Seat.objects.filter(officer=second).update(township="柳河镇", on_duty=False, seen_at=None)

    assert course.begin(plan(call), limin, second).second == second


def test_only_who_took_the_call_begins_one_and_only_one_runs(call: Call, limin: Officer, zhaoqiang: Officer) -> None:
    with pytest.raises(NotAllowed, match="no-call"):
        course.begin(plan(call), zhaoqiang, limin)
    wanted = plan(call)
    first = course.begin(wanted, limin, zhaoqiang)

    assert course.begin(wanted, limin, zhaoqiang) == first
    with pytest.raises(NotAllowed, match="already"):
        course.begin(plan(call), limin, zhaoqiang)
    with pytest.raises(NotAllowed, match="incomplete"):
        course.begin(plan(call, credential=" "), limin, zhaoqiang)
    with pytest.raises(Unbelievable):
        course.begin(plan(call, inquiry_id="../x"), limin, zhaoqiang)


def test_none_begins_while_the_call_is_on_hold_and_none_is_put_on_hold_while_one_runs(
    call: Call, limin: Officer, zhaoqiang: Officer
) -> None:
    hands.hold(limin, call.call_id, held=True)
    with pytest.raises(NotAllowed, match="held"):
        course.begin(plan(call), limin, zhaoqiang)
    hands.hold(limin, call.call_id, held=False)
    begun = course.begin(plan(call), limin, zhaoqiang)

    assert not hands.hold(limin, call.call_id, held=True)
    assert not Call.objects.get().held

    course.close(begun.pk, limin)
    assert hands.hold(limin, call.call_id, held=True)
    assert Call.objects.get().held


def test_each_step_waits_for_what_it_needs(inquiry: Inquiry, terminal: FakeTerminal, limin: Officer) -> None:
    def lacks(step: Step) -> str:
        with pytest.raises(NotAllowed) as refused:
            course.go_to(inquiry.pk, step, limin)
        return str(refused.value)

    assert lacks("rights") == "lacks-tape"
    terminal.tells()
    assert lacks("rights") == "lacks-tape"
    terminal.agrees()
    assert lacks("identity") == "order"
    course.go_to(inquiry.pk, "rights", limin)
    assert lacks("identity") == "lacks-rights"
    terminal.agrees("rights")
    course.go_to(inquiry.pk, "identity", limin)
    course.go_to(inquiry.pk, "questions", limin)
    assert lacks("read_back") == "lacks-pages"
    course.put_page(
        inquiry.pk, (1, 1), page_of(inquiry, "十月。", recipient=terminal.identity.recipient), officer=limin
    )
    course.go_to(inquiry.pk, "read_back", limin)
    assert lacks("signature") == "lacks-right"
    terminal.hears_all()
    assert terminal.sheet is not None
    assert (terminal.sheet.step, terminal.sheet.reading, terminal.sheet.pages) == ("read_back", 1, 1)
    terminal.judges(1, right=True)
    course.go_to(inquiry.pk, "signature", limin)
    assert lacks("end") == "lacks-signature"
    assert lacks("read_back") == "order"
    terminal.tells(signature_sha256="b" * 64)
    course.go_to(inquiry.pk, "end", limin)
    assert [act for act in _acts(inquiry) if act.startswith("step")] == [f"step {step}" for step in STEPS[1:]]


def test_a_page_that_is_not_right_is_corrected_and_judged_again(
    inquiry: Inquiry, terminal: FakeTerminal, limin: Officer
) -> None:
    led_to(inquiry, "read_back", terminal, limin)
    terminal.judges(1, right=False)
    recipient = terminal.identity.recipient
    sealed = page_of(inquiry, "前年十月。", recipient=recipient, version=2)

    course.put_page(inquiry.pk, (1, 2), sealed, officer=limin)

    terminal.hears_all()
    assert terminal.opened(1).entries[1].text == "前年十月。"
    with pytest.raises(NotAllowed, match="lacks-right"):
        course.go_to(inquiry.pk, "signature", limin)
    terminal.judges(1, right=True)
    assert course.go_to(inquiry.pk, "signature", limin).step == "signature"
    assert [page.version for page in _now(inquiry).sealed_pages.order_by("version")] == [1, 2]
    assert "not_right 1.1" in _acts(inquiry)
    with pytest.raises(NotAllowed, match="order"):
        course.put_page(inquiry.pk, (1, 3), sealed, officer=limin)


def test_a_page_is_kept_once_in_its_newest_version(inquiry: Inquiry, terminal: FakeTerminal, limin: Officer) -> None:
    led_to(inquiry, "questions", terminal, limin)
    recipient = terminal.identity.recipient
    sealed = [page_of(inquiry, "水" * version, recipient=recipient, version=version) for version in (1, 2, 3)]

    for version in (1, 2, 2, 3):
        course.put_page(inquiry.pk, (1, version), sealed[version - 1], officer=limin)
    with pytest.raises(NotAllowed, match="old-page"):
        course.put_page(inquiry.pk, (1, 2), sealed[1], officer=limin)
    with pytest.raises(NotAllowed, match="old-page"):
        course.put_page(inquiry.pk, (1, 3), sealed[1], officer=limin)
    with pytest.raises(NotAllowed, match="order"):
        course.put_page(inquiry.pk, (3, 1), sealed[0], officer=limin)
    with pytest.raises(Unbelievable):
        course.put_page(inquiry.pk, (2, 1), "井里没水了".encode(), officer=limin)

    assert [(page.page, page.version) for page in _now(inquiry).sealed_pages.all()] == [(1, 3)]


def test_what_the_terminal_missed_comes_again_with_its_next_word(
    inquiry: Inquiry, terminal: FakeTerminal, limin: Officer
) -> None:
    led_to(inquiry, "questions", terminal, limin)
    sealed = page_of(inquiry, "十月。", recipient=terminal.identity.recipient)
    course.put_page(inquiry.pk, (1, 1), sealed, officer=limin)
    terminal.hears_all(but=lambda _: True)

    terminal.tells()
    assert terminal.sheet is not None
    assert (terminal.sheet.pages, terminal.pages) == (1, {})
    terminal.desk._now = lambda: datetime.now(UTC) + 2 * PATIENCE
    terminal.sheet = None
    terminal.tells()

    assert terminal.opened(1).entries[1].text == "十月。"
    assert [one.row for one in terminal.desk.sweep()] == [topics.INQUIRY_PAGE, topics.INQUIRY]
    terminal.tells()
    assert terminal.desk.sweep() == []


def test_who_does_not_sign_as_the_terminal_of_the_call_is_not_believed(
    inquiry: Inquiry, terminal: FakeTerminal, mallory: Device
) -> None:
    terminal.tells()
    terminal.tells(lost=True, tape="runs", elapsed_ms=9)

    with pytest.raises(BadSignature):
        terminal.repeats(signer=mallory)
    with pytest.raises(Unbelievable):
        terminal.repeats(signer=mallory, owner="mallory")

    assert _now(inquiry).tape == "asked"


def test_old_news_and_the_same_news_change_nothing(inquiry: Inquiry, terminal: FakeTerminal) -> None:
    terminal.tells()
    asked = terminal.told
    terminal.agrees()
    acts = _acts(inquiry)

    terminal.repeats()
    terminal.told = asked
    terminal.repeats()

    assert (_now(inquiry).tape, _acts(inquiry)) == ("runs", acts)


def test_a_villager_who_does_not_want_it_ends_it_and_the_call_goes_on(
    inquiry: Inquiry, terminal: FakeTerminal, limin: Officer, zhaoqiang: Officer
) -> None:
    terminal.tells()

    terminal.tells(tape="refused")

    assert (_now(inquiry).over, _now(inquiry).why) == (True, "refused")
    assert terminal.sheet is not None
    assert not terminal.sheet.over
    assert terminal.desk.sweep() == []
    terminal.hears_all()
    assert terminal.sheet.over
    assert Call.objects.get().state == "taken"
    assert course.begin(plan(Call.objects.get()), limin, zhaoqiang).pk != inquiry.pk


def test_the_end_is_done_and_joins_what_arrives(
    inquiry: Inquiry, terminal: FakeTerminal, ingest: Ingest, mallory: Device
) -> None:
    led_to(inquiry, "end", terminal, inquiry.first)
    course.close(inquiry.pk, inquiry.first)
    terminal.hears_all()
    assert terminal.sheet is not None
    assert terminal.sheet.over
    theirs, ours = bytes_petition(mallory), bytes_petition(terminal.device)
    terminal.keeps(theirs.petition_id)
    arrived(ingest, theirs)
    terminal.desk.sweep()
    assert _now(inquiry).submission is None

    terminal.keeps(ours.petition_id)
    terminal.desk.sweep()
    assert _now(inquiry).submission is None
    arrived(ingest, ours)
    terminal.desk.sweep()

    assert (_now(inquiry).submission_id, _now(inquiry).why) == (ours.petition_id, "done")


def test_a_broken_line_is_stated_and_an_ended_call_ends_it(
    inquiry: Inquiry, terminal: FakeTerminal, limin: Officer
) -> None:
    led_to(inquiry, "questions", terminal, limin)
    terminal.tells(gaps=(LineGap(began_ms=2000),))
    terminal.tells(gaps=(LineGap(began_ms=2000, ended_ms=9000),))
    terminal.desk.sweep()
    assert not _now(inquiry).over

    finish(Call.objects.get(), "lost", datetime.now(UTC))
    terminal.desk.sweep()
    terminal.desk.sweep()

    assert (_now(inquiry).over, _now(inquiry).why, _now(inquiry).step) == (True, "call_ended", "questions")
    assert [act for act in _acts(inquiry) if act.startswith(("line", "over"))] == [
        "line_broke 2000",
        "line_back 9000",
        "over call_ended",
    ]
    terminal.hears_all()
    assert terminal.sheet is not None
    assert terminal.sheet.over


def test_officers_who_are_gone_are_waited_for_and_then_it_is_over(
    inquiry: Inquiry, terminal: FakeTerminal, limin: Officer
) -> None:
    led_to(inquiry, "questions", terminal, limin)
    seen = Seat.objects.get(officer=limin).seen_at
    assert seen is not None
    terminal.desk._now = lambda: seen + GIVE_UP
    terminal.desk.sweep()
    assert not _now(inquiry).over

    terminal.desk._now = lambda: seen + GIVE_UP + timedelta(seconds=30)
    terminal.desk.sweep()

    assert _now(inquiry).why == "officers_left"


def test_it_is_seen_by_the_two_and_by_who_may_read_its_matter(inquiry: Inquiry, ingest: Ingest, t001: Device) -> None:
    Officer.objects.update(reads_petitions=False)
    limin, zhaoqiang = inquiry.first, inquiry.second
    reader = Officer.objects.create(username="reader", name="孙丽", reads_petitions=True)
    stranger = Officer.objects.create(username="stranger", name="周平", reads_petitions=False)
    for officer in (limin, zhaoqiang):
        officer.refresh_from_db()

    def seers() -> list[bool]:
        everybody = (limin, zhaoqiang, reader, stranger)
        return [Inquiry.objects.visible_to(officer).exists() for officer in everybody]

    assert seers() == [True, True, False, False]
    petition = arrived(ingest, bytes_petition(t001))
    Inquiry.objects.update(matter=Matter.objects.get())
    assert Petition.objects.get().pk == petition.petition_id
    assert seers() == [True, True, True, False]


def test_it_belongs_to_the_case_whose_number_was_given(
    call: Call, zhaoqiang: Officer, ingest: Ingest, t001: Device
) -> None:
    limin = Officer.objects.get(username="limin")
    petition = arrived(ingest, bytes_petition(t001))
    for number in ("12", "f" * 32, petition.petition_id[:7]):
        with pytest.raises(NotAllowed, match="no-matter"):
            course.begin(plan(call, number=number), limin, zhaoqiang)

    begun = course.begin(plan(call, number=petition.petition_id[:8]), limin, zhaoqiang)

    assert begun.matter == Matter.objects.get()


def test_what_was_sent_does_not_fill_the_table(inquiry: Inquiry, terminal: FakeTerminal, limin: Officer) -> None:
    led_to(inquiry, "questions", terminal, limin)

    for version in range(1, 9):
        sealed = page_of(inquiry, "水", recipient=terminal.identity.recipient, version=version)
        course.put_page(inquiry.pk, (1, version), sealed, officer=limin)
        assert topics.topic(topics.INQUIRY_PAGE, "t001", inquiry.call_id) in carried()

    assert not OutgoingMessage.objects.exists()


def test_what_was_told_before_a_cut_stays_when_the_next_start_knows_nothing_of_it(
    inquiry: Inquiry, terminal: FakeTerminal, ingest: Ingest
) -> None:
    led_to(inquiry, "signature", terminal, inquiry.first)
    terminal.tells(gaps=(LineGap(began_ms=2000, ended_ms=9000),))
    petition = bytes_petition(terminal.device)

    terminal.starts_anew(petition.petition_id)
    before = told_in_all(_now(inquiry))
    arrived(ingest, petition)
    terminal.desk.sweep()

    assert (before.was_cut, before.breaks, before.is_signed) == (True, 1, False)
    assert [(one.page, one.version, one.judged) for one in before.pages] == [(1, 1, "right")]
    assert told_in_all(_now(inquiry)) == before
    assert _now(inquiry).submission_id == petition.petition_id
    assert "ended power_cut" in _acts(inquiry)
