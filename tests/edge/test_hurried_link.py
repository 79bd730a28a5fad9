"""A link in a hurry over a line that swallows words, or takes long."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from county.fleet.broker import Broker
from edge.link import LinkDown, LinkUp
from tests.edge.cast import T001, Cast
from tests.edge.test_link import Line, dial_of

FAR_S = 0.3


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port that swallows whoever knocks, as a line does that is cut."""
    with socket.socket() as door, contextlib.ExitStack() as waiting:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        for _ in range(3):
            knocking = waiting.enter_context(socket.socket())
            knocking.setblocking(False)
            knocking.connect_ex(door.getsockname())
        yield door.getsockname()[1]


@asynccontextmanager
async def far_away(port: int) -> AsyncIterator[int]:
    """The port of a way to this one on which every word takes FAR_S."""
    ways: set[asyncio.Task[None]] = set()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while content := await reader.read(65536):
                await asyncio.sleep(FAR_S)
                writer.write(content)
        except OSError:
            pass  # one end is gone
        finally:
            writer.close()

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        ways.update((asyncio.create_task(carry(reader, back)), asyncio.create_task(carry(there, writer))))

    async with await asyncio.start_server(met, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)


def test_in_a_hurry_nobody_waits_long_for_a_line_that_says_nothing(cast: Cast, deaf: int) -> None:
    async def story() -> None:
        line = Line(dial_of(cast, deaf))
        line.link.hurry(wanted=True)

        line.link.start()

        await line.sees(LinkDown, times=2, within_s=10)
        await asyncio.to_thread(line.link.stop)

    asyncio.run(story())


@pytest.mark.broker
def test_a_broker_that_was_just_reached_is_not_left_before_it_answers(cast: Cast, tmp_path: Path) -> None:
    async def story() -> None:
        broker = Broker(tmp_path / "broker", cast.authority, terminals=[T001])
        broker.start()
        try:
            async with far_away(broker.port) as port:
                line = Line(dial_of(cast, port))
                line.link.start()
                async with asyncio.timeout(15):
                    while not line.of(LinkUp):
                        line.link.redial()
                        await asyncio.sleep(0.05)
                await asyncio.to_thread(line.link.stop)
        finally:
            broker.stop()

        assert line.of(LinkUp)

    asyncio.run(story())
