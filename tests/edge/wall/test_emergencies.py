"""Which emergency holds: the county's newest word alone, for this wall, until it has run out; and no replay of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from edge.errors import NoRoom
from edge.store.shelf import Kept, Shelf
from edge.wall.emergencies import MOST, REMEMBERED_MS, Emergencies
from edge.wall.errors import Stale
from tests.edge.cast import T001, T002, mallory
from tests.edge.wall.kills import killed_everywhere
from tests.edge.wall.yard import FLOOD, HOUR_MS, NOW_MS, OURS, Heard, Watches, calls, emergency
from wire.errors import BadMessage, BadSignature
from wire.ids import SiteId, new_id
from wire.port_wall import EmergencyChanged

FIRE = "e" * 32


class Yard:
    """The emergencies of one wall, which may be restarted, with clocks of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.watches = Watches()
        self.told = Heard()
        self.start()

    def start(self) -> None:
        times = self.watches.times()
        self.emergencies = Emergencies(Shelf(self.folder, "emergencies"), OURS, times=times, changed=self.told)

    def restart(self, *, off_ms: int = 0) -> None:
        """Power off for so long: the monotonic clock begins anew."""
        self.watches.now_ms += off_ms
        self.watches.mono_ms = 1_000
        self.start()

    def passes(self, passed_ms: int) -> None:
        for _ in range(-(-passed_ms // 60_000)):
            self.watches.pass_ms(60_000)
            self.emergencies.tick()

    @property
    def holds(self) -> str | None:
        standing = self.emergencies.current().emergency
        return f"{standing.emergency_id[0]}{standing.version}" if standing else None

    @property
    def heard(self) -> list[str | None]:
        return [
            event.emergency.emergency_id[0] if event.emergency else None
            for event in self.told.events
            if isinstance(event, EmergencyChanged)
        ]


@pytest.fixture
def yard(tmp_path: Path) -> Yard:
    return Yard(tmp_path)


def test_one_that_is_called_holds_at_once_and_after_a_restart(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency()), FLOOD)
    at_once = yard.holds

    yard.restart()

    assert (at_once, yard.holds) == ("f1", "f1")
    assert yard.heard == ["f"]


def test_the_face_is_told_before_the_disk(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr(Shelf, "keep", lambda *_: order.append("disk"))
    times = yard.watches.times()
    emergencies = Emergencies(Shelf(yard.folder, "e"), OURS, times=times, changed=lambda _: order.append("face"))

    emergencies.heard(calls(emergency()))

    assert order == ["face", "disk"]


def test_a_full_disk_takes_no_warning_from_the_wall(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Shelf, _name: str, _kept: Kept) -> None:
        raise NoRoom("full")

    monkeypatch.setattr(Shelf, "keep", full)
    yard.emergencies.heard(calls(emergency()))
    yard.passes(60_000)

    assert yard.holds == "f1"


def test_it_runs_out_by_the_clock(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency()))

    yard.passes(HOUR_MS)

    assert yard.holds is None
    assert yard.heard == ["f", None]


def test_without_a_clock_it_runs_out_by_its_age(yard: Yard) -> None:
    yard.watches.trusted = False
    yard.watches.now_ms = 0
    yard.emergencies.heard(calls(emergency()))

    yard.passes(HOUR_MS - 60_000)
    before = yard.holds
    yard.passes(60_000)

    assert (before, yard.holds) == ("f1", None)


def test_without_a_clock_its_age_goes_on_after_a_restart(yard: Yard) -> None:
    yard.watches.trusted = False
    yard.emergencies.heard(calls(emergency()))
    yard.passes(HOUR_MS // 2)

    yard.restart()
    yard.passes(HOUR_MS // 2 + 120_000)

    assert yard.holds is None


def test_what_the_county_signed_later_ends_it_whatever_the_clock_says(yard: Yard) -> None:
    yard.watches.trusted = False
    yard.emergencies.heard(calls(emergency()))

    yard.watches.earliest_ms = NOW_MS + HOUR_MS
    yard.emergencies.tick()

    assert yard.holds is None


def test_a_clock_that_is_set_back_brings_nothing_back(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency()))
    yard.passes(HOUR_MS)

    yard.watches.now_ms = NOW_MS
    yard.emergencies.tick()
    yard.restart()

    assert yard.holds is None


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_clock_that_runs_ahead_for_a_second_hides_it_for_that_second_alone(yard: Yard, *, confirmed: bool) -> None:
    yard.watches.confirmed = confirmed
    yard.emergencies.heard(calls(emergency()))

    yard.watches.now_ms += 3 * HOUR_MS
    yard.emergencies.tick()
    ahead = yard.holds
    yard.restart()
    yard.watches.now_ms -= 3 * HOUR_MS
    yard.emergencies.tick()

    assert (ahead, yard.holds) == (None, "f1")
    assert yard.heard == ["f", None, "f"]


def test_what_a_clock_ahead_hides_grows_older_all_the_same(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency()))

    yard.watches.now_ms += 3 * HOUR_MS
    yard.passes(HOUR_MS)
    yard.watches.now_ms = NOW_MS
    yard.emergencies.tick()

    assert yard.holds is None


def test_a_wall_whose_clock_the_county_never_confirmed_shows_what_seems_stale_until_it_is_too_old(yard: Yard) -> None:
    yard.watches.confirmed = False
    yard.watches.now_ms += 3 * HOUR_MS

    yard.emergencies.heard(calls(emergency()))
    yard.passes(HOUR_MS - 60_000)
    before = yard.holds
    yard.passes(60_000)

    assert (before, yard.holds) == ("f1", None)


def test_what_seemed_stale_goes_as_soon_as_the_county_confirms_the_clock(yard: Yard) -> None:
    yard.watches.confirmed = False
    yard.watches.now_ms += 3 * HOUR_MS
    yard.emergencies.heard(calls(emergency()))
    before = yard.holds

    yard.watches.confirmed = True
    yard.emergencies.tick()

    assert (before, yard.holds) == ("f1", None)


def test_what_the_county_signed_later_refuses_an_old_stick_on_a_wall_without_a_clock(yard: Yard) -> None:
    yard.watches.trusted = False
    yard.watches.earliest_ms = NOW_MS + HOUR_MS

    with pytest.raises(Stale):
        yard.emergencies.heard(calls(emergency()))


def test_a_clock_that_is_a_year_ahead_for_a_second_lets_nothing_be_forgotten(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency(emergency_id=FIRE)))
    yard.emergencies.heard(calls(emergency(2, ended=True)))

    yard.watches.now_ms += 365 * 24 * HOUR_MS
    yard.emergencies.tick()
    yard.watches.now_ms = NOW_MS
    yard.emergencies.tick()

    with pytest.raises(Stale):
        yard.emergencies.heard(calls(emergency(1)))
    assert yard.holds == "e1"


