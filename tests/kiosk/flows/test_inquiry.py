"""A formal inquiry as the villager goes through it, within a call."""

import pytest

from kiosk.flows.call.steps import AgreeToRecording, ReadCallEnd, TalkToOfficer
from kiosk.flows.home import Home
from kiosk.flows.inquiry.steps import (
    AgreeToInquiry,
    AttendInquiry,
    ReadBack,
    ReadInquiryEnd,
    SignInquiry,
    StopInquiry,
)
from kiosk.flows.receipt import ReadReceipt, ReadThanks, TypeBack
from kiosk.flows.step import EdgeGone, ReadTrouble
from tests.kiosk.cast import CODE
from tests.kiosk.flows.test_call import Calling
from tests.kiosk.scenes.inquiry import ABOUT, ENTRIES, OFFICERS
from wire import port
from wire.ids import InquiryId
from wire.inquiry.sheet import Step
from wire.inquiry.transcript import Entry

ONE = InquiryId("b" * 32)
OTHER = InquiryId("c" * 32)


class Inquired(Calling):
    """Somebody whom two officers ask."""

    def asked_formally(self) -> "Inquired":
        self.talks()
        self.hears(port.InquiryAsked(call_id=self.call_id, inquiry_id=ONE, officers=OFFICERS, about=ABOUT))
        return self

    def goes_on(self) -> "Inquired":
        self.asked_formally().does("agree")
        self.hears(port.InquiryTape(inquiry_id=ONE, on=True, elapsed_ms=0))
        return self

    def at(self, step: Step, *, reading: int = 0, pages: int = 0) -> "Inquired":
        self.hears(port.InquiryAt(inquiry_id=ONE, step=step, reading=reading, pages=pages))
        return self

    def text(self, page: int, version: int, entries: tuple[Entry, ...] = ENTRIES[:2]) -> "Inquired":
        self.hears(port.InquiryText(inquiry_id=ONE, page=page, version=version, entries=entries))
        return self

    def over(self, why: port.InquiryEnd = "done", *, kept: bool = True) -> "Inquired":
        self.hears(port.InquiryOver(inquiry_id=ONE, why=why, kept=kept, code=CODE if kept else ""))
        return self


def test_an_inquiry_from_its_question_to_its_code() -> None:
    story = Inquired().asked_formally().sees(AgreeToInquiry, officers=OFFICERS, about=ABOUT, recorded=False)
    story.never_asks(port.AgreeToInquiry).does("agree").sees(AttendInquiry, at="credentials", answered=False)
    story.hears(port.InquiryTape(inquiry_id=ONE, on=True, elapsed_ms=4_000))
    story.sees(AttendInquiry, recorded=True, elapsed_s=4, answered=True)
    for step in ("credentials", "rights", "identity"):
        story.hears(port.InquiryAt(inquiry_id=ONE, step=step)).does("understood").sees(AttendInquiry, answered=False)
        assert story.asks(port.AgreeToStep).step == step
    story.hears(port.InquiryAt(inquiry_id=ONE, step="questions")).sees(AttendInquiry, entries=())
    story.hears(port.InquiryText(inquiry_id=ONE, page=1, version=3, entries=ENTRIES[:2]))
    story.sees(AttendInquiry, entries=ENTRIES[:2])

    story.hears(port.InquiryAt(inquiry_id=ONE, step="read_back", reading=1, pages=1)).sees(ReadBack, number=1, count=1)
    story.does("right").sees(ReadBack, answer="right")
    confirmed = story.asks(port.ConfirmPage)
    assert (confirmed.page, confirmed.version, confirmed.right) == (1, 3, True)
    story.hears(port.InquiryAt(inquiry_id=ONE, step="signature", pages=1)).does("stroke", "100,100 200,200").does(
        "done"
    )
    story.sees(SignInquiry, saving=True).waits(4).sees(AttendInquiry, at="signature")
    assert story.count(port.SignInquiry) == 1
    story.hears(port.InquiryAt(inquiry_id=ONE, step="end", pages=1)).sees(AttendInquiry, at="end", saving=False)
    story.hears(port.InquiryTape(inquiry_id=ONE, on=False, elapsed_ms=9_000)).sees(AttendInquiry, saving=True)
    story.hears(port.InquiryOver(inquiry_id=ONE, why="done", kept=True, code=CODE)).sees(ReadInquiryEnd, has_code=True)

    assert story.asks(port.EndCall).call_id == story.call_id, "the code is not for the officers' eyes"
    story.does("code").sees(ReadReceipt, code="").does("show").sees(ReadReceipt, code=CODE).does("done")
    story.sees(TypeBack).types(CODE).does("compare").sees(ReadThanks, typed=True, asked=True).does("done").sees(Home)


