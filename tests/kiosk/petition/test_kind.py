"""In which way, and how much to show."""

import pytest

from kiosk.flows.assisted import StaffLeaves
from kiosk.flows.case import Case
from kiosk.flows.chapter import ChapterName
from kiosk.flows.help import begun_from_help
from kiosk.flows.petition.check import CheckPetition
from kiosk.flows.petition.kind import ChooseCover, ChooseKind, KindChapter
from kiosk.flows.petition.recording_steps import FaceCamera
from kiosk.flows.step import ReadTrouble, Trouble
from kiosk.flows.surroundings import Surroundings
from tests.kiosk.cast import POINT
from tests.kiosk.flows.story import Story
from wire import port
from wire.petition.details import Contact


@pytest.mark.parametrize(
    ("cover", "face", "voice"), [("plain", False, False), ("face", True, False), ("both", True, True)]
)
def test_an_unnamed_villager_is_covered_as_chosen(cover: str, *, face: bool, voice: bool) -> None:
    story = Story().agrees().does("kind", "video").sees(ChooseCover, covers=("plain", "face", "both"))

    story.does("cover", cover).sees(FaceCamera, covered=face, voice_changed=voice)

    assert story.asks(port.StartPreview).cover_face is face
    story.hears(port.PreviewStarted(width=640, height=480)).does("record")
    start = story.asks(port.StartRecording)
    assert (start.kind, start.cover_face, start.change_voice) == ("video", face, voice)


def test_for_the_voice_alone_the_camera_stays_off() -> None:
    story = Story().agrees().does("kind", "audio").sees(ChooseCover, covers=("plain", "voice"))

    story.does("cover", "voice").sees(FaceCamera, ready=True, picture=False)

    story.does("record").never_asks(port.StartPreview)
    start = story.asks(port.StartRecording)
    assert (start.kind, start.cover_face, start.change_voice) == ("audio", False, True)


def test_a_terminal_that_finds_no_faces_offers_no_cover_and_says_so() -> None:
    story = Story(equipment=port.Equipment(covers_faces=False)).agrees()

    story.does("kind", "video").sees(ChooseCover, covers=("plain",))

    assert "told.no_covering" in story.visit.step.spoken
    story.does("cover", "face").sees(ChooseCover)


def test_a_terminal_that_may_not_count_covers_all_the_same() -> None:
    story = Story(equipment=port.Equipment(counts_faces=False, covers_faces=True)).agrees()

    story.does("kind", "video").sees(ChooseCover)
    story.does("cover", "face").sees(FaceCamera, counts_faces=False)


def test_a_named_villager_is_not_asked_to_cover_anything() -> None:
    chapter = KindChapter(Surroundings(POINT))
    case = Case(started=True).with_details(contact=Contact(name="王大山"))

    passage = chapter.does(chapter.begins(case).case, "kind", "video")

    assert passage.to is ChapterName.RECORDING
    assert not passage.case.cover_face


def test_papers_are_offered_where_a_camera_looks_at_them() -> None:
    without = Story(equipment=port.Equipment()).agrees().step(ChooseKind)

    assert "papers" not in without.kinds


def test_who_helped_leaves_before_anything_is_said() -> None:
    to = begun_from_help("assisted")
    assert to is not None
    assert isinstance(to.carried, Case)
    chapter = KindChapter(Surroundings(POINT))
    chapter.begins(to.carried)

    passage = chapter.does(chapter.does(to.carried, "kind", "video").case, "cover", "plain")

    assert passage.step == StaffLeaves()
    passage = chapter.does(passage.case, "alone", "")
    assert passage.to is ChapterName.RECORDING
    assert passage.case.details.assisted


@pytest.mark.parametrize("way", ["video", "audio"])
def test_whose_ten_minutes_are_used_up_is_told_so_and_led_to_sending(way: str) -> None:
    story = Story().records(600).stops(600).does("done").does("say_more").sees(ChooseKind)

    story.does("kind", way).sees(ReadTrouble, trouble=Trouble.PETITION_FULL, again=False, send=True)

    story.does("send").sees(CheckPetition, can_send=True).never_asks(port.CancelDraft)


def test_whose_ten_minutes_are_used_up_may_still_write() -> None:
    story = Story().records(600).stops(600).does("done").does("say_more").does("kind", "video").sees(ReadTrouble)

    story.does("other_way").sees(ChooseKind).never_asks(port.CancelDraft)


@pytest.mark.parametrize("reason", ["petition_full", "disk_full"])
def test_a_second_take_that_has_no_room_leads_to_sending_the_first(reason: port.SorryReason) -> None:
    story = Story().records().stops().does("done").does("say_more").does("kind", "audio").does("cover", "plain")
    story.does("record")

    story.hears(port.Sorry(about="StartRecording", reason=reason, subject_id=story.petition))

    story.sees(ReadTrouble, trouble=Trouble(reason), again=False, send=True)
    story.does("send").sees(CheckPetition, can_send=True).never_asks(port.CancelDraft)
