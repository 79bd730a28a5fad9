"""A villager's video petition, told as visits."""

import pytest

from kiosk.flows.choice import ChooseKind
from kiosk.flows.home import Home
from kiosk.flows.petition.steps import FaceCamera, ReadPrivacy, ReadReceipt, Record, Review, Sending, Stage
from kiosk.flows.step import EdgeGone, ReadTrouble, Trouble
from kiosk.flows.visit import StillThere
from tests.kiosk.cast import CODE
from tests.kiosk.flows.story import Story
from wire import port
from wire.ids import PetitionId


def test_a_villager_sends_a_video_petition() -> None:
    story = Story()

    story.sees(Home).does("petition").sees(ChooseKind).does("kind", "video").sees(ReadPrivacy).does("agree")
    story.sees(FaceCamera, ready=False)
    one = story.petition
    story.hears(port.DraftStarted(petition_id=one, code=CODE), port.PreviewStarted(width=640, height=480))
    story.sees(FaceCamera, ready=True).does("record").sees(Record)
    story.hears(port.RecordingProgress(petition_id=one, elapsed_ms=61_000, level=0.5)).sees(Record, left_s=539)
    story.does("stop").sees(Record, stopping=True)
    story.hears(port.RecordingStopped(petition_id=one, duration_ms=61_000, sealed_bytes=9)).sees(Review)
    story.does("send").sees(Sending, stage=Stage.SAVING)
    story.hears(port.Submitted(petition_id=one, total_bytes=1000)).sees(Sending, stage=Stage.KEPT)
    story.hears(port.UploadProgress(petition_id=one, arrived_bytes=400, total_bytes=1000))
    story.sees(Sending, fraction=0.4)
    story.hears(port.Receipted(petition_id=one, received_at_ms=1))

    story.sees(ReadReceipt, stage=Stage.RECEIVED, code="").does("show").sees(ReadReceipt, code=CODE)
    story.does("done").sees(Home).never_asks(port.CancelDraft)


def test_the_code_is_not_shown_before_the_petition_is_kept() -> None:
    story = Story().records().stops().does("send")

    story.does("code").sees(Sending, stage=Stage.SAVING)

    assert CODE not in repr(story.visit.step)


def test_a_petition_that_waits_for_the_link_says_so_and_gives_its_code() -> None:
    story = Story(linked=False).sends()

    story.sees(Sending, stage=Stage.KEPT, link_up=False).does("code")

    story.sees(ReadReceipt, stage=Stage.KEPT, link_up=False)
    story.hears(port.EdgeStatus(link_up=True, waiting_petitions=1)).sees(ReadReceipt, link_up=True)
    story.hears(port.Receipted(petition_id=story.petition, received_at_ms=1))
    story.sees(ReadReceipt, stage=Stage.RECEIVED)


def test_the_code_comes_by_itself_when_sending_takes_long() -> None:
    story = Story().sends()

    story.waits(20)

    story.sees(ReadReceipt, stage=Stage.KEPT)


def test_the_code_covers_itself_with_each_new_look() -> None:
    story = Story().sends().does("code").does("show")

    story.does("hide")

    assert CODE not in repr(story.visit.step)


def test_a_villager_records_anew() -> None:
    story = Story().records().stops()

    story.does("again").sees(FaceCamera, ready=False)

    story.asks(port.DiscardRecording)
    story.hears(port.PreviewStarted(width=640, height=480)).sees(FaceCamera, ready=True)


def test_a_villager_watches_the_draft() -> None:
    story = Story().records().stops().does("replay").sees(Review, playing=True)
    one = story.petition

    story.hears(port.ReplayProgress(petition_id=one, elapsed_ms=3000)).sees(Review, elapsed_ms=3000)

    story.hears(port.ReplayEnded(petition_id=one)).sees(Review, playing=False)
    assert story.asks(port.StartReplay).petition_id == one


@pytest.mark.parametrize("moment", ["face", "record", "review"])
def test_leaving_now_throws_the_draft_away(moment: str) -> None:
    story = Story()
    if moment == "face":
        story.faces_the_camera()
    else:
        story.records()
    if moment == "review":
        story.stops()

    story.does("leave")

    story.sees(Home)
    assert story.asks(port.CancelDraft).petition_id == story.petition
    assert CODE not in repr(vars(story.visit))


def test_leaving_after_send_does_not_take_the_petition_back() -> None:
    story = Story().sends()

    story.does("leave")

    story.sees(Home).never_asks(port.CancelDraft)


def test_nobody_there_ends_the_draft_after_a_warning() -> None:
    story = Story().faces_the_camera()

    story.waits(90).sees(StillThere, private=True).waits(31)

    story.sees(Home).asks(port.CancelDraft)


def test_a_touch_on_the_warning_goes_on_where_it_was() -> None:
    story = Story().faces_the_camera().waits(95).sees(StillThere)

    story.does("stay")

    story.sees(FaceCamera).never_asks(port.CancelDraft)


def test_nobody_is_asked_while_speaking() -> None:
    story = Story().records()

    story.waits(600)

    story.sees(Record)