def test_no_is_as_good_as_yes_and_the_call_goes_on() -> None:
    story = Inquired().asked_formally().does("refuse").sees(TalkToOfficer, recorded=False)

    assert not story.asks(port.AgreeToInquiry).agreed
    story.hears(port.InquiryOver(inquiry_id=ONE, why="refused", kept=False))
    story.sees(TalkToOfficer).never_asks(port.EndCall)


def test_officers_who_take_their_question_back_are_in_the_call_again() -> None:
    Inquired().asked_formally().over("officers_left", kept=False).sees(TalkToOfficer)


def test_all_of_it_stands_in_the_red_frame_while_the_tape_runs() -> None:
    story = Inquired().goes_on()

    story.at("questions").sees(AttendInquiry, recorded=True).does("stop").sees(StopInquiry, recorded=True)
    story.does("go_on")
    story.text(1, 1).at("read_back", reading=1, pages=1).sees(ReadBack, recorded=True)
    story.at("signature").sees(SignInquiry, recorded=True)
    story.hears(port.InquiryTape(inquiry_id=ONE, on=False, elapsed_ms=9))
    story.sees(AttendInquiry, recorded=False, saving=True)


def test_a_page_that_is_wrong_is_answered_anew_when_it_was_corrected() -> None:
    story = Inquired().goes_on().text(1, 1).at("read_back", reading=1, pages=2).sees(ReadBack, number=1, count=2)
    story.does("wrong").sees(ReadBack, answer="wrong").does("right").sees(ReadBack, answer="wrong")
    assert story.count(port.ConfirmPage) == 1

    story.hears(port.InquiryText(inquiry_id=ONE, page=1, version=2, entries=ENTRIES[:1])).sees(ReadBack, answer="")
    story.hears(port.InquiryText(inquiry_id=ONE, page=1, version=1, entries=ENTRIES)).does("right")

    assert story.asks(port.ConfirmPage).version == 2


def test_a_long_page_is_right_only_at_its_end_and_wrong_at_any_time() -> None:
    story = Inquired().goes_on().text(1, 1, ENTRIES * 5).at("read_back", reading=1, pages=1)
    step = story.step(ReadBack)
    assert step.parts > 1
    story.does("right").sees(ReadBack, answer="", part=0).does("previous").sees(ReadBack, part=0)

    for _ in range(step.parts):
        story.does("next")
    story.sees(ReadBack, part=step.parts - 1).does("right").sees(ReadBack, answer="right")

    assert story.asks(port.ConfirmPage).right


def test_a_page_is_read_aloud_without_being_asked_and_nothing_else_talks_into_the_inquiry() -> None:
    story = Inquired().goes_on()
    before = story.count(port.Say)
    story.at("rights").at("questions")
    assert story.count(port.Say) == before

    story.text(1, 1).at("read_back", reading=1, pages=1)

    said = story.asks(port.Say)
    assert said.prompts == ["step.read_back"]
    assert ENTRIES[0].text in said.text


def test_a_broken_line_is_told_and_recorded_on() -> None:
    story = Inquired().goes_on().at("questions")

    story.hears(port.InquiryTape(inquiry_id=ONE, on=True, elapsed_ms=9_000, line=False))
    story.sees(AttendInquiry, line=False, recorded=True)
    assert story.said[-1] == "told.inquiry_line"
    story.hears(port.InquiryTape(inquiry_id=ONE, on=True, elapsed_ms=10_000)).sees(AttendInquiry, line=True)
    story.hears(port.CallHealing(call_id=story.call_id)).sees(AttendInquiry, line=False)
    story.hears(port.CallConnected(call_id=story.call_id)).sees(AttendInquiry, line=True)


def test_a_call_that_ends_under_an_inquiry_leaves_its_end_to_the_recording() -> None:
    story = Inquired().goes_on().at("questions").ends("lost").sees(AttendInquiry, line=False)

    story.hears(port.InquiryOver(inquiry_id=ONE, why="line_lost", kept=True, code=CODE))

    story.sees(ReadInquiryEnd, why="line_lost", kept=True).never_asks(port.EndCall)


