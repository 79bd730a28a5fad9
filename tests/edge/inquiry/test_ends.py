"""However an inquiry ends, what was recorded until then is one matter on its way, and everybody is told why."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from edge.capture.profile import BOTH_SIDES
from edge.inquiry.kept.keeping import Stores
from edge.inquiry.tape import both
from edge.inquiry.tape.both import BothSides
from edge.petition.takes import Sink
from tests.edge.cast import Cast, until
from tests.edge.inquiry.bureau import Bureau, speaking
from tests.edge.inquiry.parcel import facts, home_parcel, parcel
from tests.edge.terminal import FaceOnWire, running
from wire import port, topics
from wire.call.signals import Bye, Seat
from wire.inquiry.log import InquiryEnded

End = Callable[[Bureau, FaceOnWire], Awaitable[None]]


async def villager_leaves(bureau: Bureau, kiosk: FaceOnWire) -> None:
    kiosk.ask(port.LeaveInquiry(inquiry_id=bureau.inquiry_id))


async def villager_hangs_up(bureau: Bureau, kiosk: FaceOnWire) -> None:
    kiosk.ask(port.EndCall(call_id=bureau.call_id))


async def officers_end_it(bureau: Bureau, _kiosk: FaceOnWire) -> None:
    bureau.leads("questions", over=True)


async def officers_hang_up(bureau: Bureau, _kiosk: FaceOnWire) -> None:
    bureau.says(Bye(call_id=bureau.call_id, why="hung_up"), topics.BYE)


async def line_is_lost(bureau: Bureau, _kiosk: FaceOnWire) -> None:
    bureau.says(Bye(call_id=bureau.call_id, why="lost"), topics.BYE)


async def screen_stops(bureau: Bureau, kiosk: FaceOnWire) -> None:
    await kiosk.leave()
    bureau.terminal.faces.remove(kiosk)


ENDS: tuple[tuple[End, str], ...] = (
    (villager_leaves, "villager_left"),
    (villager_hangs_up, "villager_left"),
    (officers_end_it, "officers_left"),
    (officers_hang_up, "officers_left"),
    (line_is_lost, "line_lost"),
    (screen_stops, "screen_stopped"),
)


@pytest.mark.parametrize(("end", "why"), ENDS, ids=lambda one: getattr(one, "__name__", one))
def test_an_end_is_a_promise(end: End, why: str, cast: Cast) -> None:
    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            await bureau.begins(kiosk)
            await asyncio.sleep(0.3)

            await end(bureau, kiosk)

            await until(lambda: bureau.told().tape == "kept", within_s=20)
            features, petition_id = terminal.agent.features, bureau.told().petition_id
            assert petition_id is not None
            links = parcel(cast, features.spool, features.blobs, petition_id).links(bureau.inquiry_id)
            assert links[-1].fact == InquiryEnded(why=why)
            assert bureau.told().why == why
            assert "SegmentKept" in facts(links)

    asyncio.run(inquiry())


def test_who_was_muted_and_hidden_is_heard_and_seen_in_the_inquiry(cast: Cast) -> None:
    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            kiosk.ask(port.MuteMe(call_id=bureau.call_id, muted=True))
            kiosk.ask(port.CameraOff(call_id=bureau.call_id, off=True))
            await kiosk.waits_for(port.CallSides, lambda sides: sides.muted and sides.camera_off)

            bureau.says(bureau.sheet())
            await kiosk.hears(port.InquiryAsked)
            kiosk.ask(port.AgreeToInquiry(inquiry_id=bureau.inquiry_id, agreed=True))

            await kiosk.waits_for(port.CallSides, lambda sides: not sides.muted and not sides.camera_off)

    asyncio.run(inquiry())


@contextmanager
def taping(monkeypatch: pytest.MonkeyPatch, **changes: float) -> Iterator[None]:
    with monkeypatch.context() as patch:
        for name, value in changes.items():
            patch.setattr(both, name, value)
        yield


def test_an_edge_that_stops_in_order_promises_before_it_is_gone(cast: Cast) -> None:
    async def inquiry() -> Bureau:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            await bureau.begins(kiosk)
            await asyncio.sleep(0.3)
            terminal.faces.remove(kiosk)
        await kiosk.leave()
        return bureau

    bureau = asyncio.run(inquiry())

    assert bureau.told().tape == "kept"
    assert not list((cast.home / "inquiries").iterdir())
    petition_id = bureau.told().petition_id
    assert petition_id is not None
    assert home_parcel(cast, petition_id).links(bureau.inquiry_id)[-1].fact == InquiryEnded(why="terminal_stopped")


def test_who_comes_to_the_screen_after_it_stopped_hears_nothing_of_the_inquiry_and_can_call(cast: Cast) -> None:
    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            await bureau.begins(kiosk)

            await screen_stops(bureau, kiosk)
            after = await terminal.face()
            await until(lambda: bureau.told().tape == "kept", within_s=20)
            after.ask(port.StartCall(call_id=Bureau(terminal).call_id))
            await until(lambda: len(terminal.media) == 2)

            of_it = [event for event in after.events if getattr(event, "inquiry_id", "") == bureau.inquiry_id]
            assert of_it == []
            assert not any(isinstance(event, port.CallEnded) for event in after.events)

    asyncio.run(inquiry())


def test_a_screen_that_stops_before_the_villager_answered_has_refused_nothing(cast: Cast) -> None:
    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            bureau.says(bureau.sheet())
            await kiosk.hears(port.InquiryAsked)

            await screen_stops(bureau, kiosk)

            await until(lambda: bureau.told().tape == "failed")

    asyncio.run(inquiry())


def test_a_villager_who_is_neither_seen_nor_heard_is_not_recorded_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            await bureau.begins(kiosk)

            over = await kiosk.hears(port.InquiryOver, within_s=20)

            assert (over.why, over.kept) == ("devices_lost", True)

    with taping(monkeypatch, _LOST_S=0.8):
        asyncio.run(inquiry())


def test_a_disk_without_room_is_told_before_anything_begins(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)

            bureau.says(bureau.sheet())
            over = await kiosk.hears(port.InquiryOver)

            assert (over.why, over.kept, bureau.told().tape) == ("disk_full", False, "failed")
            assert not any(isinstance(event, port.InquiryAsked) for event in kiosk.events)

    monkeypatch.setattr("edge.inquiry.kept.keeping.SHORTEST_S", 10**9)
    asyncio.run(inquiry())


def test_a_disk_that_fills_up_ends_it_and_keeps_what_it_had(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_soon(stores: Stores, path: object) -> Sink:
        room = replace(stores.room, free_bytes=lambda: 130_000)
        return Sink(path, room, beside=0)  # type: ignore[arg-type]

    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            talking = asyncio.create_task(speaking(terminal, near_hz=400, far_hz=900))
            try:
                await bureau.begins(kiosk)
                over = await kiosk.hears(port.InquiryOver, within_s=30)
            finally:
                talking.cancel()
                with suppress(asyncio.CancelledError):
                    await talking

            assert (over.why, over.kept) == ("disk_full", True)

    monkeypatch.setattr(Stores, "sink", full_soon)
    monkeypatch.setattr("edge.inquiry.tape.both.BOTH_SIDES", replace(BOTH_SIDES, keyframe_s=0.5, segment_s=0.5))
    asyncio.run(inquiry())


def test_while_the_line_is_broken_this_side_goes_on(cast: Cast) -> None:
    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            await bureau.begins(kiosk)
            inquiries = terminal.agent.features.inquiries

            inquiries.call_told(port.CallHealing(call_id=bureau.call_id))
            await until(lambda: bool(bureau.told().gaps))
            await asyncio.sleep(0.3)
            inquiries.call_told(port.CallConnected(call_id=bureau.call_id))
            await until(lambda: bureau.told().gaps[0].ended_ms > 0)
            kiosk.ask(port.LeaveInquiry(inquiry_id=bureau.inquiry_id))
            await until(lambda: bureau.told().tape == "kept", within_s=20)

            features, petition_id = terminal.agent.features, bureau.told().petition_id
            assert petition_id is not None
            said = facts(parcel(cast, features.spool, features.blobs, petition_id).links(bureau.inquiry_id))
            assert said.index("LineBroke") < said.index("LineBack") < said.index("InquiryEnded")

    asyncio.run(inquiry())


def test_officers_who_put_the_call_aside_are_not_recorded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[tuple[bool, bool]] = []

    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            await bureau.begins(kiosk)

            for held in (True, False):
                bureau.says(
                    Seat(call_id=bureau.call_id, serial=3 - held, officer="李敏", turn=1, held=held), topics.SEAT
                )
                await kiosk.hears(port.CallHeld)

            assert looks == [(True, True), (True, False), (True, True)]

    monkeypatch.setattr(BothSides, "look", lambda _both, *, near, far: looks.append((near, far)))
    asyncio.run(inquiry())


def test_the_county_hears_the_last_word_again_when_it_asks_and_when_the_link_is_back(cast: Cast) -> None:
    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            bureau.says(bureau.sheet())
            await kiosk.hears(port.InquiryAsked)
            kiosk.ask(port.AgreeToInquiry(inquiry_id=bureau.inquiry_id, agreed=False))
            await until(lambda: bureau.told().tape == "refused")

            said = len(bureau.all_told())
            bureau.says(bureau.sheet())
            await until(lambda: len(bureau.all_told()) > said)
            said = len(bureau.all_told())
            terminal.link.cut()
            terminal.link.connect()
            await until(lambda: len(bureau.all_told()) > said)

            assert bureau.told().tape == "refused"
            assert not any(isinstance(event, port.InquiryAsked) for event in kiosk.events)

    asyncio.run(inquiry())
