"""Asking for an answer with sixteen digits, told as visits."""

import msgspec
import pytest

from kiosk.flows.answer.steps import (
    AskCounty,
    AskReview,
    EnterCode,
    RateAnswer,
    ReadAnswer,
    ReadNoAnswer,
    ReadProgress,
    ReadRated,
)
from kiosk.flows.case import Stage
from kiosk.flows.home import Home
from kiosk.flows.petition.flow import PetitionFlow
from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.flows.step import EdgeGone, ReadTrouble, Trouble
from tests.kiosk.cast import ANSWER, CODE, OFFICE
from tests.kiosk.flows.story import Story
from tests.kiosk.scenes.answer import ANSWERED, RECEIVED
from wire import port
from wire.ids import AskId, PetitionId
from wire.petition.details import Details
from wire.petition.mailbox import Progress

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


def test_an_edge_that_is_back_is_asked_again_without_a_touch() -> None:
    story = asking().hears(EdgeGone()).sees(ReadTrouble)
    before = story.asks(port.AskAnswer).ask_id

    story.hears(story.welcome(birth=2)).sees(AskCounty)

    assert story.asks(port.AskAnswer).ask_id != before


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
    assert CODE not in repr(vars(story.visit))
    assert story.asks(port.ForgetAnswer).ask_id == story.asks(port.AskAnswer).ask_id
    story.sees(Home).does("answer").sees(EnterCode, digits="")


SPOKEN = port.Reply(text="", office=OFFICE, written_at_ms=1_795_400_000_000, spoken=True)


def progressed(progress: Progress = ANSWERED, *replies: port.Reply) -> Story:
    story = asking()
    one = story.asks(port.AskAnswer).ask_id
    return story.hears(port.AnswerFound(ask_id=one, replies=list(replies), progress=progress))


def until(day: str) -> Progress:
    return msgspec.structs.replace(ANSWERED, review_until=day)


def sent(story: Story, *, details: Details) -> PetitionId:
    """What was asked to be sent under the old code."""
    begun, submitted = story.asks(port.StartDraft), story.asks(port.SubmitDraft)
    assert (begun.code, submitted.petition_id) == (CODE, begun.petition_id)
    assert submitted.details == details
    return begun.petition_id


def test_stage_and_dates_are_told_before_there_is_an_answer() -> None:
    story = progressed(RECEIVED).sees(ReadProgress, progress=RECEIVED, answers=0, can_review=False)

    story.does("rate").sees(ReadProgress).does("review").sees(ReadProgress).does("answer").sees(ReadProgress)

    story.does("done").sees(Home)


def test_an_answer_is_read_from_the_progress_and_back() -> None:
    story = progressed(ANSWERED, REPLY).does("answer").sees(ReadAnswer)

    assert story.step(ReadAnswer).read_aloud.startswith("王大山")
    story.does("done").sees(ReadProgress)


def test_the_officers_own_voice_is_played_and_stopped() -> None:
    story = progressed(ANSWERED, SPOKEN).sees(ReadProgress, spoken_answer=True).does("answer")

    story.sees(ReadAnswer, has_voice=True, playing=False).does("play").sees(ReadAnswer, playing=True)
    asked = story.asks(port.PlayReply)
    assert (asked.ask_id, asked.at) == (story.asks(port.AskAnswer).ask_id, 0)

    story.hears(port.SayingEnded(say_id=asked.ask_id)).sees(ReadAnswer, playing=False)
    story.does("play").does("stop").sees(ReadAnswer, playing=False).asks(port.Hush)


def test_a_voice_that_ends_with_its_edge_does_not_stay_on_the_screen_for_ever() -> None:
    story = progressed(ANSWERED, SPOKEN).does("answer").does("play").sees(ReadAnswer, playing=True)

    story.hears(EdgeGone()).sees(ReadTrouble, trouble=Trouble.EDGE_GONE)

    assert story.step(ReadTrouble).idle_s > 0


def test_a_voice_that_cannot_be_played_is_not_offered_again() -> None:
    story = progressed(ANSWERED, SPOKEN).does("answer").does("play")

    story.hears(port.Sorry(about="PlayReply", reason="no_voice"))

    story.sees(ReadAnswer, has_voice=False, playing=False)


def test_turning_to_an_older_answer_silences_the_newer() -> None:
    story = progressed(ANSWERED, REPLY, SPOKEN).does("answer").does("play")

    story.does("next").sees(ReadAnswer, at=0, playing=False).asks(port.Hush)


def test_an_answer_is_rated_by_a_face_and_the_rating_is_sealed_and_sent() -> None:
    story = progressed(ANSWERED, REPLY).does("rate").sees(RateAnswer, chosen=None)

    story.does("send").sees(RateAnswer).does("face", "poor").does("face", "fair").sees(RateAnswer, chosen="fair")
    story.does("send").sees(ReadRated, stage=Stage.SAVING)

    one = sent(story, details=Details(purpose="rating", rating="fair"))
    story.hears(port.Submitted(petition_id=one, total_bytes=9)).sees(ReadRated, stage=Stage.KEPT)
    story.hears(port.Receipted(petition_id=one, received_at_ms=1)).sees(ReadRated, stage=Stage.RECEIVED)
    story.does("done").sees(ReadProgress, rated="fair").does("rate").sees(ReadProgress)


