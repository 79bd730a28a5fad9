"""Whatever comes, in whatever order, with restarts and lying clocks: what holds is what a model of ten lines says."""

import contextlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from edge.store.shelf import Shelf
from edge.wall.emergencies import Emergencies
from tests.edge.wall.yard import HOUR_MS, OURS, Heard, Watches, calls, emergency
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


TestEmergencyMachine = EmergencyMachine.TestCase
TestEmergencyMachine.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
