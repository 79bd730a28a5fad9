"""The proof of this terminal as the agent owns it: its chain, its roots, and their way to the county."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from edge.errors import NoRoom
from edge.keys import Keys
from edge.store.proofs import Proofs
from edge.wall.proof.carrier import Carrier, Ways
from edge.wall.proof.moments import Moments
from edge.wall.proof.proof import Proof
from edge.wall.proof.roots import Roots, Seals
from edge.wall.proof.sightings import FOLDER, waiting
from wire import topics
from wire.ids import TerminalId
from wire.record import Record

_log = logging.getLogger(__name__)
WALL_FOLDER = "wall"
PROOF_FILE = "proof.sqlite"
"""In the folder of the wall."""


class Sending(Protocol):
    """What is needed of edge.outgoing.Outgoing."""

    def send(self, row: topics.Row, subject_id: str, record: Record, *, token: object = None) -> bool: ...


@dataclass(frozen=True)
class Proving:
    """Its parts share one store and one clock."""

    proof: Proof
    roots: Roots
    carrier: Carrier
    store: Proofs
    sightings: Path
    """Where notes on photographs are laid down."""

    def start(self, version: str) -> None:
        self.proof.start(version)
        self.tick()

    def tick(self) -> None:
        """Each second."""
        self.proof.tick()
        self._take_notes()
        if self.roots.is_due:
            self._make_root()
        self.carrier.go_on()

    async def stop(self) -> None:
        """Nothing is closed: what stands is ended by the next start, as after a crash."""
        await self.carrier.pressed()
        self.store.close()

    def _take_notes(self) -> None:
        """Of photographs. First the note goes: a disk that keeps it would have it written each second."""
        for path, note in waiting(self.sightings):
            path.unlink(missing_ok=True)
            self.proof.step("seen" if note.seen else "not_seen", note.about)

    def _make_root(self) -> None:
        self.proof.split()
        try:
            self.roots.make()
        except NoRoom as error:
            _log.debug("the root waits: %s", error)
            return
        self.carrier.press_soon()


def proving(terminal_id: TerminalId, *, path: Path, seals: Seals, times: Moments, sending: Sending) -> Proving:
    """Raises BadHome when the file cannot be used."""
    store = Proofs(path, terminal_id)
    proof = Proof(store, times)
    roots = Roots(store, seals, now=proof.now, day_of=times.day_of)
    ways = Ways(
        batch=lambda batch: sending.send(topics.PROOF, "", batch),
        root=lambda envelope: sending.send(topics.ROOT, "", envelope),
        mono_ms=times.mono_ms,
    )
    return Proving(proof, roots, Carrier(store, roots, ways), store, path.parent / FOLDER)


def seals_of(keys: Keys) -> Seals:
    """What roots are signed with, and whose countersignature counts."""
    pem = keys.link.certificate_path.read_text(encoding="ascii")
    return Seals(keys.device, pem, keys.county)
