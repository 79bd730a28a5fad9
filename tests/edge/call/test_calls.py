"""A call through the whole edge: face, county and a media engine that a test plays."""

import asyncio

import pytest

from tests.edge.call.desk import VOICE, Desk, connect, ringing
from tests.edge.cast import Cast, mallory, until
from tests.edge.terminal import running
from wire import port, topics
from wire.call import engine as words
from wire.call.signals import Bye, CallAnew, Invite, Leave, Reveal, Seat
from wire.ids import CallId, new_id


def test_both_are_connected_and_hang_up_leaves_nothing(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            desk.tells(topics.SEAT, Seat(call_id=call_id, ahead=1))
            assert (await kiosk.hears(port.CallRinging)).ahead == 1
            media = await connect(desk, kiosk, call_id)
            assert desk.terminal.studio.previewing == "face"
            assert desk.terminal.link.hurried

            kiosk.ask(port.EndCall(call_id=call_id))

            assert (await kiosk.hears(port.CallEnded)).why == "hung_up"
            assert (await desk.hears(topics.LEAVE, Leave)).why == "hung_up"
            assert desk.terminal.studio.previewing is None
            assert desk.terminal.studio.hears is None
            assert not desk.terminal.link.hurried
            await until(lambda: not media.running)

    asyncio.run(story())


def test_a_call_right_after_another_starts_its_engine_when_the_one_before_is_gone(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            before, again = await connect(desk, kiosk, call_id), CallId(new_id())
            before.may_end.clear()
            kiosk.ask(port.EndCall(call_id=call_id))
            await kiosk.hears(port.CallEnded)

            kiosk.ask(port.StartCall(call_id=again))
            assert (await desk.hears(topics.INVITE, Invite)).call_id == again
            assert desk.terminal.media[-1].starts == 0
            before.may_end.set()

            await until(lambda: desk.terminal.media[-1].running)
            assert not before.running
            await connect(desk, kiosk, again)

    asyncio.run(story())


def test_the_microphone_is_heard_only_by_an_officer_and_only_unmuted(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            hears = desk.terminal.studio.hears
            assert hears is not None
            hears(VOICE)
            media = await connect(desk, kiosk, call_id)
            assert not media.sound

            hears(VOICE)
            await until(lambda: bytes(media.sound) == VOICE)
            kiosk.ask(port.MuteMe(call_id=call_id, muted=True))
            assert (await kiosk.hears(port.CallSides)).muted
            hears(VOICE)
            await until(lambda: bytes(media.sound) == VOICE + bytes(len(VOICE)))

    asyncio.run(story())


def test_a_camera_that_is_off_is_black_here_and_there(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            media = await connect(desk, kiosk, call_id)

            kiosk.ask(port.CameraOff(call_id=call_id, off=True))
            assert (await kiosk.hears(port.CallSides)).camera_off

            assert desk.terminal.studio.previewing is None
            assert media.orders[-1] == words.ShowNear(shown=False)

    asyncio.run(story())


def test_what_the_county_did_not_sign_changes_nothing(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            desk.tells(topics.SEAT, Seat(call_id=call_id, officer="mallory"), signer=mallory())
            desk.tells(topics.BYE, Bye(call_id=call_id, why="hung_up"), signer=mallory())

            await connect(desk, kiosk, call_id)

            assert not any(isinstance(event, port.CallEnded) for event in kiosk.events)

    asyncio.run(story())


def test_an_engine_that_falls_is_started_anew_and_the_call_heals(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            media = await connect(desk, kiosk, call_id)

            media.falls()
            await kiosk.hears(port.CallHealing)

            await connect(desk, kiosk, call_id, gen=2)
            assert media.starts == 2

    asyncio.run(story())


def test_a_face_that_goes_ends_the_call(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)

            await kiosk.leave()

            assert (await desk.hears(topics.LEAVE, Leave)).why == "left"
            assert desk.terminal.studio.previewing is None

    asyncio.run(story())


def test_a_call_of_an_edge_that_was_is_disowned(cast: Cast) -> None:
    async def story() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            await terminal.face()
            desk, old = Desk(terminal, cast.county), CallId(new_id())

            desk.tells(topics.CALL_ANEW, CallAnew(call_id=old, gen=3))

            left = await desk.hears(topics.LEAVE, Leave)
            assert (left.call_id, left.why) == (old, "restarted")

    asyncio.run(story())


def test_without_a_link_or_beside_another_call_it_is_refused(cast: Cast) -> None:
    async def story() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            kiosk.ask(port.StartCall(call_id=CallId(new_id())))
            assert (await kiosk.hears(port.Sorry)).reason == "link_down"
            terminal.connect()
            await until(lambda: terminal.agent.status().link_up)
            kiosk.ask(port.StartCall(call_id=CallId(new_id())))
            await until(lambda: bool(terminal.media))

            kiosk.ask(port.StartCall(call_id=CallId(new_id())))

            assert (await kiosk.hears(port.Sorry)).reason == "busy"

    asyncio.run(story())


def test_a_terminal_that_gets_another_address_calls_the_officer_from_there(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)

            desk.terminal.link.moved = True
            await kiosk.hears(port.CallHealing)
            assert desk.terminal.link.redialled == 1
            desk.terminal.connect()
            assert (await desk.hears(topics.REVEAL, Reveal)).gen == 1, "said once more, should it have been lost"

            await connect(desk, kiosk, call_id, gen=2)

    asyncio.run(story())


def test_a_call_leaves_no_line_in_the_journal(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="edge")

    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)

            kiosk.ask(port.EndCall(call_id=call_id))

            await kiosk.hears(port.CallEnded)

    asyncio.run(story())

    assert "a call ended: hung_up" in caplog.messages
    assert not [
        line
        for line in caplog.records
        if line.name.startswith(("edge.call", "edge.inquiry")) and line.levelname != "DEBUG"
    ]
