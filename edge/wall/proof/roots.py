"""Roots: at each start and once a day all of the chain so far is signed, and the county signs that it has seen it.

Whoever sets the chain back afterwards is told from the truth by the countersignature, which the county keeps as well.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from edge.store.proof_rows import KeptRoot
from edge.store.proofs import Proofs
from wire.codec import from_json
from wire.errors import BadSignature
from wire.seal.signed import Signed, Signer, payload_sha256, signed, signed_anew, verified
from wire.wall.proof import COUNTERSIGN_CONTEXT, FIRST_PREV, ROOT_CONTEXT, Countersigned, Moment, ProofRoot

_log = logging.getLogger(__name__)
DAY_MS = 24 * 3600 * 1000
_LEAST_MS = 3600 * 1000
"""Between two roots, however wildly the clock goes over midnight."""


@dataclass(frozen=True)
class Seals:
    """What this terminal signs with, and whose countersignature counts."""

    device: Signer
    certificate_pem: str
    county: Ed25519PublicKey


class Roots:
    """Owned by the agent's loop. Everything may raise NoRoom; nothing is changed then."""

    def __init__(
        self, store: Proofs, seals: Seals, *, now: Callable[[], Moment], day_of: Callable[[Moment], str]
    ) -> None:
        self._store = store
        self._seals = seals
        self._now = now
        self._day_of = day_of
        self._made: Moment | None = None
        """When the last root of this start was made; None asks for one at once."""

    @property
    def is_due(self) -> bool:
        """At each start, each day by the wall's clock, and after 24 hours by the steady one."""
        if self._made is None:
            return True
        now = self._now()
        since_ms = now.mono_ms - self._made.mono_ms
        return since_ms >= DAY_MS or (since_ms >= _LEAST_MS and self._day_of(now) != self._day_of(self._made))

    def make(self) -> None:
        """Sign everything up to now."""
        self._store.remember_certificate(self._seals.certificate_pem)
        last, now = self._store.last_root(), self._now()
        root = ProofRoot(
            terminal_id=self._store.terminal_id,
            serial=last.serial + 1 if last else 0,
            count=self._store.count,
            head=self._store.head,
            day=self._day_of(now),
            previous_sha256=payload_sha256(last.envelope) if last else FIRST_PREV,
            at=now,
        )
        self._store.add_root(signed(root, self._seals.device, ROOT_CONTEXT), serial=root.serial, count=root.count)
        self._made = now

    def waiting(self, limit: int) -> list[Signed]:
        """Roots for the county, signed with the key of today: a terminal may have been enrolled again since."""
        return [signed_anew(kept.envelope, self._seals.device) for kept in self._store.roots_waiting(limit)]

    def heard(self, envelope: Signed) -> bool:
        """The county has seen a root. Raises WireError for what it did not sign, or signed for something else."""
        seen = verified(envelope, Countersigned, key=self._seals.county, context=COUNTERSIGN_CONTEXT)
        kept = self._store.root(seen.serial)
        if kept is None or seen.terminal_id != self._store.terminal_id:
            raise BadSignature(
                f"a countersignature for root {seen.serial} of {seen.terminal_id}, which is none of ours"
            )
        if seen.root_sha256 != payload_sha256(kept.envelope):
            raise BadSignature(f"the county has another root {seen.serial} than this terminal")
        if kept.countersigned is not None:
            return False
        self._store.countersign(seen.serial, envelope)
        return True


def root_in(kept: KeptRoot) -> ProofRoot:
    """What was signed."""
    return from_json(kept.envelope.payload, ProofRoot)
