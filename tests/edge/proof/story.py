"""`python -m tests.edge.proof.story FOLDER`: keeps the proof of four pages, says `stands N` for each; to be killed."""

import contextlib
import sys
from pathlib import Path

from edge.errors import NoRoom
from edge.store.proofs import Proofs, press
from edge.wall.proof.moments import Moments
from edge.wall.proof.proof import Proof
from tests.wire.wall.shown import T002, moment, page
from wire.port_wall import ReportPage, StillShowing

PAGES = 4


def keep(folder: Path) -> None:
    now_ms = [0]
    moments = Moments("a" * 32, lambda: now_ms[0], lambda: moment(now_ms[0]).wall_ms, lambda: True)
    proof = Proof(Proofs(folder / "proof.sqlite", T002), moments)
    proof.start("0.2.0")
    for number in range(PAGES):
        proof.page(ReportPage(page=page(number)))
        sys.stdout.write(f"stands {number}\n")
        sys.stdout.flush()
        now_ms[0] += 2000
        proof.still(StillShowing(pixels_sha256=page(number).pixels_sha256))
        if number == 2:
            _press(proof.store)
    for _ in range(5):
        proof.tick()


def _press(store: Proofs) -> None:
    with contextlib.suppress(NoRoom):
        for pressed in press(store.loose()):
            store.keep_batch(pressed)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
