"""The direct line as the villager goes through it."""

import pytest

from kiosk.flows.assisted import StaffLeaves
from kiosk.flows.call.before import KEPT_OUT, AnswerRing, ChooseAssisted, ChooseConcerned, ChooseOfficer
from kiosk.flows.call.steps import (
    SAY_AGAIN_S,
    AgreeToRecording,
    ReadCallBack,
    ReadCallEnd,
    TalkToOfficer,
    WaitForOfficer,
)
from kiosk.flows.help import ReadHelp
from kiosk.flows.home import Home
from kiosk.flows.petition.matter import ChooseMatter
from kiosk.flows.step import EdgeGone, ReadTrouble, Trouble
from tests.kiosk.flows.story import Story
from wire import port
from wire.call.signals import Concerned
from wire.ids import CallId

EQUIPMENT = port.Equipment(calls=True, papers_camera=True, voices=("zh_CN",))
RING = port.RingsHere(ring_id=CallId("a" * 32), asked_at_ms=1_795_000_000_000, officer="李敏")


class Calling(Story):
    """A kiosk from which an officer can be called."""

    def __init__(self, *, linked: bool = True) -> None:
        super().__init__(linked=linked, equipment=EQUIPMENT)

    @property
    def call_id(self) -> CallId:
        return self.asks(port.StartCall).call_id

    def rings(self, officer: str = "county") -> "Calling":
        self.does("call").sees(ChooseOfficer).does("officer", officer).sees(WaitForOfficer, ahead=None)
        return self

    def talks(self) -> "Calling":
        self.rings().hears(port.CallTaken(call_id=self.call_id, officer="李敏", far_path="/nowhere"))
        self.hears(port.CallConnected(call_id=self.call_id))
        return self

    def ends(self, why: port.CallEnd) -> "Calling":
        self.hears(port.CallEnded(call_id=self.call_id, why=why))
        return self

    @property
    def said(self) -> list[str]:
        """Every prompt that was asked for, in order."""
        return [prompt for one in self.asked if isinstance(one, port.Say) for prompt in one.prompts]


def test_from_the_touch_to_the_officer_and_home_again() -> None:
    story = Calling().rings()
    assert (story.asks(port.StartCall).wanted, story.asks(port.StartCall).concerns) == ("county", "nobody")

    story.hears(port.CallRinging(call_id=story.call_id, ahead=2)).sees(WaitForOfficer, ahead=2)
    story.hears(port.CallTaken(call_id=story.call_id, officer="李敏", far_path="/nowhere"))
    story.sees(TalkToOfficer, officer="李敏", line="connecting")
    story.hears(port.CallConnected(call_id=story.call_id), port.SafetyWords(call_id=story.call_id, words=(1, 2, 3)))
    story.sees(TalkToOfficer, line="talking", words=(1, 2, 3))
    story.hears(port.CallHealing(call_id=story.call_id)).sees(TalkToOfficer, line="healing", words=())
    story.hears(port.CallConnected(call_id=story.call_id)).sees(TalkToOfficer, line="talking")
    story.does("hang_up").sees(ReadCallEnd, why="hung_up")

    assert story.asks(port.EndCall).call_id == story.call_id
    story.does("home").sees(Home)


def test_the_township_is_as_near_as_the_county() -> None:
    story = Calling().rings("township").sees(WaitForOfficer, wanted="township")

    assert story.asks(port.StartCall).wanted == "township"


@pytest.mark.parametrize(
    ("concerned", "answers"), [("village", "county"), ("township", "county"), ("county", "township")]
)
def test_whom_it_concerns_is_not_whom_it_rings_at(concerned: str, answers: str) -> None:
    story = Calling().does("call").does("concerned").sees(ChooseConcerned).does("concerns", concerned)

    story.sees(WaitForOfficer, wanted=answers)
    assert (story.asks(port.StartCall).concerns, story.asks(port.StartCall).wanted) == (concerned, answers)


