"""Everything that can happen to a wall at once: kills, power cuts, lost faces and links, silence, clocks that jump."""

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import Figure
from bench.proof.clockwork import SPEED, Clockwork, steady_ms
from bench.proof.county import ProofCounty
from bench.proof.face import EdgeGone, Face, Stood, new_page
from bench.proof.place import T002, CountySigner, WallPlace
from demo.processes import Child
from edge.store.proof_rows import reading
from edge.wall.proof.proving import PROOF_FILE, WALL_FOLDER
from wire.wall.chain import entry_sha256
from wire.wall.proof import ProofEntry, Shown, Step

_STILL_S = 2.0 / SPEED
_ROUNDED_MS = 50
"""Two clocks in whole milliseconds, some words a page."""
_SETTLE_S = 20.0


@dataclass
class Ordeal:
    """One terminal, its face, and what happens to both."""

    place: WallPlace
    moments: random.Random
    happened: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.place.make()
        self.clockwork = Clockwork(self.place.weather)
        self.clockwork.boots(self._boot())
        log = self.place.folder / "edge.log"
        self.edge = Child("edge", ["bench.proof.edge", str(self.place.folder)], log=log, environment={})
        self.face = Face(self.place.home / "run" / "edge.sock")

    def goes_on_for(self, seconds: float) -> None:
        """Page after page, with a fault at a random moment of some of them."""
        self.edge.start()
        self.face.arrive()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            stood = new_page(len(self.face.log))
            self.face.log.append(stood)
            self._stands(stood, self.moments.uniform(3.0, 12.0) / SPEED)
        self.face.nothing()
        time.sleep(_STILL_S)
        self.face.log[-1].ends(steady_ms())
        self.clockwork.cuts_link(off=False)

    def ends(self) -> None:
        self.edge.stop(signal.SIGKILL)
        self.face.leave()

    def _stands(self, stood: Stood, seconds: float) -> None:
        fault = self.moments.choice(self._faults) if self.moments.random() < _A_FAULT else None
        at = self.moments.uniform(0, seconds)
        began = time.monotonic()
        self._sure(stood, self.face.shows)
        if len(self.face.log) > 1:
            self.face.log[-2].ends(steady_ms())
        while (passed := time.monotonic() - began) < seconds:
            if fault and passed >= at:
                fault(self)
                self.happened[fault.__name__] += 1
                fault = None
            time.sleep(min(_STILL_S, max(seconds - passed, 0.001)))
            self._sure(stood, self.face.still)

    def _sure(self, stood: Stood, say: Callable[[Stood], None]) -> None:
        """When the edge is gone, arrive again and say what stands there, as a wall's face does."""
        try:
            say(stood)
        except EdgeGone:
            stood.ends(steady_ms())
            self.face.arrive()
            self._sure(stood, self.face.shows)

    def kills(self) -> None:
        self.edge.stop(signal.SIGKILL)
        self.edge.start()

    def power_cuts(self) -> None:
        self.edge.stop(signal.SIGKILL)
        self.clockwork.boots(self._boot())
        self.edge.start()

    def face_cuts(self) -> None:
        self.face.leave()
        time.sleep(self.moments.uniform(0, 1.0))

    def silences(self) -> None:
        time.sleep(self.moments.uniform(7.0, 20.0) / SPEED)

    def link_cuts(self) -> None:
        self.clockwork.cuts_link(off=self.clockwork.weather.link)

    def clock_steps(self) -> None:
        far = self.moments.choice((5_000, 3_600_000, 86_400_000, 365 * 86_400_000))
        self.clockwork.steps(self.moments.choice((-1, 1)) * far)

    def _boot(self) -> str:
        return f"{self.moments.getrandbits(128):032x}"

    _faults = (kills, kills, power_cuts, face_cuts, silences, link_cuts, clock_steps)


_A_FAULT = 0.25


def entries_of(place: WallPlace) -> list[ProofEntry]:
    with reading(place.home / WALL_FOLDER / PROOF_FILE, T002) as rows:
        return list(rows.entries())


def compared(log: list[Stood], entries: list[ProofEntry]) -> dict[str, Figure]:
    """The face's log against the chain: what is missing, and what is claimed too much."""
    proved: Counter[str] = Counter()
    named: dict[str, Shown] = {}
    for entry in entries:
        if isinstance(entry.fact, Shown):
            proved[entry.fact.pixels_sha256] += entry.fact.readable_ms
            named[entry.fact.pixels_sha256] = entry.fact
    reported = [stood for stood in log if stood.reported]
    whole = [stood for stood in reported if _is_proved(stood, named, proved[stood.page.pixels_sha256])]
    over_ms = [proved[stood.page.pixels_sha256] - stood.most_ms for stood in log]
    strange = named.keys() - {stood.page.pixels_sha256 for stood in log}
    return {
        "pages_reported": len(reported),
        "pages_proved": len(whole),
        "complete_pct": 100.0 * len(whole) / len(reported) if reported else 0.0,
        "claimed_too_much_ms": max(0, *over_ms),
        "pages_never_shown": len(strange),
    }


def _is_proved(stood: Stood, named: dict[str, Shown], readable_ms: int) -> bool:
    shown = named.get(stood.page.pixels_sha256)
    if shown is None or readable_ms < stood.least_ms - _ROUNDED_MS:
        return False
    wanted = stood.page
    return (shown.notice_id, shown.village, shown.page) == (wanted.notice_id, wanted.village, wanted.page)


def run(folder: Path, seconds: float, *, seed: int | None = None) -> dict[str, Figure]:
    """Figures over so many seconds of this machine."""
    ordeal = Ordeal(WallPlace(folder), random.Random(seed))  # noqa: S311  # moments, no secrets
    ordeal.goes_on_for(seconds)
    county = _settled(ordeal.place)
    ordeal.ends()
    entries = entries_of(ordeal.place)
    hashes = [entry_sha256(entry) for entry in entries]
    steps = Counter(entry.fact.what for entry in entries if isinstance(entry.fact, Step))
    figures: dict[str, Figure] = {
        **compared(ordeal.face.log, entries),
        "entries": len(entries),
        "clock_steps_proved": steps["clock"],
        **{name: ordeal.happened[name] for name in sorted({fault.__name__ for fault in Ordeal._faults})},  # noqa: SLF001  # its own bench
        "county_entries": county.upto,
        "county_agrees": county.hashes == hashes[: county.upto],
        "county_roots": county.countersigned,
        "county_broken": county.broken,
    }
    county.close()
    return figures


def _settled(place: WallPlace) -> ProofCounty:
    """Wait until the county has what was pressed; answers get lost, so some batches take their second try."""
    county = ProofCounty(place.county_store, CountySigner.read(place.county_key), T002)
    deadline = time.monotonic() + _SETTLE_S
    while time.monotonic() < deadline and county.upto < _pressed(place):
        time.sleep(0.2)
    return county


def _pressed(place: WallPlace) -> int:
    with reading(place.home / WALL_FOLDER / PROOF_FILE, T002) as rows:
        return rows.pressed
