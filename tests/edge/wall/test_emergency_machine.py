"""Whatever comes, in whatever order, with restarts and lying clocks: what holds is what a model of ten lines says."""

import contextlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from edge.fleet.clock import Clock
from edge.store.shelf import Shelf
from edge.wall.emergencies import Emergencies, Times
from edge.wall.errors import Stale
from tests.edge.wall.yard import HOUR_MS, NOW_MS, OURS, Heard, Watches, calls, emergency
from wire.errors import WireError
from wire.port_wall import EmergencyChanged
from wire.wall.emergency import Emergency

IDS = ("a" * 32, "b" * 32, "c" * 32)


@dataclass
class Model:
    """The newest version of each, and which of them have ever run out."""

    newest: dict[str, Emergency] = field(default_factory=dict)
    over: set[tuple[str, int]] = field(default_factory=set)

    def hears(self, one: Emergency, now_ms: int) -> None:
        before = self.newest.get(one.emergency_id)
        if before is None and one.expires_at_ms <= now_ms:
            return
        if before is None or one.version > before.version:
            self.newest[one.emergency_id] = one

    def ages(self, now_ms: int) -> None:
        self.over |= {(one.emergency_id, one.version) for one in self.newest.values() if one.expires_at_ms <= now_ms}

    def holds(self) -> Emergency | None:
        standing = [
            one for one in self.newest.values() if not one.ended and (one.emergency_id, one.version) not in self.over
        ]
        return max(
            standing,
            key=lambda one: (not one.drill, one.rank, one.issued_at_ms, one.version, one.emergency_id),
            default=None,
        )


class EmergencyMachine(RuleBasedStateMachine):
    """The clock is trusted and only goes on: then the model is exact."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.watches = Watches()
        self.told = Heard()
        self.model = Model()
        self._start()

    def _start(self) -> None:
        times = self.watches.times()
        self.emergencies = Emergencies(Shelf(self.folder, "e"), OURS, times=times, changed=self.told)

    @rule(
        which=st.sampled_from(IDS),
        version=st.integers(1, 4),
        rank=st.integers(1, 3),
        hours=st.integers(-1, 3),
        drill=st.booleans(),
        ended=st.booleans(),
    )
    def hear(self, which: str, version: int, *, rank: int, hours: int, drill: bool, ended: bool) -> None:
        now_ms = self.watches.now_ms
        one = emergency(
            version,
            emergency_id=which,
            rank=rank,
            drill=drill,
            ended=ended,
            issued_at_ms=now_ms,
            expires_at_ms=now_ms + hours * HOUR_MS,
        )
        self.model.hears(one, now_ms)
        with contextlib.suppress(WireError):
            self.emergencies.heard(calls(one), which)
        self.model.ages(now_ms)

    @rule(minutes=st.integers(1, 120))
    def time_passes(self, minutes: int) -> None:
        self.watches.pass_ms(minutes * 60_000)
        self.model.ages(self.watches.now_ms)
        self.emergencies.tick()

    @rule(minutes=st.integers(0, 120))
    def power_is_cut(self, minutes: int) -> None:
        self.watches.now_ms += minutes * 60_000
        self.watches.mono_ms = 0
        self.model.ages(self.watches.now_ms)
        self._start()
        self.told.events.clear()

    @invariant()
    def what_holds_is_what_the_model_says(self) -> None:
        assert self.emergencies.current().emergency == self.model.holds()

    @invariant()
    def the_face_knows(self) -> None:
        told = [event for event in self.told.events if isinstance(event, EmergencyChanged)]
        assert not told or told[-1] == self.emergencies.current()


class LyingClockMachine(RuleBasedStateMachine):
    """The machine's clock lies for a while, the county speaks now and then, and the power is cut."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.true_ms, self.lie_ms, self.mono_ms = NOW_MS, 0, 5_000
        self.floor_ms = NOW_MS - HOUR_MS
        self.newest: dict[str, Emergency] = {}
        self.age_ms: dict[tuple[str, int], int] = {}
        self._start()

    def _start(self) -> None:
        self.clock = Clock(
            floor_ms=self.floor_ms, read_ms=lambda: self.true_ms + self.lie_ms, mono_ms=lambda: self.mono_ms
        )
        times = Times(
            now_ms=self.clock.now_ms,
            trusted=lambda: self.clock.trusted,
            confirmed=lambda: self.clock.confirmed,
            earliest_ms=lambda: self.clock.earliest_ms,
            mono_ms=lambda: self.mono_ms,
        )
        self.emergencies = Emergencies(Shelf(self.folder, "e"), OURS, times=times, changed=lambda _: None)

    @rule(which=st.sampled_from(IDS), version=st.integers(1, 3), hours=st.integers(1, 3), ended=st.booleans())
    def hear(self, which: str, version: int, *, hours: int, ended: bool) -> None:
        until_ms = self.true_ms + hours * HOUR_MS
        one = emergency(version, emergency_id=which, ended=ended, issued_at_ms=self.true_ms, expires_at_ms=until_ms)
        before = self.newest.get(which)
        if before is not None and before.version >= version:
            with contextlib.suppress(Stale):
                assert self.emergencies.heard(calls(one), which) is None
            return
        self.emergencies.heard(calls(one), which)
        self.newest[which], self.age_ms[which, version] = one, 0

    @rule(which=st.sampled_from(IDS))
    def hear_again(self, which: str) -> None:
        if which in self.newest:
            assert self.emergencies.heard(calls(self.newest[which]), which) is None

    @rule(hours=st.integers(-5, 5), days=st.sampled_from([0, 0, 40, 400, -40]))
    def clock_steps(self, hours: int, days: int) -> None:
        self.lie_ms = (hours + days * 24) * HOUR_MS
        self.emergencies.tick()

    @rule()
    def clock_is_put_right(self) -> None:
        self.lie_ms = 0
        self.emergencies.tick()

    @rule()
    def county_says_the_time(self) -> None:
        self.clock.county_said(self.true_ms)
        self.emergencies.tick()

    @rule()
    def county_signs_something(self) -> None:
        self.clock.county_signed(self.true_ms)
        self.floor_ms = self.clock.earliest_ms
        self.emergencies.tick()

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.true_ms += minutes * 60_000
        self.mono_ms += minutes * 60_000
        self.age_ms = {key: age_ms + minutes * 60_000 for key, age_ms in self.age_ms.items()}
        self.emergencies.tick()

    @rule(minutes=st.integers(0, 90))
    def power_is_cut(self, minutes: int) -> None:
        self.true_ms += minutes * 60_000
        self.mono_ms = 0
        self._start()

    @invariant()
    def nothing_stands_that_is_old_ended_or_replaced(self) -> None:
        stands = self.emergencies.current().emergency
        if stands is not None:
            assert stands == self.newest[stands.emergency_id]
            assert not stands.ended
            age_ms = self.age_ms[stands.emergency_id, stands.version]
            assert age_ms < stands.expires_at_ms - stands.issued_at_ms
            assert stands.expires_at_ms > self.floor_ms

    @invariant()
    def when_the_clock_is_right_what_has_not_run_out_stands(self) -> None:
        living = [one for one in self.newest.values() if not one.ended and one.expires_at_ms > self.true_ms]
        if self.lie_ms == 0 and living:
            stands = self.emergencies.current().emergency
            assert stands is not None
            assert (stands.issued_at_ms, stands.version) >= max((one.issued_at_ms, one.version) for one in living)


TestEmergencyMachine = EmergencyMachine.TestCase
TestEmergencyMachine.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)

TestLyingClockMachine = LyingClockMachine.TestCase
TestLyingClockMachine.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