def test_from_whom_it_concerns_one_goes_back_to_whom_to_call_and_home() -> None:
    Calling().does("call").does("concerned").does("back").sees(ChooseOfficer).does("back").sees(Home)


def test_who_helps_to_begin_is_told_to_leave_and_the_county_that_somebody_helped() -> None:
    story = Calling().does("help").sees(ReadHelp).does("assisted").sees(ChooseAssisted)

    story.does("call").does("officer", "county").sees(StaffLeaves).never_asks(port.StartCall)
    story.does("alone").sees(WaitForOfficer)

    assert story.asks(port.StartCall).assisted


def test_who_helps_may_also_begin_a_petition() -> None:
    Calling().does("help").does("assisted").does("petition").sees(ChooseMatter)
    Calling(linked=False).does("help").does("assisted").sees(ChooseMatter)


def test_an_officer_can_be_called_only_where_one_can_be_reached() -> None:
    Calling(linked=False).sees(Home, calls=False)
    Story().sees(Home, calls=False)
    Calling().sees(Home, calls=True)


def test_what_the_officer_sees_and_hears_is_what_the_edge_says() -> None:
    story = Calling().talks()

    story.does("mute").sees(TalkToOfficer, muted=False)
    assert story.asks(port.MuteMe).muted
    story.hears(port.CallSides(call_id=story.call_id, muted=True, camera_off=False)).sees(TalkToOfficer, muted=True)
    story.does("hide")
    assert story.asks(port.CameraOff).off
    story.hears(port.CallSides(call_id=story.call_id, muted=True, camera_off=True)).sees(TalkToOfficer, hidden=True)
    story.does("unmute").does("show")
    assert not story.asks(port.MuteMe).muted
    assert not story.asks(port.CameraOff).off


def test_a_paper_is_shown_where_there_is_a_camera_for_it() -> None:
    story = Calling().talks().sees(TalkToOfficer, papers=True)

    story.does("paper")
    assert story.asks(port.ShowPaper).shown
    story.hears(port.CallSides(call_id=story.call_id, muted=False, camera_off=False, paper=True))
    story.sees(TalkToOfficer, paper=True).does("no_paper")
    assert not story.asks(port.ShowPaper).shown
    story.hears(port.EdgeStatus(link_up=True, waiting_petitions=0)).sees(TalkToOfficer, papers=False)


def test_what_changes_in_a_call_is_shown_and_said_once() -> None:
    story = Calling().talks()
    one = story.call_id

    story.hears(port.CallHeld(call_id=one, held=True)).sees(TalkToOfficer, held=True, seen=False)
    story.hears(port.CallHeld(call_id=one, held=True), port.CallHeld(call_id=one, held=False))
    story.hears(port.CallJoined(call_id=one, also="赵强")).sees(TalkToOfficer, held=False, also="赵强")
    story.hears(port.CallPicture(call_id=one, sent="none")).sees(TalkToOfficer, sound_only=True, seen=False)
    story.hears(port.CallQuality(call_id=one, quality="poor"), port.CallPicture(call_id=one, sent="small"))
    story.sees(TalkToOfficer, sound_only=False, seen=True, quality="poor")

    assert story.said[-3:] == ["told.call_held", "told.call_joined", "told.call_sound_only"]


def test_a_call_that_is_passed_on_waits_for_the_next_officer() -> None:
    story = Calling().talks()
    one = story.call_id
    story.hears(port.SafetyWords(call_id=one, words=(1, 2, 3)), port.CallRinging(call_id=one, ahead=0))
    story.sees(WaitForOfficer, ahead=0)

    story.hears(port.CallTaken(call_id=one, officer="赵强", far_path="/nowhere"))

    story.sees(TalkToOfficer, officer="赵强", line="connecting", words=())


