"""The weak line: sound first, down when it must be, up slowly, and never to and fro."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.call.course.carrying import (
    DOUBTED_S,
    FRESH_S,
    GRACE_S,
    HOPELESS_S,
    LEVELS,
    MOST_PATIENCE_S,
    PATIENCE_S,
    Carrying,
    Reading,
    needed,
)
from edge.call.course.sides import Carried
from wire.call.engine import Flow

READINGS = st.builds(
    Reading,
    loss=st.floats(0, 1),
    rtt_ms=st.integers(0, 4000),
    target_bps=st.sampled_from([0, 30_000, 90_000, 150_000, 250_000, 600_000, 2_000_000]),
)
STILL = Reading(0.0, 60, 1_000_000)


class Line:
    """Gives flows like these to a Carrying, two a second, and notes when its level changed."""

    def __init__(self) -> None:
        self.carrying = Carrying()
        self.now = 100.0
        self.changes: list[tuple[float, Carried]] = []
        self._came, self._lost = 0.0, 0.0

    def goes(self, reading: Reading, seconds: float, *, gen: int = 1) -> Carried:
        for _ in range(int(2 * seconds)):
            self.now += 0.5
            self._came, self._lost = self._came + 50 * (1 - reading.loss), self._lost + 50 * reading.loss
            before = self.carrying.level
            flow = Flow(
                gen=gen,
                packets=int(self._came),
                lost=int(self._lost),
                rtt_ms=reading.rtt_ms,
                target_bps=reading.target_bps,
            )
            self.carrying.hear(flow, self.now)
            if self.carrying.level != before:
                self.changes.append((self.now, self.carrying.level))
        return self.carrying.level


@pytest.mark.parametrize(
    ("reading", "level"),
    [
        (Reading(0.01, 60, 2_000_000), "full"),
        (Reading(0.03, 300, 420_000), "full"),
        (Reading(0.05, 600, 260_000), "small"),
        (Reading(0.05, 600, 150_000), "small"),
        (Reading(0.15, 300, 0), "small"),
        (Reading(0.30, 300, 0), "none"),
        (Reading(0.05, 300, 40_000), "none"),
        (Reading(0.05, 3000, 0), "none"),
    ],
)
def test_a_line_that_stays_so_carries_this(reading: Reading, level: Carried) -> None:
    line = Line()

    assert line.goes(reading, GRACE_S + 6) == level


@given(READINGS, READINGS)
def test_a_worse_line_never_carries_more(one: Reading, other: Reading) -> None:
    known = one.target_bps and other.target_bps
    worse = Reading(
        max(one.loss, other.loss),
        max(one.rtt_ms, other.rtt_ms),
        min(one.target_bps, other.target_bps) if known else one.target_bps,
    )

    assert _level(worse) <= _level(one)


@given(st.lists(st.tuples(READINGS, st.integers(1, 20)), max_size=12))
def test_whatever_the_line_does_the_picture_rises_by_single_steps_and_with_patience(
    weather: list[tuple[Reading, int]],
) -> None:
    line = Line()
    for reading, seconds in weather:
        line.goes(reading, seconds)

    levels: list[tuple[float, Carried]] = [(100.0, "full"), *line.changes]
    for (was_at, before), (at, after) in itertools.pairwise(levels):
        step = LEVELS.index(after) - LEVELS.index(before)
        assert step < 0 or (step == 1 and at - was_at >= PATIENCE_S)


@given(st.lists(st.tuples(READINGS, st.integers(1, 20)), max_size=6))
def test_a_line_that_is_well_again_carries_everything_again(weather: list[tuple[Reading, int]]) -> None:
    line = Line()
    for reading, seconds in weather:
        line.goes(reading, seconds)

    line.goes(STILL, 2 * MOST_PATIENCE_S + 4 * PATIENCE_S)

    assert line.carrying.level == "full"
    assert not line.carrying.is_hopeless


def test_what_is_tried_in_vain_is_tried_less_and_less() -> None:
    line = Line()
    narrow, tried = Reading(0.02, 200, 210_000), Reading(0.02, 200, 210_000)

    line.goes(narrow, 30)
    line.goes(tried, 300)

    rises = [at for at, level in line.changes if level == "full"]
    pauses = [later - earlier for earlier, later in itertools.pairwise(rises)]
    assert len(rises) <= 7
    assert pauses == sorted(pauses)


def test_a_new_connection_is_not_judged_by_what_its_engine_does_not_know_yet() -> None:
    line = Line()
    line.goes(STILL, 20)

    assert line.goes(Reading(0.0, 60, 120_000), FRESH_S, gen=2) == "full"


def test_an_estimate_that_falls_for_a_moment_is_not_believed() -> None:
    line = Line()
    line.goes(STILL, 20)

    line.goes(Reading(0.0, 60, 150_000), DOUBTED_S - 0.5)

    assert line.goes(STILL, 10) == "full"


def test_who_shows_no_picture_is_not_told_that_the_line_carries_none() -> None:
    carrying = Carrying()

    for at in range(80):
        carrying.hear(Flow(gen=1, packets=25 * at, rtt_ms=50, target_bps=40_000), at / 2, shows=False)

    assert carrying.level == "full"


def test_a_line_is_hopeless_only_when_sound_was_gone_for_long() -> None:
    line = Line()
    line.goes(Reading(0.7, 400, 0), 10)
    line.goes(Reading(0.2, 400, 0), 10)
    line.goes(Reading(0.7, 400, 0), HOPELESS_S - 6)
    assert not line.carrying.is_hopeless

    line.goes(Reading(0.7, 400, 0), 20)

    assert line.carrying.is_hopeless


def _level(reading: Reading) -> int:
    return LEVELS.index(needed(reading, trusts_target=True))