def test_a_review_is_asked_for_while_its_last_day_has_not_gone_by() -> None:
    story = progressed(until("2999-12-31"), REPLY).sees(ReadProgress, can_review=True)

    story.does("review").sees(AskReview, last_day="2999-12-31").does("send")

    one = sent(story, details=Details(purpose="review"))
    story.hears(port.Submitted(petition_id=one, total_bytes=9)).sees(ReadRated, purpose="review", stage=Stage.KEPT)
    story.does("done").sees(ReadProgress, reviewed=True).does("review").sees(ReadProgress)


@pytest.mark.parametrize("day", ["2000-01-01", "", "soon"])
def test_after_the_last_day_no_review_is_offered(day: str) -> None:
    progressed(until(day), REPLY).sees(ReadProgress, can_review=False).does("review").sees(ReadProgress)


def test_a_terminal_that_does_not_know_the_day_leaves_it_to_the_county() -> None:
    story = Story().hears(port.EdgeStatus(link_up=True, waiting_petitions=0, clock_trusted=False))
    story.does("answer").types(CODE).does("ask")

    one = story.asks(port.AskAnswer).ask_id
    story.hears(port.AnswerFound(ask_id=one, replies=[REPLY], progress=until("2000-01-01")))

    story.sees(ReadProgress, can_review=True)


@pytest.mark.parametrize(
    ("way", "details"),
    [
        (("message",), Details(purpose="message")),
        (("rate", "speak"), Details(purpose="rating")),
        (("review", "speak"), Details(purpose="review")),
    ],
)
def test_words_of_ones_own_follow_under_the_same_code(way: tuple[str, ...], details: Details) -> None:
    story = progressed(until("2999-12-31"), REPLY)

    for choice in way:
        story.does(choice)

    story.sees(ReadPrivacy).does("agree")
    assert story.asks(port.StartDraft).code == CODE
    assert story.asks(port.ForgetAnswer)
    flow = story.visit._flow
    assert isinstance(flow, PetitionFlow)
    assert flow._case.details == details


def test_a_rating_that_the_edge_forgot_is_asked_for_again() -> None:
    story = progressed(ANSWERED, REPLY).does("rate").does("face", "good").does("send")

    story.hears(EdgeGone()).sees(ReadRated, stage=Stage.SAVING).hears(Story.welcome(2))

    assert (story.count(port.StartDraft), story.count(port.SubmitDraft)) == (2, 2)


def test_a_rating_that_cannot_be_kept_is_a_sentence_and_can_be_sent_again() -> None:
    story = progressed(ANSWERED, REPLY).does("rate").does("face", "good").does("send")
    one = story.asks(port.SubmitDraft).petition_id

    story.hears(port.Sorry(about="SubmitDraft", reason="disk_full", subject_id=one))

    story.sees(ReadTrouble, trouble=Trouble.DISK_FULL, again=True).does("again").sees(ReadRated)
    story.hears(port.Submitted(petition_id=one, total_bytes=9)).sees(ReadRated, stage=Stage.KEPT)


def test_who_has_to_wait_is_told_how_long_and_cannot_ask_meanwhile() -> None:
    story = asking().hears(port.Sorry(about="AskAnswer", reason="wait", retry_after_s=30))

    story.does("ask").does("erase").does("digit", CODE[15]).does("ask")

    assert story.count(port.AskAnswer) == 1
    story.sees(EnterCode, trouble=Trouble.WAIT, wait_s=30).waits(30).does("ask").sees(AskCounty)


def test_an_answer_without_a_word_or_a_voice_is_no_answer_to_read() -> None:
    story = asking()
    ask_id = story.asks(port.AskAnswer).ask_id
    nothing = port.Reply(text=" \n\u200b", office=OFFICE, written_at_ms=1)

    story.hears(port.AnswerFound(ask_id=ask_id, replies=[nothing], progress=ANSWERED))

    story.sees(ReadProgress, answers=0)


def test_an_answer_full_of_signs_that_turn_and_control_stands_as_plain_lines() -> None:
    story = asking()
    text = "\u202e王大山\u0000，\u001b[31m您好\r\n第二段" + "\u0301" * 900

    found(story, port.Reply(text=text, office="县\n\u202e" + "办" * 500, written_at_ms=10**18))

    page = story.step(ReadAnswer)
    assert "".join(page.lines).replace("\u3000", "").replace("\u0301", "") == "王大山，[31m您好第二段"
    assert "".join(page.lines).count("\u0301") == 2
    assert page.office.startswith("县 办")
    assert len(page.office) < 20