def test_nothing_is_recorded_before_it_was_allowed_and_it_can_be_stopped() -> None:
    story = Calling().talks()
    one = story.call_id
    story.hears(port.RecordingAsked(call_id=one)).sees(AgreeToRecording, officer="李敏", recorded=False)
    story.never_asks(port.AllowRecording)

    story.does("allow").sees(TalkToOfficer, recorded=False)
    assert story.asks(port.AllowRecording).allowed
    story.hears(port.CallRecording(call_id=one, on=True)).sees(TalkToOfficer, recorded=True)
    story.does("stop_recording")
    assert not story.asks(port.AllowRecording).allowed
    story.hears(port.CallRecording(call_id=one, on=False)).sees(TalkToOfficer, recorded=False)

    assert story.said[-3:] == ["step.agree_to_recording", "told.call_recorded", "told.call_not_recorded"]


def test_no_to_recording_is_as_good_as_yes_and_the_call_goes_on() -> None:
    story = Calling().talks()
    one = story.call_id
    story.hears(port.RecordingAsked(call_id=one), port.CallHealing(call_id=one)).sees(AgreeToRecording, seen=False)

    story.does("refuse").sees(TalkToOfficer, line="healing")

    assert not story.asks(port.AllowRecording).allowed


def test_the_end_of_a_recorded_call_does_not_say_that_nothing_is_left() -> None:
    story = Calling().talks()
    story.hears(port.CallRecording(call_id=story.call_id, on=True))

    story.ends("officer_left").sees(ReadCallEnd, was_recorded=True)

    assert story.said[-1] == "told.call_over_recorded"


@pytest.mark.parametrize("why", ["nobody", "declined", "too_weak", "lost"])
def test_who_was_not_reached_can_be_called_back(why: port.CallEnd) -> None:
    story = Calling().rings().ends(why).sees(ReadCallEnd, call_back_helps=True)
    one = story.call_id

    story.does("call_back").sees(ReadCallBack, state="asking")
    assert story.asks(port.WantCallBack).call_id == one
    story.hears(port.CallBackKept(call_id=CallId("f" * 32))).sees(ReadCallBack, state="asking")
    story.hears(port.CallBackKept(call_id=one)).sees(ReadCallBack, state="kept").does("home").sees(Home)


def test_a_wish_to_be_called_back_that_is_not_heard_says_so() -> None:
    refused = Calling().rings().ends("nobody").does("call_back")
    refused.hears(port.Sorry(about="WantCallBack", reason="link_down")).sees(ReadCallBack, state="failed")
    unheard = Calling().rings().ends("nobody").does("call_back").waits(40).sees(ReadCallBack, state="failed")

    refused.does("again").sees(WaitForOfficer)
    unheard.does("message").sees(ChooseMatter)


def test_the_county_calls_back_and_somebody_answers() -> None:
    story = Calling().hears(RING).sees(AnswerRing, private=False)
    assert story.said[:2] == ["tone.ring", "step.answer_ring"]

    story.does("answer").sees(WaitForOfficer, answers=True)

    assert story.asks(port.StartCall).answers == RING.ring_id
    story.never_asks(port.RefuseRing)
    story.hears(port.RingOver(ring_id=RING.ring_id)).sees(WaitForOfficer)


def test_the_ring_page_says_when_and_not_who() -> None:
    step = Calling().hears(RING).step(AnswerRing)

    assert step.asked_at.count(":") == 1
    assert "李敏" not in repr(step)
    assert repr(Calling().hears(RING).waits(5).step(AnswerRing)) == repr(step)


@pytest.mark.parametrize("choice", ["refuse", "home"])
def test_a_ring_that_nobody_wants_is_refused_and_does_not_come_again(choice: str) -> None:
    story = Calling().hears(RING)
    story.asked += story.visit.does(choice)

    story.sees(Home).hears(RING).waits(3).sees(Home)

    assert story.asks(port.RefuseRing).ring_id == RING.ring_id


