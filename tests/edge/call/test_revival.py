"""A silent connection is called again, as one that was not known before, until it answers."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from edge.call.peers import revival
from edge.call.peers.revival import Revival, Ways, renewed

ANSWER = (
    "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:sound\r\n"
    "a=candidate:1 1 udp 2122260223 10.0.0.7 40001 typ host generation 0 network-cost 999\r\n"
    "a=candidate:2 1 tcp 1518280447 10.0.0.7 9 typ host tcptype active generation 0\r\n"
    "a=candidate:3 1 UDP 41885695 10.0.0.9 50001 typ relay raddr 10.0.0.7 rport 40001\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:picture\r\n"
    "a=candidate:1 1 udp 2122260223 10.0.0.7 40001 typ host generation 0 network-cost 999\r\n"
)
WAYS = Ways.of(ANSWER)


def test_each_way_by_udp_is_known_once_with_the_section_that_carries_all() -> None:
    assert WAYS.mid == "sound"
    assert [way.split()[0] for way in WAYS.candidates] == ["candidate:1", "candidate:3"]


@given(st.text() | st.sampled_from(ANSWER.splitlines()).map(lambda line: line[: len(line) // 2]))
def test_whatever_an_officer_says_gives_ways_or_none(sdp: str) -> None:
    assert all(way.startswith("candidate:") for way in Ways.of(sdp).candidates)


@given(st.sampled_from(WAYS.candidates), st.lists(st.integers(1, 1 << 31), min_size=1))
def test_a_renewed_way_is_the_same_but_for_its_generation(way: str, generations: list[int]) -> None:
    new = way
    for generation in generations:
        new = renewed(new, generation)

    kept = way.replace(" generation 0", "")
    assert new == f"{kept} generation {generations[-1]}"


def test_it_calls_by_every_way_until_its_end_and_each_time_as_news() -> None:
    async def story() -> None:
        called: list[str] = []

        async def call(candidate: str, mid: str) -> None:
            assert mid == "sound"
            called.append(candidate)

        again = Revival(call)
        again.ways = WAYS
        again.begin()
        again.begin()
        await asyncio.sleep(0.05)
        again.end()
        again.begin()
        await asyncio.sleep(0.05)
        again.end()
        await asyncio.sleep(0)

        assert called == [renewed(way, generation) for generation in (1, 2) for way in WAYS.candidates]
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(story())


def test_an_engine_that_takes_no_more_is_left_alone() -> None:
    async def story() -> None:
        async def call(candidate: str, mid: str) -> None:
            raise RuntimeError(f"closed: {candidate} {mid}")

        again = Revival(call)
        again.ways = WAYS
        again.begin()
        await asyncio.sleep(0.05)

        assert len(asyncio.all_tasks()) == 1

    asyncio.run(story())


def test_a_question_and_its_answer_over_a_very_long_line_fit_between_two_calls() -> None:
    assert revival.EVERY_S >= 0.6
