"""The link against Debian's broker: let in, cut off, restarted, revoked, and never in the loop's way."""

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from county.fleet.broker import Broker
from edge.link import Dial, Heard, Link, LinkDown, LinkFact, LinkRefused, LinkUp, Taken, has_moved
from tests.edge.cast import T001, Cast, make_cast, until
from wire import topics
from wire.ids import new_id

pytestmark = pytest.mark.broker
F = TypeVar("F", bound=LinkFact)
STATE = topics.topic(topics.STATE, T001)
FAR_S = 0.3


class Line:
    """One link and the facts it posted."""

    def __init__(self, dial: Dial) -> None:
        self.facts: list[LinkFact] = []
        self.link = Link(dial, self.facts.append)

    def of(self, kind: type[F]) -> list[F]:
        return [fact for fact in self.facts if isinstance(fact, kind)]

    async def sees(self, kind: type[LinkFact], *, times: int = 1, within_s: float = 15.0) -> None:
        await until(lambda: len(self.of(kind)) >= times, within_s=within_s)


def dial_of(cast: Cast, port: int) -> Dial:
    return Dial(
        client_id=T001,
        host="127.0.0.1",
        port=port,
        keepalive_s=5,
        tls=cast.keys.link.context("localhost"),
        subscriptions=(topics.pattern(topics.PONG, T001),),
        will=(STATE, b'{"will":1}'),
    )


def county_of(cast: Cast, folder: Path, port: int) -> Dial:
    identity = cast.authority.issue_gateway()
    identity.write(folder / "gateway.key", folder / "gateway.crt")
    gateway = replace(cast.keys.link, certificate_path=folder / "gateway.crt", key_path=folder / "gateway.key").context(
        "localhost"
    )
    return Dial(
        client_id=topics.COUNTY_CLIENT,
        host="127.0.0.1",
        port=port,
        keepalive_s=5,
        tls=gateway,
        subscriptions=(topics.pattern(topics.STATE), topics.pattern(topics.PING)),
    )


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return make_cast(tmp_path)


@contextlib.contextmanager
def broker_of(cast: Cast) -> Iterator[Broker]:
    broker = Broker(cast.home.parent / "broker", cast.authority, terminals=[T001])
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


@asynccontextmanager
async def connected(
    cast: Cast, *, change: Callable[[Dial], Dial] = lambda dial: dial
) -> AsyncIterator[tuple[Broker, Line]]:
    with broker_of(cast) as broker:
        line = Line(change(dial_of(cast, broker.port)))
        line.link.start()
        try:
            yield broker, line
        finally:
            await asyncio.to_thread(line.link.stop)


def test_the_terminal_is_let_in_and_its_messages_are_taken(cast: Cast) -> None:
    async def story() -> None:
        async with connected(cast) as (_, line):
            await line.sees(LinkUp)

            assert line.link.publish(STATE, b"{}", token="mine", retain=True)

            await line.sees(Taken)
            assert line.of(Taken) == [Taken("mine", ok=True)]

    asyncio.run(story())


def test_what_the_broker_does_not_allow_comes_back_as_refused(cast: Cast) -> None:
    async def story() -> None:
        async with connected(cast) as (_, line):
            await line.sees(LinkUp)

            line.link.publish(topics.topic(topics.STATE, "t002"), b"{}", token="foreign")

            await line.sees(Taken)
            assert line.of(Taken) == [Taken("foreign", ok=False)]

    asyncio.run(story())


def test_county_and_terminal_hear_each_other_and_the_will_is_told(cast: Cast, tmp_path: Path) -> None:
    async def story() -> None:
        async with connected(cast) as (broker, line):
            county = Line(county_of(cast, tmp_path, broker.port))
            county.link.start()
            await county.sees(LinkUp)
            await line.sees(LinkUp)
            await asyncio.sleep(0.2)
            ping = new_id()

            line.link.publish(topics.topic(topics.PING, T001, ping), b"{}")
            await county.sees(Heard)
            county.link.publish(topics.topic(topics.PONG, T001, ping), b"{}")
            await line.sees(Heard)
            await asyncio.to_thread(line.link.stop)
            await county.sees(Heard, times=2)

            assert county.of(Heard)[-1] == Heard(STATE, b'{"will":1}')
            await asyncio.to_thread(county.link.stop)

    asyncio.run(story())


def test_it_comes_back_after_the_broker_was_killed(cast: Cast) -> None:
    async def story() -> None:
        async with connected(cast) as (broker, line):
            await line.sees(LinkUp)

            broker.kill()
            await line.sees(LinkDown)
            assert not line.link.publish(STATE, b"{}")
            broker.start()

            await line.sees(LinkUp, times=2)

    asyncio.run(story())


