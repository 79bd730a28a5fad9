"""What the officer hears of himself by way of the terminal's room, through the whole path of a call by each engine."""

import asyncio
from collections.abc import Mapping

import pytest

from bench.echo.story import Asked, Told, story

ROOM, HANDSET = False, True
LEAST_ERLE_DB = 20.0
"""Measured: 50 to 57 on two cores, with a load of up to 13."""
LEAST_KEPT_DB = -8.0
"""Measured: -3 to -5; without any cleaning 0."""
LEAST_KEPT_BY_A_HANDSET_DB = -4.0
"""Measured: -1.5 to -2.5, of which the phases of a filter are 1.5; of the loudness nothing is lost."""
LATEST_S = 4.0
"""Measured: 0 to 2.5 s after the officer's first word."""


@pytest.fixture(scope="module")
def told() -> Mapping[tuple[str, bool], Told]:
    """All four calls at a time: they last as long as what is said in them."""

    async def calls() -> dict[tuple[str, bool], Told]:
        asked = [
            Asked(name, handset=handset, alone_s=0.5 if handset else 5.5, both_s=3.5)
            for name in ("reactor", "aiortc")
            for handset in (ROOM, HANDSET)
        ]
        every = await asyncio.gather(*map(story, asked))
        return {(one.engine, one.handset): came for one, came in zip(asked, every, strict=True)}

    return asyncio.run(calls())


@pytest.fixture(params=["reactor", "aiortc"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_an_officer_does_not_hear_himself(told: Mapping[tuple[str, bool], Told], name: str) -> None:
    came = told[name, ROOM]

    assert came.erle_db is not None
    assert came.erle_db >= LEAST_ERLE_DB


def test_the_room_is_known_soon(told: Mapping[tuple[str, bool], Told], name: str) -> None:
    came = told[name, ROOM]

    assert came.converged_s is not None
    assert came.converged_s <= LATEST_S


def test_a_villager_who_speaks_while_the_officer_speaks_is_heard(
    told: Mapping[tuple[str, bool], Told], name: str
) -> None:
    assert told[name, ROOM].near_kept_db >= LEAST_KEPT_DB


def test_nothing_of_a_voice_is_lost_with_a_handset(told: Mapping[tuple[str, bool], Told], name: str) -> None:
    came = told[name, HANDSET]

    assert came.erle_db is None, "there is no echo in a handset"
    assert came.near_kept_db >= LEAST_KEPT_BY_A_HANDSET_DB
