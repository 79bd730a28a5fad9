"""What every connection promises, the real one and the fake."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from county.fleet.broker import Broker
from edge.link import Dial, Link, LinkDown, LinkFact, LinkUp, Taken
from edge.link_fake import FakeLink
from edge.outgoing import Connection
from tests.edge.cast import T001, Cast, until
from wire import topics

STATE = topics.topic(topics.STATE, T001)
KINDS = [pytest.param("fake"), pytest.param("real", marks=pytest.mark.broker)]


@asynccontextmanager
async def connection(kind: str, cast: Cast, folder: Path) -> AsyncIterator[tuple[Connection, list[LinkFact]]]:
    """Started and let in."""
    facts: list[LinkFact] = []
    broker = Broker(folder / "broker", cast.authority, terminals=[T001])
    dial = Dial(T001, "127.0.0.1", broker.port, keepalive_s=5, tls=cast.keys.link.context("localhost"))
    made: Connection
    if kind == "fake":
        made = fake = FakeLink(dial, facts.append)
        made.start()
        fake.connect()
    else:
        broker.start()
        made = Link(dial, facts.append)
        made.start()
    await until(lambda: LinkUp() in facts)
    try:
        yield made, facts
    finally:
        await asyncio.to_thread(made.stop)
        broker.stop()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_handed_over_is_answered_with_its_token(kind: str, cast: Cast, tmp_path: Path) -> None:
    async def story() -> None:
        async with connection(kind, cast, tmp_path) as (line, facts):
            assert line.publish(STATE, b"{}", token="a", retain=True)
            assert line.publish(STATE, b"{}", token="b", retain=True)

            await until(lambda: sum(isinstance(fact, Taken) for fact in facts) == 2)
            assert [fact for fact in facts if isinstance(fact, Taken)] == [Taken("a", ok=True), Taken("b", ok=True)]

    asyncio.run(story())


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_broker_would_take_is_not_handed_over(kind: str, cast: Cast, tmp_path: Path) -> None:
    async def story() -> None:
        async with connection(kind, cast, tmp_path) as (line, _):
            assert not line.publish(STATE, bytes(topics.MAX_PAYLOAD_BYTES + 1), token="long")

    asyncio.run(story())


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_taken_after_it_was_stopped(kind: str, cast: Cast, tmp_path: Path) -> None:
    async def story() -> None:
        async with connection(kind, cast, tmp_path) as (line, _):
            await asyncio.to_thread(line.stop)

            assert not line.publish(STATE, b"{}", token="late")

    asyncio.run(story())


@pytest.mark.parametrize("kind", KINDS)
def test_one_topic_more_is_watched_only_while_it_is_connected(kind: str, cast: Cast, tmp_path: Path) -> None:
    async def story() -> None:
        async with connection(kind, cast, tmp_path) as (line, _):
            assert line.watch(STATE)
            line.unwatch(STATE)
            await asyncio.to_thread(line.stop)

            assert not line.watch(STATE)
            line.unwatch(STATE)

    asyncio.run(story())


@pytest.mark.broker
def test_a_link_that_is_dialled_anew_in_a_hurry_is_back_at_once(cast: Cast, tmp_path: Path) -> None:
    async def story() -> None:
        async with connection("real", cast, tmp_path) as (line, facts):
            line.hurry(wanted=True)
            facts.clear()

            line.redial()

            await until(lambda: facts[-1:] == [LinkUp()], within_s=3)
            assert LinkDown() in facts
            assert line.publish(STATE, b"{}", token="after")
            await until(lambda: Taken("after", ok=True) in facts)

    asyncio.run(story())
