"""What records a call: one list of behaviours for the fake and for the real one, and what comes of the real one."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from edge.call.recording.recorder import Recorded, Recorder
from edge.call.recording.recorder_fake import FakeRecorder
from edge.errors import EdgeError
from edge.inquiry.build import both_sides
from edge.inquiry.recorded_calls import RecordedCalls
from tests.edge.cast import Cast, until
from tests.edge.inquiry.bureau import tone
from tests.edge.inquiry.filing import Filing
from tests.edge.inquiry.parcel import Film, home_parcel, pitch
from wire.ids import CallId, new_id

Use = Callable[[Recorder], Awaitable[None]]


@contextmanager
def real(cast: Cast, *, has_room: bool = True) -> Iterator[tuple[Filing, Callable[[], RecordedCalls]]]:
    filing = Filing(cast)
    room = replace(filing.stores.room, limit_s=4 * 3600 if has_room else 1)
    stores = replace(filing.stores, room=room)
    try:
        yield filing, lambda: RecordedCalls(stores, both_sides, utc_offset_min=480)
    finally:
        filing.close()


def each(cast: Cast, use: Use, *, has_room: bool = True) -> Filing:
    """The fake, then the real one; gives what the real one left."""

    async def with_fake() -> None:
        await use(FakeRecorder(has_room=has_room))

    async def with_real(make: Callable[[], RecordedCalls]) -> None:
        recorder = make()
        try:
            await use(recorder)
        finally:
            await recorder.close()

    asyncio.run(with_fake())
    with real(cast, has_room=has_room) as (filing, make):
        asyncio.run(with_real(make))
    return filing


def a_call(cast: Cast) -> Recorded:
    return Recorded(CallId(new_id()), "李敏", cast.home / "near", cast.home / "far")


def never() -> None:
    raise AssertionError


def test_a_full_disk_is_refused_before_anything_is_recorded(cast: Cast) -> None:
    async def use(recorder: Recorder) -> None:
        with pytest.raises(EdgeError):
            recorder.start(a_call(cast), never)

    filing = each(cast, use, has_room=False)

    assert filing.promised == []
    assert not list(filing.stores.directory.iterdir())


def test_two_calls_are_not_recorded_at_once(cast: Cast) -> None:
    async def use(recorder: Recorder) -> None:
        recorder.start(a_call(cast), never)
        with pytest.raises(EdgeError):
            recorder.start(a_call(cast), never)
        recorder.stop()

    each(cast, use)


def test_without_a_recording_nothing_happens(cast: Cast) -> None:
    async def use(recorder: Recorder) -> None:
        recorder.hear_near(tone(400, 0))
        recorder.hear_far(tone(400, 0))
        recorder.look(near=True, far=True)
        recorder.stop()
        recorder.stop()

    assert each(cast, use).promised == []


def test_a_recorded_call_is_a_matter_of_its_own_that_no_code_leads_to(cast: Cast) -> None:
    async def use(recorder: Recorder) -> None:
        recorder.start(a_call(cast), never)
        recorder.look(near=True, far=True)
        for at in range(0, 48_000, 960):
            recorder.hear_near(tone(400, at))
            recorder.hear_far(tone(1200, at))
            await asyncio.sleep(0.02)
        recorder.stop()

    filing = each(cast, use)

    sent = home_parcel(cast, filing.promised[0].petition_id)
    assert [item.kind for item in sent.meta.items] == ["video"]
    assert sent.meta.details.purpose == "call"
    film = Film.of(sent.of("video")[0])
    assert abs(pitch(film.left[4800:33_600]) - 400) < 20
    assert abs(pitch(film.right[4800:33_600]) - 1200) < 20
    assert not list(filing.stores.directory.iterdir())


def test_a_recording_that_ends_by_itself_says_so_once(cast: Cast) -> None:
    ended: list[str] = []

    async def use(make: Callable[[], RecordedCalls]) -> None:
        recorder = make()
        recorder.start(a_call(cast), lambda: ended.append("ended"))
        await until(lambda: bool(ended), within_s=10)
        recorder.stop()
        await recorder.close()

    with real(cast) as (filing, make), pytest.MonkeyPatch.context() as patch:
        patch.setattr("edge.inquiry.tape.both._LOST_S", 0.5)
        asyncio.run(use(make))

    assert ended == ["ended"]
    assert len(filing.promised) == 1


def test_a_call_that_lost_its_power_is_promised_by_the_next_start(cast: Cast) -> None:
    filing = Filing(cast)
    head = replace_purpose(filing)
    filing.stores.sink(head / "recording").keep(0, filing.piece(0))

    filing.next_start()

    sent = home_parcel(cast, filing.promised[0].petition_id)
    filing.close()
    assert [(item.kind, item.parts) for item in sent.meta.items] == [("video", 1)]
    assert sent.meta.details.purpose == "call"
    assert filing.told == []


def replace_purpose(filing: Filing) -> Path:
    """The folder of a call."""
    folder, _ = filing.begin()
    head = (folder.path / "head.json").read_bytes().replace(b'"purpose":"inquiry"', b'"purpose":"call"')
    (folder.path / "head.json").write_bytes(head)
    return folder.path