def test_it_ran_out_while_the_power_was_off(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency()))

    yard.restart(off_ms=2 * HOUR_MS)

    assert yard.holds is None


def test_a_later_version_corrects_and_ends(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency(1)))
    yard.emergencies.heard(calls(emergency(2, headline="水已退去一半")))
    corrected = yard.holds
    yard.emergencies.heard(calls(emergency(3, ended=True)))

    assert (corrected, yard.holds) == ("f2", None)


@pytest.mark.parametrize("version", [1, 2])
def test_what_was_ended_is_not_brought_back_by_an_older_word(yard: Yard, version: int) -> None:
    yard.emergencies.heard(calls(emergency(3, ended=True)))
    yard.restart()

    with pytest.raises(Stale):
        yard.emergencies.heard(calls(emergency(version)))

    assert yard.holds is None


def test_an_older_word_that_lasts_longer_comes_back_neither(yard: Yard) -> None:
    long = calls(emergency(1, expires_at_ms=NOW_MS + 48 * HOUR_MS))
    yard.emergencies.heard(long)
    yard.emergencies.heard(calls(emergency(2, ended=True)))
    yard.passes(2 * HOUR_MS)

    with pytest.raises(Stale):
        yard.emergencies.heard(long)

    assert yard.holds is None


def test_what_is_long_over_is_forgotten(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency()))
    yard.passes(HOUR_MS)

    yard.watches.earliest_ms = NOW_MS + HOUR_MS + REMEMBERED_MS
    yard.emergencies.tick()

    assert yard.emergencies.known(FLOOD) is None
    assert list(Shelf(yard.folder, "emergencies").all()) == []