def test_stopping_is_asked_once_more_and_keeps_what_was_said() -> None:
    story = Inquired().goes_on().at("questions").does("stop").sees(StopInquiry)
    story.does("go_on").sees(AttendInquiry).never_asks(port.LeaveInquiry)

    story.does("stop").does("stop").sees(AttendInquiry, saving=True)
    assert story.asks(port.LeaveInquiry).inquiry_id == ONE

    story.hears(port.InquiryOver(inquiry_id=ONE, why="villager_left", kept=True, code=CODE))
    story.sees(ReadInquiryEnd, why="villager_left").does("home").sees(Home)


def test_when_all_has_been_said_one_touch_ends_it() -> None:
    story = Inquired().goes_on().at("end").does("stop").sees(AttendInquiry, saving=True)

    assert story.count(port.LeaveInquiry) == 1


def test_a_tape_that_never_ran_leads_back_into_the_call() -> None:
    story = Inquired().asked_formally().does("agree").over("devices_lost", kept=False).sees(TalkToOfficer)

    story.never_asks(port.EndCall)


def test_leaving_at_any_moment_ends_inquiry_and_call() -> None:
    asked, running = Inquired().asked_formally(), Inquired().goes_on().at("signature")
    asked.does("leave").sees(Home)
    running.does("leave").sees(Home)

    assert not asked.asks(port.AgreeToInquiry).agreed
    assert running.asks(port.LeaveInquiry).inquiry_id == ONE
    assert running.asks(port.EndCall).call_id == running.call_id


def test_a_thumb_is_put_where_it_touches_and_taken_back_line_by_line() -> None:
    story = Inquired().goes_on().at("signature").does("done").never_asks(port.SignInquiry)
    story.does("thumb").sees(SignInquiry, thumb=True).does("stroke", "400,200 410,210")
    sheet = story.sees(SignInquiry, thumb=False).step(SignInquiry).sheet
    assert len(sheet) > 1
    assert all(0 <= x <= 1000 and y >= 0 for stroke in sheet for x, y in stroke)

    for _ in sheet:
        story.does("undo")

    story.sees(SignInquiry, sheet=())


def test_a_signature_that_was_not_taken_is_asked_for_again() -> None:
    story = Inquired().goes_on().at("signature").does("stroke", "1,1 9,9").does("done").sees(SignInquiry, saving=True)

    story.hears(port.Sorry(about="SignInquiry", reason="bad_request")).sees(SignInquiry, saving=False, failed=True)

    story.does("stroke", "1,1 9,9").does("done")
    assert story.count(port.SignInquiry) == 2


def test_an_answer_to_a_page_that_was_not_taken_is_asked_for_again() -> None:
    story = Inquired().goes_on().text(1, 1).at("read_back", reading=1, pages=1).does("right")

    story.hears(port.Sorry(about="ConfirmPage", reason="failed")).sees(ReadBack, answer="").does("right")

    assert story.count(port.ConfirmPage) == 2


@pytest.mark.parametrize("why", ["disk_full", "devices_lost"])
def test_what_could_not_be_kept_says_so_and_shows_no_code(why: port.InquiryEnd) -> None:
    story = Inquired().goes_on().over(why, kept=False).sees(ReadInquiryEnd, kept=False, has_code=False)

    story.does("code").sees(ReadInquiryEnd).does("home").sees(Home)


def test_what_is_told_of_another_inquiry_changes_nothing() -> None:
    story = Inquired().goes_on().at("questions")

    story.hears(port.InquiryOver(inquiry_id=OTHER, why="done", kept=True, code=CODE))
    story.hears(port.InquiryAt(inquiry_id=OTHER, step="signature")).sees(AttendInquiry, at="questions")


def test_an_edge_that_goes_in_an_inquiry_is_told() -> None:
    Inquired().goes_on().hears(EdgeGone()).sees(ReadTrouble)


def test_what_never_gets_safe_does_not_hold_anybody_for_ever() -> None:
    story = Inquired().goes_on().does("stop").does("stop").waits(70).sees(ReadTrouble)

    story.asked += story.visit.does("home")
    story.sees(Home)


def test_an_inquiry_may_follow_a_question_that_was_not_answered_and_its_end_a_call() -> None:
    story = Inquired().talks()
    one = story.call_id
    story.hears(port.RecordingAsked(call_id=one)).sees(AgreeToRecording)
    story.hears(port.InquiryAsked(call_id=one, inquiry_id=ONE, officers=OFFICERS, about=""))

    story.sees(AgreeToInquiry).does("refuse").sees(TalkToOfficer).does("hang_up").sees(ReadCallEnd)