def test_a_revoked_terminal_is_told_so_and_tries_on(cast: Cast) -> None:
    async def story() -> None:
        async with connected(cast) as (broker, line):
            await line.sees(LinkUp)

            cast.authority.revoke_terminal(T001)
            broker.restart()

            await line.sees(LinkRefused, times=2)
            assert len(line.of(LinkUp)) == 1

    asyncio.run(story())


def test_a_broker_of_another_county_is_not_spoken_to(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    elsewhere = make_cast(tmp_path / "elsewhere")
    context = replace(cast.keys.link, ca_path=elsewhere.authority.server_ca).context("localhost")

    async def story() -> None:
        async with connected(cast, change=lambda dial: replace(dial, tls=context)) as (_, line):
            await line.sees(LinkDown)

            assert line.of(LinkUp) == []

    asyncio.run(story())


def test_publishing_never_holds_up_the_loop(cast: Cast) -> None:
    async def story() -> None:
        async with connected(cast) as (broker, line):
            await line.sees(LinkUp)
            broker.kill()
            longest = 0.0

            for _ in range(50):
                began = time.monotonic()
                line.link.publish(STATE, bytes(60_000))
                longest = max(longest, time.monotonic() - began)
                await asyncio.sleep(0)

            assert longest < 0.2

    asyncio.run(story())


def test_what_is_too_long_for_the_broker_is_not_sent_at_all(cast: Cast) -> None:
    async def story() -> None:
        async with connected(cast) as (_, line):
            await line.sees(LinkUp)

            assert not line.link.publish(STATE, bytes(topics.MAX_PAYLOAD_BYTES + 1))
            assert line.link.publish(STATE, b"{}", token=1)
            await line.sees(Taken)

    asyncio.run(story())


def test_a_retained_piece_comes_each_time_that_its_own_topic_is_watched(cast: Cast, tmp_path: Path) -> None:
    piece = topics.topic(topics.PIECE, "liuhe", "a" * 64)
    other = topics.topic(topics.PIECE, "liuhe", "b" * 64)

    def as_bulk(dial: Dial) -> Dial:
        return replace(dial, client_id=cast.keys.bulk.client_id, tls=cast.keys.bulk.context("localhost"), will=None)

    async def story() -> None:
        async with connected(cast, change=lambda dial: replace(as_bulk(dial), subscriptions=())) as (broker, line):
            county = Line(county_of(cast, tmp_path, broker.port))
            county.link.start()
            await county.sees(LinkUp)
            await line.sees(LinkUp)
            for topic in (piece, other):
                assert county.link.publish(topic, b"kept", retain=True)
            await county.sees(Taken, times=2)

            assert line.link.watch(piece)
            await line.sees(Heard)
            line.link.unwatch(piece)
            assert line.link.watch(piece)
            await line.sees(Heard, times=2)
            county.link.publish(other, b"news", retain=True)
            await county.sees(Taken, times=3)
            await asyncio.sleep(0.1)

            assert line.of(Heard) == [Heard(piece, b"kept")] * 2
            await asyncio.to_thread(county.link.stop)

    asyncio.run(story())


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


def test_a_connection_knows_whether_packets_would_leave_from_elsewhere_by_now() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        here = socket.create_connection(door.getsockname())
        elsewhere = socket.create_connection(door.getsockname(), source_address=("127.0.0.2", 0))
        with here, elsewhere:
            assert not has_moved(here)
            assert has_moved(elsewhere)

        assert not has_moved(elsewhere), "of one that is closed nothing is known"


def test_in_a_hurry_nobody_waits_long_for_a_line_that_says_nothing(cast: Cast, deaf: int) -> None:
    async def story() -> None:
        line = Line(dial_of(cast, deaf))
        line.link.hurry(wanted=True)

        line.link.start()

        await line.sees(LinkDown, times=2, within_s=10)
        await asyncio.to_thread(line.link.stop)

    asyncio.run(story())


async def redialled_until_up(line: Line) -> None:
    async with asyncio.timeout(15):
        while not line.of(LinkUp):
            line.link.redial()
            await asyncio.sleep(0.05)


def test_a_broker_that_was_just_reached_is_not_left_before_it_answers(cast: Cast) -> None:
    async def story() -> None:
        with broker_of(cast) as broker:
            async with far_away(broker.port) as port:
                line = Line(dial_of(cast, port))
                line.link.start()

                await redialled_until_up(line)

                await asyncio.to_thread(line.link.stop)

    asyncio.run(story())