def test_it_rings_on_until_it_is_over() -> None:
    story = Calling().hears(RING).waits(50).sees(AnswerRing)
    assert story.said.count("step.answer_ring") == 3

    story.hears(port.RingOver(ring_id=RING.ring_id)).sees(Home).never_asks(port.RefuseRing)

    Calling().hears(RING).hears(EdgeGone()).sees(Home)
    Calling().hears(RING).waits(130).sees(Home)


def test_a_ring_never_comes_over_a_visit_and_waits_for_its_end() -> None:
    visit = Calling().does("answer").hears(RING)
    reading = Calling().does("help").hears(RING).waits(2)

    visit.waits(2)
    assert not isinstance(visit.visit.step, AnswerRing)
    visit.does("leave").hears(port.EdgeStatus(link_up=True, waiting_petitions=0, equipment=EQUIPMENT)).sees(AnswerRing)
    reading.sees(ReadHelp).does("back").waits(1).sees(AnswerRing)


def test_a_ring_that_ends_during_a_visit_is_never_seen() -> None:
    story = Calling().does("answer").hears(RING, port.RingOver(ring_id=RING.ring_id))

    story.does("leave").waits(2).sees(Home)


def test_who_waits_is_told_so_and_how_many_are_before() -> None:
    story = Calling().rings().hears(port.CallRinging(call_id=CallId(""), ahead=5)).sees(WaitForOfficer, ahead=None)
    story.hears(port.CallRinging(call_id=story.call_id, ahead=1))

    story.waits(SAY_AGAIN_S + 1)

    said = story.asks(port.Say).prompts
    assert said == ["told.call_wait", "told.call_ahead"], "digits are for who asks: the yard hears the loudspeaker"
    story.sees(WaitForOfficer, waited_s=SAY_AGAIN_S + 1)


def test_nothing_is_said_into_a_call_and_nobody_is_asked_whether_they_are_there() -> None:
    story = Calling().talks()
    before = story.count(port.Say)

    story.waits(600).sees(TalkToOfficer)

    assert story.count(port.Say) == before


@pytest.mark.parametrize("concerned", ["village", "township", "county"])
def test_a_message_in_place_of_a_call_keeps_out_whom_it_concerns(concerned: Concerned) -> None:
    story = Calling().does("call").does("concerned").does("concerns", concerned)

    story.hears(port.CallEnded(call_id=story.call_id, why="nobody")).does("message").sees(ChooseMatter)

    case = story.visit._flow._case  # type: ignore[attr-defined]  # the flow of a petition
    assert case.details.recusal.kept_out == (KEPT_OUT[concerned],)


@pytest.mark.parametrize("why", ["nobody", "declined", "too_weak", "lost", "link_down", "no_engine"])
def test_who_cannot_be_helped_so_may_leave_a_message(why: port.CallEnd) -> None:
    story = Calling().rings()

    story.hears(port.CallEnded(call_id=story.call_id, why=why)).sees(ReadCallEnd, why=why, message_helps=True)
    story.does("message").sees(ChooseMatter)

    story.never_asks(port.EndCall)


def test_a_refusal_is_a_sentence_and_can_be_tried_again() -> None:
    story = Calling().rings()
    first = story.call_id
    story.hears(port.Sorry(about="StartCall", reason="busy", subject_id=first)).sees(ReadTrouble, trouble=Trouble.BUSY)

    story.does("again").sees(WaitForOfficer)
    assert story.call_id != first
    story.hears(port.Sorry(about="StartCall", reason="link_down", subject_id=story.call_id))
    story.sees(ReadCallEnd, why="link_down").does("again").sees(WaitForOfficer)


def test_an_edge_that_goes_in_a_call_is_told() -> None:
    Calling().talks().hears(EdgeGone()).sees(ReadTrouble, trouble=Trouble.EDGE_GONE)


def test_leaving_ends_the_call() -> None:
    for story in (Calling().rings(), Calling().talks()):
        story.does("leave").sees(Home)

        assert story.asks(port.EndCall).call_id == story.call_id