@pytest.mark.parametrize(
    ("reason", "trouble"),
    [
        ("no_camera", Trouble.NO_CAMERA),
        ("no_microphone", Trouble.NO_MICROPHONE),
        ("disk_full", Trouble.DISK_FULL),
        ("busy", Trouble.BUSY),
        ("bad_request", Trouble.FAILED),
    ],
)
def test_what_is_missing_is_a_sentence_and_can_be_tried_again(reason: port.SorryReason, trouble: Trouble) -> None:
    story = Story().does("petition").does("kind", "video").does("agree")

    story.hears(port.Sorry(about="StartPreview", reason=reason)).sees(ReadTrouble, trouble=trouble, again=True)

    before = story.petition
    story.does("again").sees(FaceCamera)
    assert story.petition != before


def test_a_full_disk_is_said_before_anything_begins() -> None:
    story = Story().hears(port.EdgeStatus(link_up=True, waiting_petitions=9, disk_full=True))

    story.does("petition").does("kind", "video").does("agree")

    story.sees(ReadTrouble, trouble=Trouble.DISK_FULL).never_asks(port.StartDraft)


def test_a_lost_camera_keeps_what_was_recorded() -> None:
    story = Story().records()

    story.hears(port.RecordingStopped(petition_id=story.petition, duration_ms=5000, sealed_bytes=9, why="devices_lost"))

    story.sees(Review, stopped_by="devices_lost")


def test_an_empty_recording_is_said() -> None:
    story = Story().records().does("stop")

    story.hears(port.RecordingStopped(petition_id=story.petition, duration_ms=0, sealed_bytes=0))

    story.sees(ReadTrouble, trouble=Trouble.NOTHING_RECORDED)


def test_a_restarted_edge_has_lost_the_draft_and_it_is_said() -> None:
    story = Story().records().hears(EdgeGone()).sees(ReadTrouble, trouble=Trouble.EDGE_GONE, again=False)

    story.hears(Story.welcome(birth=2))

    story.sees(ReadTrouble, trouble=Trouble.DRAFT_LOST, again=True).does("again").sees(FaceCamera)


def test_a_petition_on_its_way_to_the_disk_is_asked_for_again_after_a_restart() -> None:
    story = Story().records().stops().does("send").hears(EdgeGone()).sees(Sending, edge_here=False)

    story.hears(Story.welcome(birth=2))

    assert story.count(port.SubmitDraft) == 2
    story.hears(port.Submitted(petition_id=story.petition, total_bytes=9)).sees(Sending, stage=Stage.KEPT)


def test_a_draft_that_died_before_it_was_kept_is_never_thanked_for() -> None:
    story = Story().records().stops().does("send").hears(EdgeGone(), Story.welcome(birth=2))

    story.hears(port.Sorry(about="SubmitDraft", reason="draft_unknown", subject_id=story.petition))

    story.sees(ReadTrouble, trouble=Trouble.DRAFT_LOST)


def test_a_disk_that_fills_at_the_last_moment_can_be_tried_again_with_the_same_recording() -> None:
    story = Story().records().stops().does("send")
    story.hears(port.Sorry(about="SubmitDraft", reason="disk_full", subject_id=story.petition))

    story.sees(ReadTrouble, trouble=Trouble.DISK_FULL).does("again")

    story.sees(Sending)
    assert story.asks(port.SubmitDraft).petition_id == story.petition
    assert story.count(port.StartDraft) == 1


def test_a_recording_that_cannot_be_sent_is_made_anew() -> None:
    story = Story().records().stops().does("send")
    story.hears(port.Sorry(about="SubmitDraft", reason="nothing_recorded", subject_id=story.petition))

    story.sees(ReadTrouble, trouble=Trouble.NOTHING_RECORDED).does("again")

    story.sees(FaceCamera)
    assert story.count(port.CancelDraft) == 1
    assert story.count(port.StartDraft) == 2


def test_a_restart_after_thank_you_changes_nothing_on_the_receipt() -> None:
    story = Story().sends().does("code").does("show")

    story.hears(EdgeGone(), Story.welcome(birth=2))

    story.sees(ReadReceipt, code=CODE, stage=Stage.KEPT)


def test_a_county_that_refuses_is_said() -> None:
    story = Story().sends()

    story.hears(port.PetitionRefused(petition_id=story.petition, reason="too_large", permanent=True))

    story.sees(ReadReceipt, stage=Stage.REFUSED)


def test_news_of_another_petition_is_not_for_this_villager() -> None:
    story = Story().records().stops().does("send")

    story.hears(port.Submitted(petition_id=PetitionId("f" * 32), total_bytes=1))

    story.sees(Sending, stage=Stage.SAVING)


def test_without_an_edge_the_villager_is_told_to_wait() -> None:
    story = Story(here=False)

    story.does("petition").does("kind", "video").does("agree").sees(ReadTrouble, trouble=Trouble.EDGE_GONE)

    story.hears(Story.welcome()).sees(ReadPrivacy)