def test_of_several_the_highest_rank_stands_then_the_newest(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency(issued_at_ms=NOW_MS - 1)))
    yard.emergencies.heard(calls(emergency(emergency_id=FIRE, issued_at_ms=NOW_MS)))
    newest = yard.holds
    yard.emergencies.heard(calls(emergency(2, rank=7, issued_at_ms=NOW_MS - 1)))
    highest = yard.holds
    yard.emergencies.heard(calls(emergency(3, ended=True)))

    assert (newest, highest, yard.holds) == ("e1", "f2", "e1")


def test_a_drill_never_stands_before_what_is_real(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency(emergency_id=FIRE, drill=True, rank=9)))
    drill = (yard.holds, yard.emergencies.is_real)
    yard.emergencies.heard(calls(emergency(rank=1)))

    assert drill == ("e1", False)
    assert (yard.holds, yard.emergencies.is_real) == ("f1", True)


@pytest.mark.parametrize(("terminals", "holds"), [((), "f1"), ((T001, T002), "f1"), ((T001,), None)])
def test_it_holds_where_it_is_meant(yard: Yard, terminals: tuple[str, ...], holds: str | None) -> None:
    yard.emergencies.heard(calls(emergency(terminals=terminals)))

    assert yard.holds == holds


def test_a_version_that_no_longer_means_this_wall_takes_it_down(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency(1)))

    yard.emergencies.heard(calls(emergency(2, terminals=(T001,))))

    assert yard.holds is None


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (lambda: calls(emergency(), signer=mallory()), BadSignature),
        (lambda: calls(emergency(site=SiteId("shiqiao"))), Stale),
        (lambda: calls(emergency(expires_at_ms=NOW_MS)), Stale),
        (lambda: calls(emergency(expires_at_ms=NOW_MS - HOUR_MS)), Stale),
        (lambda: calls(emergency(officers=["李敏", "李敏"])), BadMessage),
        (lambda: calls(emergency(emergency_id="../../etc")), BadMessage),
    ],
)
def test_what_is_wrong_changes_nothing(yard: Yard, wrong: Callable[[], object], error: type[Exception]) -> None:
    with pytest.raises(error):
        yard.emergencies.heard(wrong())  # type: ignore[arg-type]  # an envelope

    assert (yard.holds, yard.heard) == (None, [])


def test_under_the_topic_of_another_it_is_none(yard: Yard) -> None:
    with pytest.raises(BadMessage):
        yard.emergencies.heard(calls(emergency()), FIRE)


def test_the_same_again_is_no_news(yard: Yard) -> None:
    first = yard.emergencies.heard(calls(emergency()))
    again = yard.emergencies.heard(calls(emergency()))

    assert (first is None, again) == (False, None)
    assert yard.heard == ["f"]


def test_a_flood_of_emergencies_is_bounded_and_what_holds_stays(yard: Yard) -> None:
    yard.emergencies.heard(calls(emergency(rank=9)))

    for _ in range(MOST + 5):
        yard.emergencies.heard(calls(emergency(emergency_id=new_id(), ended=True)))

    assert yard.holds == "f1"
    assert len(list(Shelf(yard.folder, "emergencies").all())) == MOST


def test_a_kill_at_any_step_leaves_an_emergency_that_holds_or_none(tmp_path: Path) -> None:
    def story(when: int) -> None:
        yard = Yard(tmp_path / str(when))
        yard.emergencies.heard(calls(emergency(1)))
        yard.emergencies.heard(calls(emergency(2)))
        yard.emergencies.mark_said(FLOOD, "2-shown")
        yard.emergencies.heard(calls(emergency(3, ended=True)))

    seen = []
    for when in killed_everywhere(story):
        yard = Yard(tmp_path / str(when))
        known = yard.emergencies.known(FLOOD)
        seen.append(known.emergency.version if known else 0)

    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2, 3}
