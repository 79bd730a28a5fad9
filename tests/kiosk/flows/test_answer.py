"""Asking for an answer with sixteen digits, told as visits."""

import pytest

from kiosk.flows.answer import AskCounty, EnterCode, ReadAnswer, ReadNoAnswer
from kiosk.flows.home import Home
from kiosk.flows.step import EdgeGone, ReadTrouble, Trouble
from tests.kiosk.cast import ANSWER, CODE, OFFICE
from tests.kiosk.flows.story import Story
from wire import port
from wire.ids import AskId

REPLY = port.Reply(text=ANSWER, office=OFFICE, written_at_ms=1_795_400_000_000)


def asking() -> Story:
    return Story().does("answer").sees(EnterCode).types(CODE).does("ask").sees(AskCounty)


def found(story: Story, *replies: port.Reply) -> Story:
    return story.hears(port.AnswerFound(ask_id=story.asks(port.AskAnswer).ask_id, replies=list(replies)))


def test_a_villager_reads_the_answer() -> None:
    story = asking()

    found(story, REPLY).sees(ReadAnswer, office=OFFICE)

    assert story.asks(port.AskAnswer).code == CODE
    assert "柳河村机耕路" in "".join(story.step(ReadAnswer).lines)
    story.does("done").sees(Home)


def test_the_newest_answer_stands_first_and_the_older_is_a_page_away() -> None:
    older = port.Reply(text="收到了。", office=OFFICE, written_at_ms=1)
    story = found(asking(), older, REPLY)

    pages = story.step(ReadAnswer).pages
    for _ in range(pages):
        story.does("next")

    assert story.step(ReadAnswer).lines == ("收到了。",)
    story.does("previous").sees(ReadAnswer, page=pages - 2)


@pytest.mark.parametrize("wrong", ["4821093357160438", "4821093357160473", "0000000000000000"])
def test_a_wrong_digit_is_found_without_asking_anybody(wrong: str) -> None:
    story = Story().does("answer").types(wrong)

    story.does("ask")

    story.sees(EnterCode, trouble=Trouble.BAD_CODE, digits=wrong).never_asks(port.AskAnswer)
    story.does("erase").sees(EnterCode, trouble=None, digits=wrong[:-1]).does("clear").sees(EnterCode, digits="")


def test_fifteen_digits_are_not_asked_for_and_a_seventeenth_is_not_taken() -> None:
    story = Story().does("answer").types(CODE[:15]).does("ask").sees(EnterCode).never_asks(port.AskAnswer)

    story.types(CODE[15] + "9")

    story.sees(EnterCode, digits=CODE)


def test_no_answer_yet_and_no_such_code_look_alike() -> None:
    story = found(asking())

    story.sees(ReadNoAnswer).does("again").sees(EnterCode, digits="")


def test_too_many_tries_wait_and_then_may_go_on() -> None:
    story = asking()

    story.hears(port.Sorry(about="AskAnswer", reason="wait", retry_after_s=30))

    story.sees(EnterCode, trouble=Trouble.WAIT, wait_s=30).waits(30).sees(EnterCode, trouble=None)


@pytest.mark.parametrize("reason", ["link_down", "no_answer_in_time", "failed"])
def test_what_keeps_the_answer_away_is_a_sentence(reason: port.SorryReason) -> None:
    story = asking()

    story.hears(port.Sorry(about="AskAnswer", reason=reason, subject_id=story.asks(port.AskAnswer).ask_id))

    story.sees(ReadTrouble, trouble=Trouble(reason), again=True).does("again").sees(EnterCode, digits=CODE)


def test_an_edge_that_goes_away_is_said_and_an_edge_that_is_silent_too() -> None:
    asking().hears(EdgeGone()).sees(ReadTrouble, trouble=Trouble.EDGE_GONE)

    asking().waits(47).sees(ReadTrouble, trouble=Trouble.NO_ANSWER_IN_TIME)


def test_an_answer_to_a_question_given_up_is_not_shown() -> None:
    story = asking().does("back").sees(EnterCode)

    found(story, REPLY)

    story.sees(EnterCode)


def test_an_answer_to_somebody_elses_question_is_not_shown() -> None:
    story = asking()

    story.hears(port.AnswerFound(ask_id=AskId("e" * 32), replies=[REPLY]))

    story.sees(AskCounty)


def test_nothing_of_the_answer_outlives_the_visit() -> None:
    story = found(asking(), REPLY)

    story.does("leave")

    assert ANSWER[:10] not in repr(story.visit.step)
    story.does("answer").sees(EnterCode, digits="")
