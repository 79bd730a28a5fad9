"""The direct line as the villager goes through it."""

import pytest

from kiosk.flows.call import SAY_AGAIN_S, ChooseConcerned, ReadCallEnd, TalkToOfficer, WaitForOfficer
from kiosk.flows.home import Home
from kiosk.flows.petition.matter import ChooseMatter
from kiosk.flows.step import EdgeGone, ReadTrouble, Trouble
from tests.kiosk.flows.story import Story
from wire import port
from wire.ids import CallId

EQUIPMENT = port.Equipment(calls=True, voices=("zh_CN",))


class Calling(Story):
    """A kiosk from which an officer can be called."""

    def __init__(self, *, linked: bool = True) -> None:
        super().__init__(linked=linked, equipment=EQUIPMENT)

    @property
    def call_id(self) -> CallId:
        return self.asks(port.StartCall).call_id

    def rings(self, concerns: str = "nobody") -> "Calling":
        self.does("call").sees(ChooseConcerned).does("concerns", concerns).sees(WaitForOfficer, ahead=None)
        return self

    def talks(self) -> "Calling":
        self.rings().hears(port.CallTaken(call_id=self.call_id, officer="李敏", far_path="/nowhere"))
        self.hears(port.CallConnected(call_id=self.call_id))
        return self


def test_from_the_touch_to_the_officer_and_home_again() -> None:
    story = Calling().rings("township")
    assert story.asks(port.StartCall).concerns == "township"

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
