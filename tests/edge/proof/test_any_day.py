"""Whatever happens to a wall, in any order: its chain has no hole, claims nothing, and the script takes it."""

import base64
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from edge.wall.proof.proof import SILENT_MS, Proof
from tests.edge.cast import T002
from tests.edge.proof.machine import DEVICE, Machine, kept_proof
from tests.edge.proof.test_log import SCRIPT
from tests.edge.wall.yard import COUNTY
from tests.wire.wall.shown import page
from wire.port_wall import PanelChanged, ReportPage, StillShowing
from wire.wall.log import ProofLog, write_log
from wire.wall.proof import ProofEntry, Shown


@dataclass
class Day:
    """The proof, and beside it what was to be seen: the time between two words about a lit page that are close."""

    folder: Path
    machine: Machine = field(default_factory=Machine)
    stack: ExitStack = field(default_factory=ExitStack)
    number: int = 0
    shows: int | None = None
    lit: bool = True
    said_ms: int | None = None
    seen_ms: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.begins()

    def begins(self) -> None:
        self.proof: Proof = self.stack.enter_context(kept_proof(self.folder, self.machine))
        self.lit, self.shows, self.said_ms = True, None, None

    def crashes(self) -> None:
        self.stack.close()

    def says(self, *, page_ends: bool = False) -> None:
        """A word about the page that stands: the time since the last one is proved, if that is not long ago."""
        now_ms = self.machine.mono_ms
        if self.shows is not None and self.lit and self.said_ms is not None and now_ms - self.said_ms <= SILENT_MS:
            self.seen_ms[self.shows] += now_ms - self.said_ms
        self.said_ms = None if page_ends else now_ms


def page_comes(day: Day, after_ms: int) -> None:
    day.machine.passes(after_ms)
    day.says(page_ends=True)
    day.number += 1
    day.shows = day.number
    day.proof.page(ReportPage(page=page(day.number)))
    day.says()


def nothing_comes(day: Day, after_ms: int) -> None:
    day.machine.passes(after_ms)
    day.says(page_ends=True)
    day.shows = None
    day.proof.page(ReportPage(page=None))


def stands(day: Day, after_ms: int) -> None:
    day.machine.passes(after_ms)
    if day.shows is not None:
        day.says()
        day.proof.still(StillShowing(pixels_sha256=page(day.shows).pixels_sha256))


def time_goes(day: Day, after_ms: int) -> None:
    day.machine.passes(after_ms)
    day.proof.tick()


def face_goes(day: Day, after_ms: int) -> None:
    day.machine.passes(after_ms)
    day.proof.face_gone()
    day.shows, day.said_ms = None, None


def panel_turns(day: Day, after_ms: int) -> None:
    """A change of the panel ends the page there, or lets it begin there."""
    day.machine.passes(after_ms)
    day.says()
    day.lit = not day.lit
    day.proof.panel_changed(PanelChanged(on=day.lit, brightness_pct=50))


def clock_steps(day: Day, after_ms: int) -> None:
    day.machine.wall_ms += (after_ms - 7000) * 1000


def edge_dies(day: Day, after_ms: int) -> None:
    day.crashes()
    day.machine.passes(after_ms)
    day.begins()


def power_goes(day: Day, after_ms: int) -> None:
    day.crashes()
    day.machine.boots(off_ms=after_ms * 100)
    day.begins()


HAPPENS: list[Callable[[Day, int], None]] = [
    *[page_comes, stands, stands, stands],
    *[nothing_comes, time_goes, face_goes, panel_turns, clock_steps, edge_dies, power_goes],
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(HAPPENS), st.integers(0, 14_000)), max_size=30))
def test_any_day_is_proved_without_a_hole(happens: list[tuple[Callable[[Day, int], None], int]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        day = Day(Path(name))
        for what, after_ms in happens:
            what(day, after_ms)
        day.machine.passes(1)
        day.proof.face_gone()
        entries = list(day.proof.store.entries())
        day.crashes()

    taken_by_the_script(entries)
    proved: Counter[int] = Counter()
    for entry in entries:
        if isinstance(entry.fact, Shown):
            proved[int(entry.fact.notice_id, 16)] += entry.fact.readable_ms
    assert +proved == +day.seen_ms


def taken_by_the_script(entries: list[ProofEntry]) -> None:
    verify: dict[str, Callable[..., object]] = {}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), SCRIPT, "exec"), verify)  # noqa: S102  # our own script
    key = base64.b64encode(COUNTY.public).decode()
    head = ProofLog(terminal_id=T002, certificates=(), county_key=key, made_by=T002, made_at_ms=1)
    lines: list[bytes] = []
    write_log(lines.append, head, entries=entries, roots=(), signer=DEVICE)
    verify["verify"](lines[:-1], sealed=False)
