"""What is missing is said by its own name, and leaves a way on: nobody loses what was chosen to a loose cable."""

import pytest

from kiosk.flows.petition.kind import ChooseKind
from kiosk.flows.petition.papers import OrderPages, PlacePaper, ReviewPage
from kiosk.flows.petition.recording_steps import FaceCamera, Record
from kiosk.flows.step import ReadTrouble, Trouble
from tests.kiosk.flows.story import Story
from wire import port
from wire.port import SorryReason


def sorry(story: Story, about: str, reason: SorryReason) -> port.Sorry:
    return port.Sorry(about=about, reason=reason, subject_id=story.petition if about != "StartPreview" else "")


def places_paper() -> Story:
    return Story().agrees().does("kind", "papers").sees(PlacePaper, camera_here=True)


@pytest.mark.parametrize("reason", ["no_camera", "no_microphone", "camera_lost"])
def test_who_cannot_be_filmed_may_choose_another_way_with_nothing_lost(reason: SorryReason) -> None:
    story = Story().agrees().does("kind", "video").does("cover", "plain")
    begun = story.petition

    story.hears(sorry(story, "StartPreview", reason))
    story.sees(ReadTrouble, trouble=Trouble(reason), again=True, other_way=True).does("other_way")

    story.sees(ChooseKind).never_asks(port.CancelDraft)
    assert isinstance(story.asked[-1], port.StopPreview)
    story.does("kind", "audio").does("cover", "plain")
    assert story.step(FaceCamera).kind == "audio"
    assert story.petition == begun


def test_a_terminal_that_covers_no_faces_after_all_says_so_and_offers_another_way() -> None:
    story = Story().agrees().does("kind", "video").does("cover", "face")

    story.hears(sorry(story, "StartPreview", "cannot_cover"))

    story.sees(ReadTrouble, trouble=Trouble.CANNOT_COVER, other_way=True).does("other_way").sees(ChooseKind)


def test_a_full_disk_offers_no_other_way_for_nothing_would_fit() -> None:
    story = Story().faces_the_camera().does("record")

    story.hears(sorry(story, "StartRecording", "disk_full"))

    story.sees(ReadTrouble, trouble=Trouble.DISK_FULL, other_way=False)


def test_a_recording_that_does_not_end_is_not_blamed_on_the_county() -> None:
    story = Story().faces_the_camera().speaks().does("stop").sees(Record)

    story.hears(sorry(story, "StopRecording", "no_answer_in_time"))

    story.sees(ReadTrouble, trouble=Trouble.FAILED)


def test_a_papers_camera_that_is_not_there_is_said_on_its_own_page() -> None:
    story = places_paper()

    story.hears(sorry(story, "StartPreview", "no_papers_camera"))

    story.sees(PlacePaper, camera_here=False).does("back").sees(ChooseKind)


def test_a_papers_camera_that_comes_back_is_used_again() -> None:
    story = places_paper().hears(port.PreviewStarted(width=640, height=480))

    story.hears(sorry(story, "StartPreview", "no_papers_camera")).sees(PlacePaper, camera_here=False)
    story.hears(port.PreviewStarted(width=640, height=480))

    story.sees(PlacePaper, camera_here=True, ready=True)


@pytest.mark.parametrize("reason", ["no_papers_camera", "no_answer_in_time"])
def test_a_papers_camera_that_vanishes_between_two_pages_keeps_the_first(reason: SorryReason) -> None:
    story = places_paper().hears(port.PreviewStarted(width=640, height=480)).does("take")
    first = story.asks(port.TakePage).page_id
    story.hears(port.PageKept(petition_id=story.petition, page_id=first)).sees(ReviewPage).does("keep")
    story.sees(OrderPages).does("add").hears(port.PreviewStarted(width=640, height=480)).does("take")

    story.hears(sorry(story, "TakePage", reason))

    story.sees(PlacePaper, camera_here=False, taking=False, pages=1)
    story.does("back").sees(OrderPages, pages=1).does("done")
    story.never_asks(port.DiscardPage)
