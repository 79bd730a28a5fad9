"""Guessing becomes slow, asking does not: simulated guessers and honest points over hours and days."""

from collections.abc import Callable
from random import Random

import pytest
from django.db import OperationalError

from county.config import CountyConfig
from county.petition.models import Asked
from county.petition.throttle import ALLOWANCE, LONGEST_WAIT_S, Standing, Throttle

HOUR = 3600.0


class Notes:
    """A memory in RAM."""

    def __init__(self) -> None:
        self.standings: dict[str, Standing] = {}

    def read(self) -> dict[str, Standing]:
        return dict(self.standings)

    def write(self, whose: str, standing: Standing) -> None:
        self.standings[whose] = standing


class Clock:
    def __init__(self) -> None:
        self.now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle(clock, Notes())


def guesses(throttle: Throttle, clock: Clock, terminals: list[str], *, hours: float) -> int:
    """Every terminal asks again the moment it may; how many questions were looked up."""
    ends, looked_up = clock.now + hours * HOUR, 0
    next_at = dict.fromkeys(terminals, clock.now)
    while min(next_at.values()) < ends:
        terminal = min(next_at, key=lambda each: next_at[each])
        clock.now = max(clock.now, next_at[terminal])
        wait_s = throttle.wait_s(terminal)
        looked_up += wait_s == 0
        next_at[terminal] = clock.now + max(wait_s, 1)
    clock.now = ends
    return looked_up


def visits(throttle: Throttle, clock: Clock, terminals: list[str], *, an_hour: float) -> list[int]:
    """Eight hours of honest points, each asking so often an hour at any moment; the waits they meet."""
    random = Random(7)  # noqa: S311  # a test that runs alike every time
    times = [(random.random() * 8 * HOUR, terminal) for terminal in terminals for _ in range(round(8 * an_hour))]
    begun, waits = clock.now, []
    for after, terminal in sorted(times):
        clock.now = begun + after
        waits.append(throttle.wait_s(terminal))
    return waits


def test_waits_grow_with_every_question_above_the_allowance(throttle: Throttle, clock: Clock) -> None:
    for _ in range(ALLOWANCE):
        assert throttle.wait_s("t001") == 0
    waits = []
    for _ in range(6):
        assert throttle.wait_s("t001") == 0
        waits.append(throttle.wait_s("t001"))
        clock.now += waits[-1]

    assert waits == sorted(waits)
    assert waits[-1] >= 16 * waits[0]


def test_a_guesser_comes_to_few_questions_an_hour_and_nothing_it_finds_helps(throttle: Throttle, clock: Clock) -> None:
    first_hour = guesses(throttle, clock, ["mallory"], hours=1)
    later_day = guesses(throttle, clock, ["mallory"], hours=24)

    assert first_hour < 40
    assert later_day < 24 * 17


def test_asking_while_it_must_wait_is_no_question(throttle: Throttle, clock: Clock) -> None:
    for _ in range(ALLOWANCE + 1):
        throttle.wait_s("t001")

    waits = [throttle.wait_s("t001") for _ in range(1000)]

    assert set(waits) == {5}


def test_a_market_day_at_many_points_slows_nobody(throttle: Throttle, clock: Clock) -> None:
    terminals = [f"t{number:03}" for number in range(300)]

    assert set(visits(throttle, clock, terminals, an_hour=2)) == {0}


def test_one_busy_point_with_ten_visitors_an_hour_is_not_slowed(throttle: Throttle, clock: Clock) -> None:
    assert set(visits(throttle, clock, ["t001"], an_hour=10)) == {0}


def test_many_guessing_terminals_together_are_braked_and_honest_ones_are_not(throttle: Throttle, clock: Clock) -> None:
    alone = guesses(Throttle(clock, Notes()), clock, ["mallory"], hours=4)
    gang = guesses(throttle, clock, [f"m{number:03}" for number in range(120)], hours=4)
    honest = [f"t{number:03}" for number in range(50)]

    assert gang < 120 * alone / 2
    assert guesses(throttle, clock, [f"m{number:03}" for number in range(120)], hours=4) < 4 * 700
    assert set(visits(throttle, clock, honest, an_hour=0.5)) == {0}


def test_a_restart_forgives_no_guesser(clock: Clock, home: CountyConfig) -> None:
    before = Throttle(clock)
    for _ in range(ALLOWANCE + 5):
        clock.now += before.wait_s("mallory")
        before.wait_s("mallory")

    after = Throttle(clock)

    assert after.wait_s("mallory") > 0
    assert after.wait_s("t001") == 0
    assert Asked.objects.count() == 3


@pytest.mark.parametrize("jump", [-50 * 365 * 24 * HOUR, 50 * 365 * 24 * HOUR])
def test_a_clock_that_jumps_closes_no_terminal_for_years(throttle: Throttle, clock: Clock, jump: float) -> None:
    for _ in range(60):
        clock.now += throttle.wait_s("t001")
    clock.now += jump

    assert throttle.wait_s("t001") <= LONGEST_WAIT_S


def test_a_disk_that_takes_nothing_refuses_no_villager(
    clock: Clock, home: CountyConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    throttle: Callable[[str], int] = Throttle(clock).wait_s
    throttle("t001")
    monkeypatch.setattr(Asked.objects, "update_or_create", _full)

    assert throttle("t001") == 0


def _full(**_: object) -> None:
    raise OperationalError("database or disk is full")
