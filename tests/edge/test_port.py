"""The door to the faces: own user only, well-formed frames only, and nobody can hold up the others."""

import asyncio
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge.port import Port, Visitor
from tests.edge.cast import Cast, until
from tests.edge.terminal import FaceOnWire, Terminal, running
from wire import port
from wire.ids import PetitionId
from wire.record import Record


def visit(cast: Cast, story: Callable[[Terminal], Awaitable[None]]) -> None:
    async def run() -> None:
        async with running(cast) as terminal:
            await story(terminal)

    asyncio.run(run())


async def knock(cast: Cast) -> FaceOnWire:
    """A connection that has not said Hello."""
    reader, writer = await asyncio.open_unix_connection(cast.home / "run" / "edge.sock")
    return FaceOnWire(reader, writer)


def test_the_socket_is_the_service_user_s_alone(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        assert (cast.home / "run" / "edge.sock").stat().st_mode & 0o777 == 0o600

    visit(cast, story)


def test_hello_is_answered_with_welcome_and_status(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        face = await knock(cast)
        face.ask(port.Hello(face="wall"))

        welcome = await face.hears(port.Welcome)
        status = await face.hears(port.EdgeStatus)

        assert (welcome.terminal_id, welcome.point) == ("t001", cast.config.terminal.point)
        assert Path(welcome.picture_path).parent == Path("/dev/shm")  # noqa: S108  # RAM is meant
        assert not status.link_up
        await face.leave()

    visit(cast, story)


@pytest.mark.parametrize(
    "garbage",
    [b"GET / HTTP/1.1\r\n\r\n", struct.pack(">I", 5) + b"\xc1\xc1\xc1\xc1\xc1", struct.pack(">I", 1 << 31)],
    ids=["another protocol", "no msgpack", "a frame of 2 GiB"],
)
def test_a_malformed_frame_ends_the_connection_with_sorry(cast: Cast, garbage: bytes) -> None:
    async def story(terminal: Terminal) -> None:
        mallory, kiosk = await knock(cast), await terminal.face()

        mallory.writer.write(garbage)

        assert (await mallory.hears(port.Sorry)).reason == "bad_request"
        await until(lambda: mallory.closed)
        kiosk.ask(port.WatchNotices())
        await kiosk.hears(port.NoticesChanged)
        await mallory.leave()

    visit(cast, story)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(garbage=st.lists(st.binary(min_size=1, max_size=64), max_size=8))
def test_no_bytes_whatsoever_stop_the_edge(tmp_path_factory: pytest.TempPathFactory, garbage: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("port")
    taken: list[Record] = []

    async def take(_visitor: Visitor, request: Record) -> None:
        taken.append(request)

    async def run() -> None:
        server = Port(folder / "edge.sock", take, lambda _visitor: None)
        await server.open()
        reader, writer = await asyncio.open_unix_connection(folder / "edge.sock")
        for content in garbage:
            writer.write(struct.pack(">I", len(content)) + content)
        writer.write_eof()
        await reader.read()
        writer.close()
        await server.close()

    asyncio.run(run())

    assert taken == []


def test_who_has_not_said_hello_gets_nothing_done(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        stranger = await knock(cast)
        stranger.ask(port.StartPreview())

        assert (await stranger.hears(port.Sorry)).reason == "bad_request"
        assert not terminal.studio.previewing
        await stranger.leave()

    visit(cast, story)


def test_the_wall_does_not_make_petitions(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        wall = await terminal.face("wall")
        wall.ask(port.StartDraft(petition_id=PetitionId("a" * 32)))

        assert (await wall.hears(port.Sorry)).reason == "bad_request"

    visit(cast, story)


def test_a_face_of_another_protocol_is_sent_away(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        old = await knock(cast)
        old.ask(port.Hello(face="kiosk", protocol=0))

        await old.hears(port.Sorry)
        await until(lambda: old.closed)
        await old.leave()

    visit(cast, story)


def test_a_new_kiosk_takes_the_place_of_one_that_hangs(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        hanging = await terminal.face()

        fresh = await terminal.face()

        await until(lambda: hanging.closed)
        assert not fresh.closed

    visit(cast, story)


def test_a_face_that_does_not_read_is_cut_off_and_holds_up_nobody(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        reader, writer = await asyncio.open_unix_connection(cast.home / "run" / "edge.sock")
        writer.write(port.frame(port.Hello(face="wall")))
        await until(lambda: any(visitor.face == "wall" for visitor in terminal.agent.port.visitors))
        kiosk = await terminal.face()
        long = port.PetitionRefused(petition_id=PetitionId("a" * 32), reason="x" * 1_000_000, permanent=False)

        for _ in range(60):
            terminal.agent.port.tell(long, only=lambda visitor: visitor.face == "wall")

        await until(lambda: [visitor.face for visitor in terminal.agent.port.visitors] == ["kiosk"])
        kiosk.ask(port.WatchNotices())
        await kiosk.hears(port.NoticesChanged)
        del reader
        writer.close()

    visit(cast, story)


def test_a_petition_id_that_is_no_id_touches_no_disk(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        kiosk = await terminal.face()
        kiosk.ask(port.StartDraft(petition_id=PetitionId("../../keys")))

        assert (await kiosk.hears(port.Sorry)).reason == "bad_request"
        assert (cast.home / "keys" / "device.key").exists()

    visit(cast, story)


def test_a_socket_that_cannot_be_removed_holds_up_no_orderly_end(tmp_path: Path) -> None:
    async def nothing(_visitor: Visitor, _request: Record) -> None:
        """Nobody comes."""

    async def run() -> None:
        door = Port(tmp_path / "edge.sock", nothing, lambda _: None)
        await door.open()
        (tmp_path / "edge.sock").unlink()
        (tmp_path / "edge.sock").mkdir()  # what cannot be unlinked, also by root

        await door.close()

    asyncio.run(run())
