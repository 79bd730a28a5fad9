"""A clock that cannot be true is told, wherever it stands; and is believed again when it is right."""

from edge.fleet.clock import Clock

NOW = 1_795_000_000_000
YEAR_1970 = 86_400_000
YEAR_2099 = 4_070_908_800_000


class Watch:
    def __init__(self, at_ms: int) -> None:
        self.at_ms = at_ms
        self.kept: list[int] = []
        self.clock = Clock(floor_ms=NOW, read_ms=lambda: self.at_ms, keep=self.kept.append)


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
