"""What the county writes down of a terminal's word, and what it says of who ended it."""

from datetime import UTC, datetime, timedelta

from county.call.ending import finish
from county.call.models import Call
from county.inquiry import course
from county.inquiry.keeping import caseless
from county.inquiry.models import Act, Inquiry
from county.inquiry.shown import shown
from county.officers.models import Officer
from tests.county.inquiry.conftest import led_to
from tests.county.inquiry.terminal import FakeTerminal


def _now(inquiry: Inquiry) -> Inquiry:
    return Inquiry.objects.get(pk=inquiry.pk)


def _acts(inquiry: Inquiry) -> list[str]:
    return [str(act) for act in Act.objects.filter(inquiry=inquiry)]


def test_officers_who_do_not_wait_for_the_answer_were_refused_nothing(
    inquiry: Inquiry, terminal: FakeTerminal, limin: Officer
) -> None:
    terminal.tells()
    course.close(inquiry.pk, limin)

    terminal.tells(tape="refused", why="officers_left")

    assert (_now(inquiry).why, _now(inquiry).tape) == ("closed", "unanswered")
    assert _acts(inquiry)[2:] == ["tape asked", "over closed", "tape unanswered", "ended officers_left"]
    assert shown(_now(inquiry))["told"]["tape"] == "unanswered"
    assert caseless(datetime.now(UTC) + timedelta(days=1)).exists()


def test_officers_who_hang_up_before_the_first_picture_lose_no_recording(
    inquiry: Inquiry, terminal: FakeTerminal
) -> None:
    terminal.tells()
    finish(Call.objects.get(), "hung_up", datetime.now(UTC))

    terminal.tells(tape="stopped", began_at_ms=1, why="officers_left")
    terminal.tells(tape="failed", began_at_ms=1)
    terminal.desk.sweep()

    assert (_now(inquiry).why, _now(inquiry).tape) == ("call_ended", "unanswered")
    assert [act for act in _acts(inquiry) if act.startswith("tape")] == ["tape asked", "tape unanswered"]


def test_a_recording_that_ran_and_is_lost_is_said_to_be_lost_whoever_ended_it(
    inquiry: Inquiry, terminal: FakeTerminal, limin: Officer
) -> None:
    led_to(inquiry, "questions", terminal, limin)
    course.close(inquiry.pk, limin)

    terminal.tells(tape="failed", why="officers_left")

    assert (_now(inquiry).why, _now(inquiry).tape) == ("closed", "failed")
