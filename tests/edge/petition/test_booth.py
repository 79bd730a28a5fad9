"""What devices do, in the words of the EdgePort."""

import asyncio
from pathlib import Path

import pytest

from edge.capture import facts
from edge.capture.errors import Occupied
from edge.errors import CameraGone, NoCamera, NoDraft, NoMicrophone, NotRecorded
from edge.petition.room import FULL_BYTES
from edge.petition.takes import Wish
from tests.edge.petition.stage import FIRST, OFFICE, SECOND, Devices, play
from wire import port


def test_a_recording_opens_with_the_office_key_and_the_draft_s_own(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = await devices.recorded()

        take = draft.takes[FIRST]
        part = take.part_paths()[0].read_bytes()
        assert OFFICE.open(part) == draft.identity.open(part)
        assert (take.recorded_at_ms, take.clock_trusted) == (5, True)

    play(tmp_path, story)


def test_progress_is_told_while_it_records(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        devices.booth.start_recording(draft, Wish(FIRST))
        await asyncio.sleep(0.01)
        devices.booth.took_place(facts.Level(0.5))
        await asyncio.sleep(0.3)
        await devices.booth.stop_recording(draft)
        told = devices.told.of(port.RecordingProgress)
        await asyncio.sleep(0.3)

        assert len(told) >= 2
        last = told[-1]
        assert isinstance(last, port.RecordingProgress)
        assert last.level == 0.5
        assert devices.told.of(port.RecordingProgress) == told

    play(tmp_path, story)


def test_a_disk_that_fills_up_ends_the_recording_and_keeps_what_still_fits(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        devices.studio.segment_bytes = [2000, 200_000]
        devices.free_bytes = 100_000
        draft = await devices.recorded()

        (stopped,) = devices.told.of(port.RecordingStopped)
        assert isinstance(stopped, port.RecordingStopped)
        assert stopped.why == "disk_full"
        take = draft.takes[FIRST]
        assert len(take.segments) == len(take.part_paths()) == 1

    play(tmp_path, story)


def test_a_recording_larger_than_the_county_takes_ends_before_it_is(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        devices.booth.start_recording(draft, Wish(FIRST))

        devices.booth.took_place(facts.SegmentKept(0, FULL_BYTES - 1, "ab" * 32, 4000))
        assert devices.told.of(port.RecordingStopped) == []
        devices.booth.took_place(facts.SegmentKept(1, 1, "ab" * 32, 8000))
        await draft.ended.wait()

        (stopped,) = devices.told.of(port.RecordingStopped)
        assert isinstance(stopped, port.RecordingStopped)
        assert stopped.why == "limit"

    play(tmp_path, story)


def test_recording_anew_deletes_what_was_there(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = await devices.recorded()
        first = draft.takes[FIRST].part_paths()

        await devices.recorded(draft)

        assert not any(path.exists() for path in first)
        assert len(draft.takes[FIRST].part_paths()) == 2
        assert len(list(draft.directory.iterdir())) == 1

    play(tmp_path, story)


def test_one_recording_at_a_time(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        first, second = devices.draft(), devices.draft()
        devices.booth.start_recording(first, Wish(FIRST))
        devices.booth.start_recording(first, Wish(FIRST))

        with pytest.raises(Occupied):
            devices.booth.start_recording(second, Wish(FIRST))
        with pytest.raises(Occupied):
            devices.booth.start_recording(first, Wish(SECOND))

        await devices.booth.stop_recording(first)
        assert len(devices.told.of(port.RecordingStarted)) == 1

    play(tmp_path, story)


def test_a_replay_that_runs_is_not_recorded_over(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = await devices.recorded()
        devices.booth.start_replay(draft)

        with pytest.raises(Occupied):
            devices.booth.start_recording(draft, Wish(SECOND))

        assert draft.takes[FIRST].part_paths()

    play(tmp_path, story)


def test_nothing_recorded_is_not_replayed(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        with pytest.raises(NotRecorded):
            devices.booth.start_replay(devices.draft())

    play(tmp_path, story)


def test_cancelling_forgets_the_key_and_ends_the_replay(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = await devices.recorded()
        devices.booth.start_replay(draft)
        await asyncio.sleep(0.01)
        devices.booth.took_place(facts.ReplayProgress(200))

        await devices.booth.cancel(draft)
        await asyncio.sleep(0.01)

        assert [type(event) for event in devices.told.events[-3:]] == [
            port.ReplayStarted,
            port.ReplayProgress,
            port.ReplayEnded,
        ]
        with pytest.raises(NoDraft):
            devices.drafts.get(draft.petition_id)
        assert not list((tmp_path / "drafts").iterdir())

    play(tmp_path, story)


def test_the_camera_goes_and_comes_back(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        devices.booth.start_preview()
        await asyncio.sleep(0.01)
        seen = [devices.booth.senses.camera]
        for fact in (facts.CameraLost("0"), facts.CameraBack(), facts.CameraMissing("0")):
            devices.booth.took_place(fact)
            seen.append(devices.booth.senses.camera)
        devices.booth.stop_preview()

        assert [*seen, devices.booth.senses.camera] == ["ready", "stalled", "ready", "missing", "off"]
        assert devices.status_changes == 5

    play(tmp_path, story)


@pytest.mark.parametrize(
    ("fact", "refusal"),
    [
        (facts.CameraMissing("0"), NoCamera),
        (facts.CameraLost("0"), CameraGone),
        (facts.MicrophoneMissing("default"), NoMicrophone),
    ],
)
def test_a_device_that_is_known_to_be_gone_is_said_before_anything_is_recorded(
    tmp_path: Path, fact: facts.Fact, refusal: type[Exception]
) -> None:
    async def story(devices: Devices) -> None:
        devices.booth.start_preview()
        await asyncio.sleep(0.01)
        devices.booth.took_place(fact)

        with pytest.raises(refusal):
            devices.booth.start_recording(devices.draft(), Wish(FIRST))

    play(tmp_path, story)


@pytest.mark.parametrize(("missing", "reason"), [("has_camera", "no_camera"), ("has_microphone", "no_microphone")])
def test_a_device_that_turns_out_to_be_missing_ends_the_take_before_it_began(
    tmp_path: Path, missing: str, reason: str
) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        setattr(devices.studio, missing, False)
        devices.booth.start_recording(draft, Wish(FIRST))
        await draft.ended.wait()

        (sorry,) = devices.told.events
        assert sorry == port.Sorry(about="StartRecording", reason=reason, subject_id=draft.petition_id)  # type: ignore[arg-type]  # a parameter
        assert not draft.takes
        assert not list(draft.directory.iterdir())

        setattr(devices.studio, missing, True)
        assert (await devices.recorded(draft)).takes

    play(tmp_path, story)


def test_for_a_voice_alone_no_camera_is_needed(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        devices.studio.has_camera = False
        devices.booth.start_preview()
        await asyncio.sleep(0.01)
        draft = devices.draft()
        devices.booth.start_recording(draft, Wish(FIRST, "audio", change_voice=True))
        await devices.booth.stop_recording(draft)

        assert draft.takes[FIRST].wish == Wish(FIRST, "audio", change_voice=True)
        assert devices.studio.recording["kind"] == "audio"

    play(tmp_path, story)


def test_what_is_lost_in_the_middle_is_told_with_the_progress(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        devices.booth.start_recording(draft, Wish(FIRST))
        await asyncio.sleep(0.01)
        devices.booth.took_place(facts.CameraLost("0"))
        devices.booth.took_place(facts.MicrophoneLost("default"))
        devices.booth.took_place(facts.RecordingProgress(800))
        last = devices.told.events[-1]
        devices.studio.end_recording(facts.RecordingEnd.DEVICES_LOST)
        await draft.ended.wait()

        assert isinstance(last, port.RecordingProgress)
        assert (last.camera, last.microphone, last.level) == ("stalled", "stalled", 0.0)
        (stopped,) = devices.told.of(port.RecordingStopped)
        assert isinstance(stopped, port.RecordingStopped)
        assert (stopped.why, stopped.take_id) == ("devices_lost", FIRST)
        assert draft.takes

    play(tmp_path, story)


def test_a_microphone_that_is_back_is_forgiven(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        devices.booth.start_preview()
        devices.booth.took_place(facts.MicrophoneMissing("default"))
        devices.booth.stop_preview()

        assert (await devices.recorded()).takes

    play(tmp_path, story)


def test_a_recorder_that_hangs_writes_nothing_after_the_draft_is_gone(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        devices.booth.start_recording(draft, Wish(FIRST))
        sink = devices.drafts.next_take(draft, replacing=SECOND)
        sink.close()
        with pytest.raises(OSError, match="gone"):
            sink.keep(0, b"late")
        await devices.booth.cancel(draft)

        assert not list((tmp_path / "drafts").iterdir())

    play(tmp_path, story)


def test_a_code_is_made_once_for_a_draft(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()

        assert devices.drafts.begin(draft.petition_id).code == draft.code
        assert (await draft.keys).mailbox

    play(tmp_path, story)
