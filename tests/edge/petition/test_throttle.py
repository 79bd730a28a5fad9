"""Guessing codes becomes slow, also for who owns a real one; asking for one's own answer does not."""

from edge.petition.throttle import FORGIVE_S, FREE_TRIES, LONGEST_WAIT_S, Throttle

DAY_S = 24 * 3600.0


def missed(throttle: Throttle, times: int, now: float = 0.0) -> float:
    """As fast as it is allowed; when the last one was."""
    for _ in range(times):
        now += throttle.wait_s(now)
        throttle.missed(now)
    return now


def test_five_tries_are_free_and_each_wait_after_is_twice_the_one_before() -> None:
    throttle, now, waits = Throttle(), 0.0, []

    for _ in range(12):
        wait_s = throttle.wait_s(now)
        waits.append(wait_s)
        now += wait_s
        throttle.missed(now)

    assert waits[:FREE_TRIES] == [0] * FREE_TRIES
    assert waits[FREE_TRIES : FREE_TRIES + 3] == [30, 60, 120]
    assert waits[-1] == LONGEST_WAIT_S


def test_a_quarter_of_an_hour_without_a_guess_forgives_one() -> None:
    throttle = Throttle()
    now = missed(throttle, FREE_TRIES)
    now += throttle.wait_s(now) + 2 * FORGIVE_S

    throttle.missed(now)

    assert throttle.wait_s(now) == 0


def test_however_long_somebody_guesses_the_wait_has_an_end() -> None:
    throttle = Throttle()

    now = missed(throttle, 2000)

    assert throttle.wait_s(now) == LONGEST_WAIT_S


def test_no_rhythm_of_guessing_gets_more_than_a_hundred_tries_a_day() -> None:
    for patience_s in (0.0, 60.0, 300.0, 900.0, 1800.0, 3600.0):
        throttle, now, guesses = Throttle(), 0.0, 0
        while now < DAY_S:
            now += max(throttle.wait_s(now), patience_s, 1.0)
            throttle.missed(now)
            guesses += 1

        assert guesses <= 110, patience_s
