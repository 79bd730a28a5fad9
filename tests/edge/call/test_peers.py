"""One list of promises for both media engines, each in its own process, with an officer who answers."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.edge.call.officer import PITCH_HZ, Officer
from tests.edge.call.process import NEAR_PITCH_HZ, PORTS, EngineProcess, engine, watch
from wire.call import engine as words
from wire.call.signals import Relay
from wire.call.words import fingerprint

VILLAGER, OFFICER = 0b10110010, 0b01001101


@pytest.fixture(params=["reactor", "aiortc"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def in_ram(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    assert not (tmp_path / "far").exists(), "the officer's picture is still there"


def test_both_see_and_hear_each_other(name: str, in_ram: Path) -> None:
    async def story() -> None:
        async with engine(in_ram, name, number=VILLAGER) as ours:
            officer = Officer(OFFICER)
            watching = asyncio.create_task(watch(await _connected(ours, officer, gen=1)))

            await _until(lambda: OFFICER in ours.far.numbers and VILLAGER in officer.saw.numbers)
            await _until(lambda: abs(ours.far.pitch_hz - PITCH_HZ) < 5)
            await _until(lambda: abs(officer.saw.pitch_hz - NEAR_PITCH_HZ) < 5)
            flow = await ours.tells(words.Flow)

            assert flow.packets > 20
            assert not flow.relayed
            assert name == "aiortc" or flow.target_bps > 100_000
            watching.cancel()
            await officer.leave()

    asyncio.run(story())


def test_a_hidden_villager_is_black_and_a_new_generation_takes_the_place_of_the_old(name: str, in_ram: Path) -> None:
    async def story() -> None:
        async with engine(in_ram, name, number=VILLAGER) as ours:
            first, second = Officer(OFFICER), Officer(OFFICER)
            await _connected(ours, first, gen=1)
            await _until(lambda: VILLAGER in first.saw.numbers)
            ours.order(words.ShowNear(shown=False))

            await _connected(ours, second, gen=2)
            await _until(lambda: 0 in second.saw.numbers)
            ours.order(words.ShowNear(shown=True))
            await _until(lambda: VILLAGER in second.saw.numbers)

            await first.leave()
            await second.leave()

    asyncio.run(story())


def test_the_picture_is_sent_as_it_is_planned_and_each_peer_after_keeps_to_it(name: str, in_ram: Path) -> None:
    async def story() -> None:
        async with engine(in_ram, name, number=VILLAGER) as ours:
            first, second = Officer(OFFICER), Officer(OFFICER)
            await _connected(ours, first, gen=1)
            await _until(lambda: (640, 480) in first.saw.sizes)
            ours.order(words.PlanPicture(height=240, a_second=5, most_bps=300_000))
            await _until(lambda: (320, 240) in first.saw.sizes)

            await _connected(ours, second, gen=2)
            await _until(lambda: VILLAGER in second.saw.numbers)
            before = second.saw.pictures
            await asyncio.sleep(2)

            assert 4 <= second.saw.pictures - before <= 12
            assert (640, 480) not in second.saw.sizes
            await first.leave()
            await second.leave()

    asyncio.run(story())


def test_only_relays_and_none_that_lets_us_in_is_told_and_not_waited_for(name: str, in_ram: Path) -> None:
    async def story() -> None:
        async with engine(in_ram, name, number=VILLAGER) as ours:
            nobody = Relay(urls=("turn:127.0.0.1:9?transport=tcp",), username="1:x", credential="no")
            ours.order(words.OpenPeer(gen=1, relays=(nobody,), relay_only=True))

            failed = await ours.tells(words.PeerFailed)

            assert failed.why == "no relay lets us in"

    asyncio.run(story())


def test_what_is_no_answer_is_refused_and_the_next_one_is_taken(name: str, in_ram: Path) -> None:
    async def story() -> None:
        async with engine(in_ram, name, number=VILLAGER) as ours:
            officer = Officer(OFFICER)
            ours.order(words.OpenPeer(gen=1))
            offered = await ours.tells(words.PeerOffered)
            assert fingerprint(offered.sdp).startswith("sha-256 ")
            # The other engine chooses by itself, and says so in its log.
            assert name == "aiortc" or set(_ports(offered.sdp)) <= set(PORTS)

            ours.order(words.TakeAnswer(gen=1, sdp="v=0\r\nthis is mallory"))
            assert (await ours.tells(words.PeerFailed)).gen == 1
            ours.order(words.TakeAnswer(gen=7, sdp="of another generation"))

            await _connected(ours, officer, gen=2)
            await officer.leave()

    asyncio.run(story())


def test_the_engine_ends_with_the_edge(name: str, in_ram: Path) -> None:
    async def story() -> None:
        async with engine(in_ram, name, number=VILLAGER) as ours:
            officer = Officer(OFFICER)
            await _connected(ours, officer, gen=1)

            ours.writer.close()

            assert await asyncio.wait_for(ours.child.wait(), 10) == 0
            await officer.leave()

    asyncio.run(story())


async def _connected(ours: EngineProcess, officer: Officer, *, gen: int) -> EngineProcess:
    ours.order(words.OpenPeer(gen=gen))
    offered = await ours.tells(words.PeerOffered)
    assert offered.gen == gen
    ours.order(words.TakeAnswer(gen=gen, sdp=await officer.answer(offered.sdp)))
    while (await ours.tells(words.PeerChanged)).state != "connected":
        pass
    assert (await ours.tells(words.FarSeen)).gen == gen
    return ours


def _ports(sdp: str) -> list[int]:
    """Where candidates of our own are reached."""
    ports = [int(line.split()[5]) for line in sdp.splitlines() if line.startswith("a=candidate")]
    assert ports
    return ports


async def _until(holds: Callable[[], bool], within_s: float = 10.0) -> None:
    async with asyncio.timeout(within_s):
        while not holds():  # noqa: ASYNC110  # what is looked at changes without an event
            await asyncio.sleep(0.02)
