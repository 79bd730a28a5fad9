"""Facing the camera, speaking, parts of a recording, and devices that vanish."""

from typing import Literal

import pytest

from kiosk.flows.case import Case
from kiosk.flows.petition.kind import ChooseKind
from kiosk.flows.petition.recording_steps import ChooseTake, FaceCamera, Record, Review, ReviewTake
from kiosk.flows.step import ReadTrouble, Trouble
from kiosk.flows.visit import StillThere
from tests.kiosk.flows.story import Story
from wire import port


def _prompts(story: Story) -> list[str]:
    told = [one for say in story.asked if isinstance(say, port.Say) for one in say.prompts]
    return [one for one in told if one.startswith("told.")]


def _at(story: Story, elapsed_s: int) -> port.RecordingProgress:
    return port.RecordingProgress(petition_id=story.petition, elapsed_ms=elapsed_s * 1000, level=0.3)


def _three_parts() -> Story:
    story = Story().records().stops(10)
    for seconds in (20, 30):
        story.does("more").hears(port.PreviewStarted(width=640, height=480)).speaks().stops(seconds)
    return story.sees(Review, takes=3, duration_ms=60_000)


def _case(story: Story) -> Case:
    flow = story.visit._flow
    case = flow._case  # type: ignore[attr-defined]  # the flow of a petition
    assert isinstance(case, Case)
    return case


def test_the_camera_is_faced_before_anything_is_recorded() -> None:
    story = Story().agrees().does("kind", "video").does("cover", "plain").sees(FaceCamera, ready=False)

    story.does("record").sees(FaceCamera).never_asks(port.StartRecording)

    story.hears(port.PreviewStarted(width=640, height=480)).sees(FaceCamera, ready=True)


def test_ones_own_picture_can_be_hidden_and_stays_so() -> None:
    story = Story().faces_the_camera().sees(FaceCamera, picture=True)

    story.does("hide").sees(FaceCamera, picture=False).does("record")

    story.sees(Record, picture=False)


def test_somebody_beside_is_said() -> None:
    story = Story().faces_the_camera().hears(port.FacesSeen(count=1)).sees(FaceCamera, beside=False)

    story.hears(port.FacesSeen(count=2)).sees(FaceCamera, beside=True)

    assert "told.beside" in story.visit.step.spoken
    story.hears(port.FacesSeen(count=1)).sees(FaceCamera, beside=False)


def test_a_terminal_that_cannot_count_faces_says_so() -> None:
    story = Story(equipment=port.Equipment(counts_faces=False)).faces_the_camera()

    story.sees(FaceCamera, counts_faces=False)


def test_little_room_is_said_at_the_camera_too() -> None:
    story = Story(equipment=port.Equipment(room_s=90)).faces_the_camera()

    story.sees(FaceCamera, limit_s=90, short_of_room=True)


def test_nothing_speaks_into_a_recording() -> None:
    story = Story(equipment=port.Equipment(voices=("zh_CN",))).faces_the_camera()
    before = story.count(port.Say)

    story.does("record").hears(port.RecordingStarted(petition_id=story.petition, limit_s=600)).waits(5)

    assert story.count(port.Say) == before


def test_two_minutes_and_half_a_minute_before_the_end_are_spoken_once_each() -> None:
    story = Story().records()

    for elapsed_s in (479, 480, 481, 569, 570, 571, 599):
        story.hears(_at(story, elapsed_s))

    assert _prompts(story) == ["told.two_minutes_left", "told.half_minute_left"]


def test_what_is_shorter_than_two_minutes_is_told_only_its_end() -> None:
    story = Story().faces_the_camera().speaks(1, limit_s=60)

    for elapsed_s in (5, 29, 30, 31):
        story.hears(_at(story, elapsed_s))

    assert _prompts(story) == ["told.half_minute_left"]


def test_a_recording_is_paused_and_goes_on() -> None:
    story = Story().records().does("pause").sees(Record, paused=False)
    one = story.asks(port.PauseRecording).petition_id

    story.hears(port.RecordingPaused(petition_id=one)).sees(Record, paused=True).does("resume")

    story.asks(port.ResumeRecording)
    story.hears(port.RecordingResumed(petition_id=one)).sees(Record, paused=False)


def test_nobody_is_asked_while_speaking() -> None:
    story = Story().records()

    story.waits(700)

    story.sees(Record)


def test_a_pause_that_nobody_ends_is_asked_about() -> None:
    story = Story().records().does("pause")
    story.hears(port.RecordingPaused(petition_id=story.petition))

    story.waits(181).sees(StillThere).waits(31)

    assert story.asks(port.CancelDraft).petition_id == story.petition


def test_all_of_it_can_be_looked_at() -> None:
    story = Story().records().stops().does("replay").sees(Review, playing=True)
    one = story.petition

    story.hears(port.ReplayProgress(petition_id=one, elapsed_ms=3000)).sees(Review, elapsed_ms=3000)

    assert story.asks(port.StartReplay).take_id is None
    story.hears(port.ReplayEnded(petition_id=one)).sees(Review, playing=False)


