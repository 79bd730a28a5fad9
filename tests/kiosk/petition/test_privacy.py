"""The notice before the draft, and the room that there is."""

from kiosk.flows.petition.kind import ChooseKind
from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.flows.step import ReadTrouble, Trouble
from tests.kiosk.flows.story import Story
from wire import port


def _reads(story: Story) -> Story:
    return story.says_what_it_is().does("identity", "anonymous")


def test_the_draft_begins_with_the_villagers_consent_and_once() -> None:
    story = _reads(Story()).sees(ReadPrivacy, room_s=None).never_asks(port.StartDraft)

    story.does("agree").sees(ChooseKind)
    story.does("back").does("identity", "anonymous").sees(ChooseKind)

    assert story.count(port.StartDraft) == 1


def test_little_room_is_said_before_anything_is_recorded() -> None:
    story = _reads(Story(equipment=port.Equipment(room_s=150)))

    story.sees(ReadPrivacy, room_s=150)
    story.hears(port.EdgeStatus(link_up=True, waiting_petitions=0)).sees(ReadPrivacy, room_s=None)


def test_no_room_at_all_is_said_and_no_draft_is_begun() -> None:
    story = _reads(Story(equipment=port.Equipment(room_s=12)))

    story.does("agree").sees(ReadTrouble, trouble=Trouble.DISK_FULL, again=True).never_asks(port.StartDraft)

    story.hears(port.EdgeStatus(link_up=True, waiting_petitions=0))
    story.does("again").sees(ReadPrivacy).does("agree").sees(ChooseKind)


def test_a_full_disk_is_said_before_anything_begins() -> None:
    story = _reads(Story()).hears(port.EdgeStatus(link_up=True, waiting_petitions=9, disk_full=True))

    story.does("agree").sees(ReadTrouble, trouble=Trouble.DISK_FULL).never_asks(port.StartDraft)


def test_without_an_edge_the_villager_is_told_to_wait() -> None:
    story = _reads(Story(here=False))

    story.does("agree").sees(ReadTrouble, trouble=Trouble.EDGE_GONE, again=False)

    story.hears(Story.welcome()).sees(ReadPrivacy)


def test_an_edge_that_cannot_begin_a_draft_is_asked_anew() -> None:
    story = _reads(Story()).does("agree")
    story.hears(port.Sorry(about="StartDraft", reason="busy", subject_id=story.petition))

    story.sees(ReadTrouble, trouble=Trouble.BUSY).does("again").does("agree").sees(ChooseKind)

    assert story.count(port.StartDraft) == 2
