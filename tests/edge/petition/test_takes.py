"""A petition is a list of takes: said, said again, thrown away, heard, within one length."""

import asyncio
from pathlib import Path

import pytest

from edge.errors import NoRoom, NotRecorded
from edge.petition.takes import Wish
from tests.edge.petition.stage import FIRST, SECOND, Devices, play
from wire import port


def test_several_takes_are_one_petition_and_share_its_length(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = await devices.recorded(take_id=FIRST)
        await devices.recorded(draft, SECOND)
        await devices.recorded(draft, FIRST)

        assert list(draft.takes) == [FIRST, SECOND]
        limits = [started.limit_s for started in devices.told.events if isinstance(started, port.RecordingStarted)]
        assert limits == [600, 592, 592]

        await devices.booth.discard(draft, FIRST)
        assert list(draft.takes) == [SECOND]
        await devices.booth.discard(draft, SECOND)
        assert not list(draft.directory.iterdir())

    play(tmp_path, story)


def test_the_old_take_stays_when_the_new_one_is_empty(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = await devices.recorded()
        old = draft.takes[FIRST]
        devices.studio.segment_bytes = []
        await devices.recorded(draft)

        assert draft.takes[FIRST] is old
        assert len(old.part_paths()) == 2
        stopped = devices.told.events[-1]
        assert isinstance(stopped, port.RecordingStopped)
        assert (stopped.duration_ms, stopped.sealed_bytes) == (0, 0)

    play(tmp_path, story)


def test_the_limit_is_what_still_fits_on_the_disk(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        devices.free_bytes = 101_000
        draft = await devices.recorded()
        (started,) = devices.told.of(port.RecordingStarted)
        assert isinstance(started, port.RecordingStarted)
        assert started.limit_s == devices.studio.recording["max_s"] == 50

        devices.free_bytes = 12_000
        with pytest.raises(NoRoom):
            devices.booth.start_recording(draft, Wish(SECOND))
        assert list(draft.takes) == [FIRST]

    play(tmp_path, story)


def test_a_pause_is_told_and_is_not_asked_for_twice(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        with pytest.raises(NotRecorded):
            devices.booth.pause(draft)
        devices.booth.start_recording(draft, Wish(FIRST))
        for _ in range(2):
            devices.booth.pause(draft)
            await asyncio.sleep(0.01)
        for _ in range(2):
            devices.booth.resume(draft)
            await asyncio.sleep(0.01)
        await devices.booth.stop_recording(draft)

        assert len(devices.told.of(port.RecordingPaused)) == len(devices.told.of(port.RecordingResumed)) == 2

    play(tmp_path, story)


def test_one_take_or_all_of_them_are_replayed(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = await devices.recorded()
        await devices.recorded(draft, SECOND)
        for take_id, takes in ((None, 2), (SECOND, 1)):
            devices.booth.start_replay(draft, take_id)
            await asyncio.sleep(0.01)
            assert len(devices.studio.replayed) == takes
            devices.booth.stop_replay()
            await asyncio.sleep(0.01)

        started = [event.duration_ms for event in devices.told.events if isinstance(event, port.ReplayStarted)]
        assert started == [16_000, 8000]

    play(tmp_path, story)