def test_a_replay_that_does_not_work_leaves_the_recording_as_it_is() -> None:
    story = Story().records().stops().does("replay")

    story.hears(port.Sorry(about="StartReplay", reason="failed", subject_id=story.petition))

    story.sees(Review, playing=False)


def test_a_replay_ends_when_the_villager_goes_on() -> None:
    story = Story().records().stops().does("replay").does("done")

    assert story.count(port.StopReplay) == 1


def test_the_only_part_is_recorded_anew_under_the_same_id() -> None:
    story = Story().records().stops(12)
    first = story.asks(port.StartRecording).take_id

    story.does("again").hears(port.PreviewStarted(width=640, height=480)).speaks().stops(25)

    assert story.asks(port.StartRecording).take_id == first
    story.sees(Review, takes=1, duration_ms=25_000)


def test_an_empty_second_try_keeps_the_first() -> None:
    story = Story().records().stops(12)
    story.does("again").hears(port.PreviewStarted(width=640, height=480)).does("record").stops(0)

    story.sees(ReadTrouble, trouble=Trouble.NOTHING_RECORDED).does("again")

    story.sees(Review, takes=1, duration_ms=12_000)


def test_an_empty_recording_is_said() -> None:
    story = Story().records().stops(0)

    story.sees(ReadTrouble, trouble=Trouble.NOTHING_RECORDED).does("again").sees(FaceCamera)


def test_parts_share_the_time_there_is() -> None:
    story = Story().records().stops(590).sees(Review, room=True)
    story.does("more").sees(FaceCamera, limit_s=10)

    story.does("back").sees(Review)

    story = Story().records().stops(597).sees(Review, room=False)
    story.does("more").sees(Review)


def test_one_part_of_several_is_looked_at_and_recorded_anew() -> None:
    story = _three_parts()
    second = _case(story).takes[1]
    story.does("parts").sees(ChooseTake).does("take", second.take_id).sees(ReviewTake, number=2)
    story.does("replay").sees(ReviewTake, playing=True)
    assert story.asks(port.StartReplay).take_id == second.take_id

    story.does("again").sees(FaceCamera, limit_s=560).hears(port.PreviewStarted(width=640, height=480))
    story.speaks().stops(5)

    story.sees(Review, duration_ms=45_000)
    assert [take.duration_ms for take in _case(story).takes] == [10_000, 5_000, 30_000]
    assert _case(story).takes[1].take_id == second.take_id


def test_one_part_is_thrown_away() -> None:
    story = _three_parts()
    first = _case(story).takes[0].take_id

    story.does("parts").does("take", first).does("delete")

    assert story.asks(port.DiscardRecording).take_id == first
    story.sees(Review, takes=2, duration_ms=50_000)


def test_without_its_last_part_there_is_nothing_and_the_camera_comes_back() -> None:
    story = _three_parts()

    for take in _case(story).takes:
        if isinstance(story.visit.step, Review) and story.visit.step.takes > 1:
            story.does("parts").does("take", take.take_id).does("delete")

    story.sees(Review, takes=1).does("again").sees(FaceCamera).does("back").sees(Review)


def test_a_camera_that_vanishes_is_said_calmly_while_the_voice_goes_on() -> None:
    story = Story().records()

    story.hears(port.RecordingProgress(petition_id=story.petition, elapsed_ms=9000, level=0.2, camera="missing"))

    story.sees(Record, camera="missing", microphone="ready", stopping=False)


def test_what_both_devices_lost_on_the_way_is_still_a_part() -> None:
    story = Story().records()
    story.hears(
        port.RecordingProgress(
            petition_id=story.petition, elapsed_ms=9000, level=0.0, camera="missing", microphone="missing"
        )
    )

    story.sees(Record, microphone="missing").hears(story.stopped(9, "devices_lost"))

    story.sees(Review, stopped_by="devices_lost", duration_ms=9000).never_asks(port.DiscardRecording)


@pytest.mark.parametrize("why", ["limit", "disk_full"])
def test_a_recording_that_ends_by_itself_is_kept(why: Literal["limit", "disk_full"]) -> None:
    story = Story().records()

    story.hears(story.stopped(30, why))

    story.sees(Review, stopped_by=why)


@pytest.mark.parametrize(
    ("reason", "trouble"), [("no_camera", Trouble.NO_CAMERA), ("no_microphone", Trouble.NO_MICROPHONE)]
)
def test_a_missing_device_keeps_the_parts_that_are_there(reason: port.SorryReason, trouble: Trouble) -> None:
    story = Story().records().stops(12).does("more").hears(port.PreviewStarted(width=640, height=480)).does("record")

    story.hears(port.Sorry(about="StartRecording", reason=reason, subject_id=story.petition))

    story.sees(ReadTrouble, trouble=trouble, again=True).does("again")
    assert len(_case(story).takes) == 1
    story.never_asks(port.CancelDraft).never_asks(port.DiscardRecording)


def test_the_way_back_from_the_camera_leads_to_the_kinds() -> None:
    story = Story().faces_the_camera().does("back").sees(ChooseKind)

    assert story.count(port.StopPreview) == 1
    story.never_asks(port.CancelDraft)
