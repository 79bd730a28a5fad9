"""A village is called up on the wall in the yard, told as visits."""

import pytest

from kiosk.flows.affairs import ChooseNotice, ChooseVillage, ReadNotice
from kiosk.flows.home import Home
from kiosk.flows.step import EdgeGone
from kiosk.flows.summon import GIVE_UP_S, AskWall, ReadOnWall
from kiosk.flows.visit import StillThere
from tests.kiosk.cast import NOTICES
from tests.kiosk.flows.story import Story
from wire import port


def called(village: str = "柳河村") -> Story:
    return Story().does("affairs").does("village", village).sees(ChooseNotice).does("wall").sees(AskWall)


def answer(story: Story, state: str, starts_in_s: int = 0) -> Story:
    summon_id = story.asks(port.CallVillage).summon_id
    return story.hears(port.VillageOnWall(summon_id=summon_id, state=state, starts_in_s=starts_in_s))  # type: ignore[arg-type]  # a state by name


def sorry(story: Story, reason: port.SorryReason) -> Story:
    summon_id = story.asks(port.CallVillage).summon_id
    return story.hears(port.Sorry(about="CallVillage", reason=reason, subject_id=summon_id))


def test_a_villager_reading_a_list_puts_the_village_on_the_wall() -> None:
    story = called()

    assert story.asks(port.CallVillage).village == "柳河村"
    answer(story, "now").sees(ReadOnWall, village="柳河村", state="now", again=False)

    story.does("back").sees(ChooseNotice, village="柳河村").does("notice", NOTICES[0].notice_id).sees(ReadNotice)


@pytest.mark.parametrize("state", ["soon", "no"])
def test_the_wall_says_when_or_that_it_cannot(state: str) -> None:
    story = answer(called(), state, 170).sees(ReadOnWall, state=state, starts_in_s=170, again=False)

    assert story.visit.step.spoken == (f"step.read_on_wall_{state}",)


@pytest.mark.parametrize(
    ("reason", "state"), [("link_down", "link_down"), ("no_answer_in_time", "silent"), ("failed", "silent")]
)
def test_when_the_wall_cannot_be_asked_it_can_be_asked_again(reason: port.SorryReason, state: str) -> None:
    story = sorry(called(), reason).sees(ReadOnWall, state=state, again=True)
    first = story.asks(port.CallVillage).summon_id

    story.does("again").sees(AskWall, waiting_s=0)

    assert story.asks(port.CallVillage).summon_id != first
    answer(story, "now").sees(ReadOnWall, state="now")


def test_an_answer_to_another_call_is_not_for_this_one() -> None:
    story = called()

    story.hears(port.VillageOnWall(summon_id="f" * 32, state="now"))
    story.hears(port.Sorry(about="CallVillage", reason="link_down", subject_id="f" * 32))
    story.hears(port.Sorry(about="AskAnswer", reason="link_down"))

    story.sees(AskWall)


def test_the_first_answer_holds() -> None:
    story = answer(called(), "soon", 60)

    answer(story, "no").sees(ReadOnWall, state="soon", starts_in_s=60)


def test_nobody_is_left_waiting() -> None:
    story = called().waits(6).sees(AskWall, waiting_s=6)

    story.waits(GIVE_UP_S - 6).sees(ReadOnWall, state="silent")


def test_without_an_edge_nothing_is_asked() -> None:
    story = Story().hears(EdgeGone()).does("affairs").does("village", "石桥村").does("wall")

    story.sees(ReadOnWall, state="link_down").never_asks(port.CallVillage)


def test_an_edge_that_goes_meanwhile_is_told() -> None:
    called().hears(EdgeGone()).sees(ReadOnWall, state="link_down")


def test_one_may_go_back_before_the_answer_and_a_late_one_changes_nothing() -> None:
    story = called().does("back").sees(ChooseNotice)

    answer(story, "now").sees(ChooseNotice)


def test_a_second_wish_is_a_second_call() -> None:
    story = answer(called(), "now").does("back").does("wall").sees(AskWall)

    assert story.count(port.CallVillage) == 2


def test_the_screen_goes_home_by_itself_when_its_reader_went_to_the_yard() -> None:
    story = answer(called(), "now")

    story.waits(121).sees(StillThere, private=False).waits(30).sees(Home)


def test_a_village_that_is_withdrawn_meanwhile_keeps_its_answer_until_one_goes_back() -> None:
    story = answer(called(), "now").hears(port.NoticesChanged(serial=9, notices=[], checked_at_ms=2))

    story.sees(ReadOnWall).does("back").sees(ChooseVillage)
