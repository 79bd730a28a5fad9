"""kill -9 of edge, broker and county gateway at random moments between submit and receipt.

Counts what the villager was thanked for (`shown`) and what the county has whole in the end (`arrived`).
"""

import contextlib
import random
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.crash_rig import CrashRig
from bench.figures import arguments, report
from bench.villager import EdgeGone, Villager
from wire import port
from wire.ids import PetitionId

KILLS = {"edge": 200, "broker": 50, "gateway": 50}
QUICK_KILLS = {"edge": 6, "broker": 2, "gateway": 2}
_RECORDING_BYTES = 1536 * 1024
_WARM_UPS = 3
_LATEST = 1.3
"""Kills fall within this many times the undisturbed way from submit to receipt."""
_LAST_RECEIPT_S = 180.0
_QUIET_S = 30.0


@dataclass
class Story:
    """What the villager was told."""

    shown: set[PetitionId] = field(default_factory=set)
    not_shown: set[PetitionId] = field(default_factory=set)
    kills: Counter[str] = field(default_factory=Counter)
    usual_s: float = 0.0


def run(home: Path, kills: dict[str, int], *, seed: int | None = None) -> dict[str, int]:
    """Figures over so many kills."""
    moments = random.Random(seed)  # noqa: S311  # moments, no secrets
    victims = [victim for victim, times in kills.items() for _ in range(times)]
    moments.shuffle(victims)
    story = Story()
    with CrashRig(home, recording_bytes=_RECORDING_BYTES) as rig:
        villager = Villager(rig.socket_path)
        villager.arrive()
        story.usual_s = _warm_up(villager, story)
        with contextlib.suppress(KeyboardInterrupt):  # whoever has seen enough gets the figures so far
            for victim in victims:
                _visit(rig, villager, story, victim=victim, after_s=moments.uniform(0, _LATEST * story.usual_s))
                story.kills[victim] += 1
        unreceipted = _wait_for_receipts(villager, _LAST_RECEIPT_S)
        villager.leave()
        arrived = rig.arrived()
    return {
        **{f"kills_{victim}": times for victim, times in story.kills.items()},
        "shown": len(story.shown),
        "arrived": sum(petition_id in arrived for petition_id in story.shown),
        "lost": sum(petition_id not in arrived for petition_id in story.shown),
        "duplicated": sum(times > 1 for times in arrived.values()),
        "arrived_without_thanks": sum(petition_id in arrived for petition_id in story.not_shown),
        "without_receipt": unreceipted,
    }


def main() -> None:
    asked = arguments("Kills edge, broker and gateway between submit and receipt; counts what is lost or doubled.")
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        figures = run(Path(folder), QUICK_KILLS if asked.quick else KILLS)
    report("crash", figures, to=asked.json)


def _warm_up(villager: Villager, story: Story) -> float:
    """Undisturbed petitions; the usual time from submit to receipt."""
    villager.hear(port.EdgeStatus, that=lambda status: status.link_up)
    took = []
    for _ in range(_WARM_UPS):
        petition_id = villager.record()
        began = time.monotonic()
        villager.say(port.SubmitDraft(petition_id=petition_id))
        _note(story, petition_id, shown=villager.thanked(petition_id))
        villager.hear(port.Receipted)
        took.append(time.monotonic() - began)
    return statistics.median(took)


def _visit(rig: CrashRig, villager: Villager, story: Story, *, victim: str, after_s: float) -> None:
    """One petition, with a kill on its way."""
    _wait_for_receipts(villager, _QUIET_S)
    petition_id = villager.record()
    villager.say(port.SubmitDraft(petition_id=petition_id))
    time.sleep(after_s)
    rig.kill(victim)
    try:
        shown = villager.thanked(petition_id)
    except EdgeGone:
        villager.arrive()
        villager.say(port.SubmitDraft(petition_id=petition_id))
        shown = villager.thanked(petition_id)
    _note(story, petition_id, shown=shown)


def _note(story: Story, petition_id: PetitionId, *, shown: bool) -> None:
    (story.shown if shown else story.not_shown).add(petition_id)


def _wait_for_receipts(villager: Villager, within_s: float) -> int:
    """Petitions that still wait when nothing waits any more, or the time is up."""
    villager.arrive()
    try:
        villager.hear(port.EdgeStatus, that=_is_quiet, within_s=within_s)
    except TimeoutError:
        villager.arrive()
        return villager.hear(port.EdgeStatus).waiting_petitions
    return 0


def _is_quiet(status: port.EdgeStatus) -> bool:
    return status.link_up and status.waiting_petitions == 0


if __name__ == "__main__":
    main()
