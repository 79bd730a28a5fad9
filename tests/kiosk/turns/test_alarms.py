"""An emergency has the whole wall, alone, until it ends."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.wall.turns.alarms import Alarms
from kiosk.wall.turns.turn import Alarm, Answer, Instant
from tests.kiosk.turns.yard import MORNING_MS, Yard, notice, published
from wire.ids import SiteId
from wire.wall.emergency import Emergency

HOUR_MS = 3_600_000
PAGES = published(notice("东书村", "ledger", 20, 20), notice("柳河村", "poster", 40))


def flood(
    name: str = "f1", *, version: int = 1, rank: int = 5, issued_ms: int = 0, lasts_ms: int = HOUR_MS
) -> Emergency:
    return Emergency(
        emergency_id=name,
        version=version,
        site=SiteId("liuhe"),
        rank=rank,
        headline="河水上涨，请往高处走",
        issued_at_ms=MORNING_MS + issued_ms,
        expires_at_ms=MORNING_MS + issued_ms + lasts_ms,
        officers=["李敏", "赵强"],
    )


def ended(emergency: Emergency) -> Emergency:
    return replace(emergency, version=emergency.version + 1, ended=True)


def at(passed_ms: int = 0, *, trusted: bool = True, wall_ms: int = MORNING_MS) -> Instant:
    return Instant(1000 + passed_ms, wall_ms + passed_ms, trusted)


def test_it_stands_at_once_and_alone_whatever_comes_meanwhile() -> None:
    yard = Yard(PAGES)
    yard.passes(5)

    yard.rotation.hears_emergencies([flood()], yard.at)

    assert yard.stands == Alarm(flood())
    yard.rotation.hears_pages(published(PAGES, notice("西书村", "news", 20)), yard.at)
    assert yard.rotation.called("柳河村", yard.at) == Answer("no")
    for _ in range(300):
        yard.passes(10)
        assert yard.alarmed()
    assert yard.rotation.forecast(yard.at, 2) == ()


def test_afterwards_the_page_that_was_cut_off_comes_again_and_nobody_has_lost() -> None:
    yard = Yard(PAGES)
    yard.passes(5)
    yard.rotation.hears_emergencies([flood()], yard.at)
    yard.passes(600)

    yard.rotation.hears_emergencies([ended(flood())], yard.at)

    assert yard.place == ("poster", 0), "five seconds of the ledger could be read, the poster had none"
    yard.next_page()
    assert (yard.place, yard.turn.share_ms, yard.turn.lowest_ms) == (("ledger", 0), 5000, 5000)


def test_the_highest_rank_stands_and_of_equal_ones_the_newest() -> None:
    alarms = Alarms()

    alarms.hears([flood("a"), flood("b", issued_ms=60_000), flood("c", rank=4, issued_ms=90_000)], at())

    assert alarms.standing(at(120_000)) == flood("b", issued_ms=60_000)


def test_a_later_version_stands_for_the_ones_before() -> None:
    alarms = Alarms()

    alarms.hears([ended(flood()), flood()], at())

    assert alarms.standing(at()) is None


def test_it_expires_by_the_wall_clock_where_that_can_be_trusted() -> None:
    alarms = Alarms()
    alarms.hears([flood()], at())

    assert alarms.standing(at(HOUR_MS - 1))
    assert alarms.standing(at(HOUR_MS)) is None


def test_it_expires_by_its_age_where_no_clock_can_be_trusted() -> None:
    alarms = Alarms()
    alarms.hears([flood()], at(trusted=False, wall_ms=0))

    assert alarms.standing(at(HOUR_MS - 1, trusted=False, wall_ms=10**15))
    assert alarms.standing(at(HOUR_MS, trusted=False, wall_ms=0)) is None


def test_heard_late_by_a_clock_that_could_be_trusted_then_it_lasts_no_longer() -> None:
    alarms = Alarms()
    alarms.hears([flood()], at(HOUR_MS // 2))

    assert alarms.standing(at(HOUR_MS - 1, trusted=False, wall_ms=0))
    assert alarms.standing(at(HOUR_MS, trusted=False, wall_ms=0)) is None


def test_sent_by_the_terminal_though_the_clock_is_past_its_end_it_stands_as_long_as_it_was_to_last() -> None:
    alarms = Alarms()
    alarms.hears([flood()], at(wall_ms=MORNING_MS + 3 * HOUR_MS))

    assert alarms.standing(at(HOUR_MS - 1, wall_ms=MORNING_MS + 3 * HOUR_MS))
    assert alarms.standing(at(HOUR_MS, wall_ms=MORNING_MS + 3 * HOUR_MS)) is None


def test_told_again_it_keeps_its_age() -> None:
    alarms = Alarms()
    alarms.hears([flood()], at(trusted=False))
    alarms.hears([flood()], at(HOUR_MS // 2, trusted=False))

    assert alarms.standing(at(HOUR_MS, trusted=False)) is None


def test_one_that_is_over_makes_room_for_a_lower_one() -> None:
    alarms = Alarms()

    alarms.hears([flood("high", rank=9, lasts_ms=1000), flood("low", rank=1)], at())

    assert alarms.standing(at(999)) == flood("high", rank=9, lasts_ms=1000)
    assert alarms.standing(at(1000)) == flood("low", rank=1)


def test_a_drill_is_shown_like_a_real_one_and_proved_as_a_drill() -> None:
    assert (Alarm(replace(flood(), drill=True)).why, Alarm(flood()).why) == ("drill", "emergency")


def test_calls_are_forgotten_when_it_comes() -> None:
    yard = Yard(PAGES)
    yard.rotation.called("柳河村", yard.at)
    yard.rotation.called("东书村", yard.at)

    yard.rotation.hears_emergencies([flood()], yard.at)
    yard.rotation.hears_emergencies([], yard.at)

    assert yard.turn.why == "turn"


def test_it_stands_on_a_wall_that_has_nothing_else_and_while_the_panel_is_said_to_be_off() -> None:
    yard = Yard()
    yard.rotation.hears_panel(on=False, at=yard.at)

    yard.rotation.hears_emergencies([flood()], yard.at)

    assert yard.alarmed()


EMERGENCIES = st.builds(
    flood,
    st.sampled_from(["a", "b", "c"]),
    version=st.integers(1, 3),
    rank=st.integers(1, 9),
    issued_ms=st.integers(0, 3).map(lambda hours: hours * HOUR_MS),
)


@given(
    told=st.lists(
        EMERGENCIES | EMERGENCIES.map(ended), max_size=5, unique_by=lambda one: (one.emergency_id, one.version)
    ),
    hours=st.lists(st.integers(0, 8), min_size=2, max_size=6).map(sorted),
)
def test_what_stands_is_the_newest_version_of_the_highest_that_still_holds(
    told: list[Emergency], hours: list[int]
) -> None:
    alarms = Alarms()
    alarms.hears(told, at())

    for passed_ms in (hour * HOUR_MS for hour in hours):
        newest = {one.emergency_id: one for one in sorted(told, key=lambda one: one.version)}.values()
        holding = [one for one in newest if not one.ended and one.expires_at_ms > MORNING_MS + passed_ms]
        stands = alarms.standing(at(passed_ms))
        assert (stands in holding) if holding else stands is None
        assert stands is None or stands.rank == max(one.rank for one in holding)
