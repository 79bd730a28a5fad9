"""What devices do, in the words of the EdgePort."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from edge.capture import facts
from edge.capture.errors import Occupied
from edge.errors import NoDraft, NoRoom, NotRecorded
from edge.inbox import Inbox
from edge.petition.booth import FULL_BYTES, Booth, Rules
from edge.petition.drafts import Draft, Drafts, Room
from edge.petition.studio_fake import FakeStudio
from tests.edge.cast import Told, quick_keys
from wire import port
from wire.ids import PetitionId, new_id
from wire.seal.age import DraftIdentity

OFFICE = DraftIdentity.generate()


class Devices:
    """A booth and what it is played with; call it on a loop."""

    def __init__(self, folder: Path) -> None:
        self.free_bytes = 1 << 30
        self.told = Told()
        self.status_changes = 0
        room = Room(self.require, lambda: self.free_bytes, spare_bytes=1000)
        self.drafts = Drafts(folder / "drafts", room, county="qinghe", derive=quick_keys)
        inbox = Inbox[facts.Fact](asyncio.get_running_loop(), self._took_place)
        self.studio = FakeStudio(inbox.put, picture_path=folder / "picture")
        rules = Rules((OFFICE.recipient,), 600, lambda: (5, True), self.told, self.status_changed)
        self.booth = Booth(self.studio, self.drafts, rules)

    def _took_place(self, fact: facts.Fact) -> None:
        self.booth.took_place(fact)

    def require(self, wanted_bytes: int) -> None:
        if self.free_bytes <= wanted_bytes:
            raise NoRoom("full")

    def status_changed(self) -> None:
        self.status_changes += 1

    def draft(self) -> Draft:
        return self.drafts.begin(PetitionId(new_id()), anonymous=True)

    async def recorded(self) -> Draft:
        draft = self.draft()
        self.booth.start_recording(draft)
        await self.booth.stop_recording(draft)
        return draft


def play(folder: Path, story: Callable[[Devices], Awaitable[None]]) -> None:
    async def run() -> None:
        await story(Devices(folder))

    asyncio.run(run())


def test_a_recording_opens_with_the_office_key_and_the_draft_s_own(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = await devices.recorded()

        part = draft.part_paths()[0].read_bytes()
        assert OFFICE.open(part) == draft.identity.open(part)
        assert draft.recorded is not None
        assert (draft.recorded.recorded_at_ms, draft.recorded.clock_trusted) == (5, True)

    play(tmp_path, story)


def test_progress_is_told_while_it_records(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        devices.booth.start_recording(draft)
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
        assert draft.recorded is not None
        assert len(draft.recorded.segments) == len(draft.part_paths()) == 1

    play(tmp_path, story)


def test_a_recording_larger_than_the_county_takes_ends_before_it_is(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        devices.booth.start_recording(draft)

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
        first = draft.part_paths()

        devices.booth.start_recording(draft)
        await devices.booth.stop_recording(draft)

        assert not any(path.exists() for path in first)
        assert len(draft.part_paths()) == 2

    play(tmp_path, story)


def test_one_recording_at_a_time(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        first, second = devices.draft(), devices.draft()
        devices.booth.start_recording(first)
        devices.booth.start_recording(first)

        with pytest.raises(Occupied):
            devices.booth.start_recording(second)

        await devices.booth.stop_recording(first)
        assert len(devices.told.of(port.RecordingStarted)) == 1

    play(tmp_path, story)


def test_a_replay_that_runs_is_not_recorded_over(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = await devices.recorded()
        devices.booth.start_replay(draft)

        with pytest.raises(Occupied):
            devices.booth.start_recording(draft)

        assert draft.recorded is not None
        assert draft.part_paths()

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
        seen = [devices.booth.camera]
        for fact in (facts.CameraLost("0"), facts.CameraBack(), facts.CameraMissing("0")):
            devices.booth.took_place(fact)
            seen.append(devices.booth.camera)
        devices.booth.stop_preview()

        assert [*seen, devices.booth.camera] == ["ready", "stalled", "ready", "missing", "off"]
        assert devices.status_changes == 5

    play(tmp_path, story)


def test_a_missing_microphone_is_no_reason_to_stop(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        devices.booth.took_place(facts.MicrophoneMissing("default"))
        devices.booth.took_place(facts.SpeakerMissing("default"))

        assert devices.told.events == []

    play(tmp_path, story)


def test_a_code_is_made_once_for_a_draft(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()

        assert devices.drafts.begin(draft.petition_id, anonymous=True).code == draft.code
        assert (await draft.keys).mailbox

    play(tmp_path, story)
