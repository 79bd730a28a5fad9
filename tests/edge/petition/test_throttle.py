"""Guessing codes becomes slow; asking for one's own answer does not."""

from edge.petition.throttle import FORGET_AFTER_S, FREE_TRIES, LONGEST_WAIT_S, Throttle


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


def test_who_finds_an_answer_is_no_guesser() -> None:
    throttle = Throttle()
    for _ in range(FREE_TRIES):
        throttle.missed(0.0)

    throttle.found()

    assert throttle.wait_s(0.0) == 0


def test_the_next_villager_an_hour_later_starts_anew() -> None:
    throttle = Throttle()
    for _ in range(FREE_TRIES):
        throttle.missed(0.0)

    throttle.missed(FORGET_AFTER_S + 1)

    assert throttle.wait_s(FORGET_AFTER_S + 1) == 0
