"""What is added to a statement, told as visits."""

import pytest

from kiosk.flows.petition.check import CheckPetition
from kiosk.flows.petition.kind import ChooseKind
from kiosk.flows.petition.more_steps import (
    AddMore,
    AskProtection,
    ChooseKeptOut,
    ChooseSource,
    ChooseSourceNotice,
    CountOthers,
    GroupOfPeople,
)
from kiosk.flows.petition.recording_steps import Review
from kiosk.flows.petition.writing_steps import WriteByHand, WriteWords
from tests.kiosk.cast import NOTICES, VILLAGES
from tests.kiosk.flows.story import Story
from wire import port
from wire.petition.details import Details, Recusal, SourceRow


def adding() -> Story:
    return Story().records().stops().does("done").sees(AddMore)


def writes(story: Story, words: str) -> Story:
    """On the keyboard, in its last layer: a name of digits is a name too."""
    story.sees(WriteByHand).does("keys").sees(WriteWords)
    story.does("layer", "digits")
    for sign in words:
        story.does("key", sign)
    return story.does("done")


def sent(story: Story) -> Details:
    if isinstance(story.visit.step, AddMore):
        story.does("check")
    return story.sees(CheckPetition).does("send").asks(port.SubmitDraft).details


def test_whose_people_must_not_handle_it_is_marked_by_picture() -> None:
    story = adding().does("recusal").sees(ChooseKeptOut, marked=())

    for kept in ("township", "village", "county_office", "county_office"):
        story.does("kept", kept)

    story.sees(ChooseKeptOut, marked=("village", "township")).does("done")
    assert sent(story).recusal == Recusal(kept_out=("village", "township"))


def test_one_person_is_kept_out_by_name_and_the_marks_stay() -> None:
    story = adding().does("recusal").does("kept", "village").does("name")

    writes(story, "13").sees(ChooseKeptOut, marked=("village",), names="13").does("done")

    story.sees(AddMore)
    assert sent(story).recusal == Recusal(kept_out=("village",), names="13")


def test_going_back_from_the_marks_changes_nothing() -> None:
    story = adding().does("recusal").does("kept", "village").does("back").sees(AddMore)

    assert sent(story).recusal == Recusal()


@pytest.mark.parametrize(("choice", "asked"), [("yes", True), ("no", False)])
def test_protection_is_asked_for_or_not(choice: str, asked: bool) -> None:  # noqa: FBT001 - the case's own fact
    story = adding().does("protection").sees(AskProtection, asked=False)

    assert sent(story.does(choice)).protection is asked


def test_up_to_five_speak_for_all_and_a_sixth_is_not_asked_for() -> None:
    story = adding().does("group").sees(GroupOfPeople, full=False)

    for name in "12345":
        writes(story.does("representative"), name).sees(GroupOfPeople)

    story.sees(GroupOfPeople, representatives=tuple("12345"), full=True).does("representative").sees(GroupOfPeople)
    story.does("remove").sees(GroupOfPeople, representatives=tuple("1234"), full=False).does("done")
    assert sent(story).representatives == tuple("1234")


def test_how_many_more_share_it_is_typed() -> None:
    story = adding().does("group").does("count").sees(CountOthers, digits="")

    story.types("037").sees(CountOthers, digits="37").types("999").sees(CountOthers, digits="3799")
    story.does("erase").does("erase").does("done").sees(GroupOfPeople, others=37).does("done")

    assert sent(story).others == 37


def test_the_village_and_its_account_are_chosen_from_what_is_published() -> None:
    story = adding().does("source").sees(ChooseSource)
    assert set(story.step(ChooseSource).villages) == set(VILLAGES)

    story.does("village", "柳河村").sees(ChooseSourceNotice).does("notice", NOTICES[0].notice_id).sees(AddMore)

    source = SourceRow(village="柳河村", notice_id=NOTICES[0].notice_id, title=NOTICES[0].title)
    assert sent(story).source == source


def test_the_village_alone_is_enough_and_can_be_taken_back() -> None:
    story = adding().does("source").does("village", "东书村").does("whole").sees(AddMore)

    story.does("source").sees(ChooseSource, source=SourceRow(village="东书村")).does("clear")
    story.sees(ChooseSource, source=None).does("back")

    assert sent(story).source is None


def test_a_village_that_published_nothing_cannot_be_chosen() -> None:
    story = adding().does("source")

    story.does("village", "上杨村").sees(ChooseSource, source=None)


def test_there_is_a_way_to_say_more_and_a_way_back() -> None:
    adding().does("say_more").sees(ChooseKind).does("back").sees(AddMore)

    adding().does("back").sees(Review)
