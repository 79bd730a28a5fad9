"""A clock that cannot be true is told, wherever it stands; and is believed again when it is right."""

import pytest

from edge.fleet.clock import Clock

NOW = 1_795_000_000_000
DAY_MS = 24 * 3_600_000
YEAR_1970 = 86_400_000
YEAR_2099 = 4_070_908_800_000


class Watch:
    def __init__(self, at_ms: int) -> None:
        self.at_ms = at_ms
        self.mono_ms = 5_000
        self.kept: list[int] = []
        self.clock = Clock(
            floor_ms=NOW, read_ms=lambda: self.at_ms, mono_ms=lambda: self.mono_ms, keep=self.kept.append
        )

    def pass_ms(self, passed_ms: int) -> None:
        self.at_ms += passed_ms
        self.mono_ms += passed_ms


def test_a_plausible_clock_is_trusted() -> None:
    assert Watch(NOW + 1000).clock.trusted


def test_1970_and_2099_are_not() -> None:
    assert not Watch(YEAR_1970).clock.trusted
    assert not Watch(YEAR_2099).clock.trusted


def test_a_clock_before_the_last_signed_word_of_the_county_is_not() -> None:
    watch = Watch(NOW + 1000)

    watch.clock.county_signed(NOW + 3_600_000)
    watch.clock.county_signed(NOW)

    assert not watch.clock.trusted
    assert watch.kept == [NOW + 3_600_000]


def test_a_county_whose_own_clock_ran_away_leaves_the_terminal_in_its_senses() -> None:
    watch = Watch(NOW + 1000)

    watch.clock.county_signed(YEAR_2099)

    assert watch.clock.trusted
    assert watch.kept == []


def test_a_clock_that_the_county_contradicts_is_not_until_it_is_set() -> None:
    watch = Watch(NOW + 1000)

    watch.clock.county_said(NOW + 7_200_000)
    before = watch.clock.trusted
    watch.at_ms = NOW + 7_200_000
    watch.clock.county_said(NOW + 7_200_500)

    assert not before
    assert watch.clock.trusted


def test_a_clock_that_the_county_never_spoke_of_is_trusted_and_not_confirmed() -> None:
    watch = Watch(NOW + 1000)

    assert (watch.clock.trusted, watch.clock.confirmed) == (True, False)


def test_a_clock_that_the_county_agreed_with_is_confirmed_as_long_as_it_goes_on() -> None:
    watch = Watch(NOW + 1000)
    watch.clock.county_said(NOW + 1500)

    watch.pass_ms(30 * DAY_MS)

    assert (watch.clock.trusted, watch.clock.confirmed) == (True, True)


@pytest.mark.parametrize("step_ms", [30 * DAY_MS, 3 * 3_600_000, -3 * 3_600_000])
def test_a_clock_that_steps_after_the_county_agreed_is_not_trusted_until_it_is_right_again(step_ms: int) -> None:
    watch = Watch(NOW + DAY_MS)
    watch.clock.county_said(NOW + DAY_MS)

    watch.at_ms += step_ms
    stepped = (watch.clock.trusted, watch.clock.confirmed)
    watch.at_ms -= step_ms

    assert stepped == (False, False)
    assert (watch.clock.trusted, watch.clock.confirmed) == (True, True)


def test_a_clock_that_the_county_contradicted_is_trusted_as_soon_as_it_is_set() -> None:
    watch = Watch(NOW + 1000)
    watch.clock.county_said(NOW + 7_200_000)
    before = watch.clock.trusted

    watch.at_ms = NOW + 7_200_000

    assert (before, watch.clock.trusted) == (False, True)
