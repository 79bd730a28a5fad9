"""A wall of which a test is the face, the clocks, the panel and the county."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from edge.keys import DeviceKey
from edge.store.proofs import Proofs, press
from edge.wall.proof.moments import Moments
from edge.wall.proof.proof import Proof
from edge.wall.proof.proving import Proving, proving
from edge.wall.proof.roots import Seals
from tests.edge.cast import T002, CountyKey
from tests.edge.wall.yard import COUNTY, NOW_MS
from wire import topics
from wire.codec import from_json
from wire.record import Record
from wire.seal.signed import Signed, payload_sha256, signed
from wire.wall.chain import check_batch, entry_sha256, unpacked
from wire.wall.proof import (
    COUNTERSIGN_CONTEXT,
    Countersigned,
    Gap,
    ProofBatch,
    ProofEntry,
    ProofRoot,
    ProofTaken,
    Shown,
    Step,
)

DEVICE = DeviceKey(generate_private_key(SECP256R1()), T002)
SEALS = Seals(DEVICE, "-----BEGIN CERTIFICATE-----\n", COUNTY.private.public_key())


@dataclass
class Machine:
    """Both clocks and the boot id of a machine; time passes when a test says so."""

    boot: str = "a" * 32
    mono_ms: int = 60_000
    wall_ms: int = NOW_MS
    trusted: bool = True

    @property
    def moments(self) -> Moments:
        return Moments(self.boot, lambda: self.mono_ms, lambda: self.wall_ms, lambda: self.trusted)

    def passes(self, ms: int) -> None:
        self.mono_ms += ms
        self.wall_ms += ms

    def boots(self, *, off_ms: int = 60_000) -> None:
        """The power goes, and comes back."""
        self.boot = f"{int(self.boot, 16) + 1:032x}"
        self.wall_ms += off_ms
        self.mono_ms = 20_000


@dataclass
class Broker:
    """Notes what was sent; takes nothing while it is down."""

    up: bool = True
    sent: list[tuple[topics.Row, Record]] = field(default_factory=list)

    def send(self, row: topics.Row, subject_id: str, record: Record, *, token: object = None) -> bool:
        if self.up:
            self.sent.append((row, record))
        return self.up

    def take(self, row: topics.Row) -> list[Record]:
        taken = [record for one, record in self.sent if one == row]
        self.sent = [(one, record) for one, record in self.sent if one != row]
        return taken


@contextmanager
def kept_proof(folder: Path, machine: Machine) -> Iterator[Proof]:
    """From one start to a crash."""
    store = Proofs(folder / "proof.sqlite", T002)
    proof = Proof(store, machine.moments)
    proof.start("0.2.0")
    try:
        yield proof
    finally:
        store.close()


def whole(folder: Path, machine: Machine, broker: Broker) -> Proving:
    return proving(T002, path=folder / "proof.sqlite", seals=SEALS, times=machine.moments, sending=broker)


def written(proof: Proof) -> list[ProofEntry]:
    return list(proof.store.entries())


def told(entries: list[ProofEntry]) -> list[str]:
    """The story in short: `page 3 for 20 s`, `gap power for 60 s`, `step start`."""
    return [_told(entry) for entry in entries]


def _told(entry: ProofEntry) -> str:
    fact = entry.fact
    if isinstance(fact, Step):
        return f"step {fact.what}"
    by_wall = entry.began.boot != entry.ended.boot
    lasted_ms = entry.ended.wall_ms - entry.began.wall_ms if by_wall else entry.ended.mono_ms - entry.began.mono_ms
    if isinstance(fact, Gap):
        return f"gap {fact.why} for {lasted_ms / 1000:g} s"
    assert isinstance(fact, Shown)
    cut = ", cut" if fact.cut else ""
    return f"page {int(fact.notice_id, 16)} for {fact.readable_ms / 1000:g} s{cut}"


def county_hears(keeper: Proving, broker: Broker, county: CountyKey) -> list[ProofEntry]:
    """A county that takes whatever fits, and countersigns; gives the entries that arrived."""
    arrived: list[ProofEntry] = []
    for pressed in press(keeper.store.loose()):
        keeper.store.keep_batch(pressed)
    keeper.carrier.bulk_changed(up=True)
    keeper.carrier.link_changed(up=True)
    while batches := broker.take(topics.PROOF):
        for batch in batches:
            assert isinstance(batch, ProofBatch)
            arrived += [link.entry for link in unpacked(batch, T002)]
            keeper.carrier.taken(ProofTaken(upto=arrived[-1].n + 1))
    while roots := broker.take(topics.ROOT):
        for envelope in roots:
            assert isinstance(envelope, Signed)
            keeper.carrier.countersigned(countersigned(envelope, county))
    return arrived


def countersigned(envelope: Signed, county: CountyKey, *, at_ms: int = NOW_MS) -> Signed:
    root = from_json(envelope.payload, ProofRoot)
    seen = Countersigned(
        terminal_id=root.terminal_id, serial=root.serial, root_sha256=payload_sha256(envelope), at_ms=at_ms
    )
    return signed(seen, county, COUNTERSIGN_CONTEXT)


@dataclass
class County:
    """Takes what comes, entry after entry, and counts what it had already."""

    keeper: Proving
    broker: Broker
    entries: list[ProofEntry] = field(default_factory=list)
    batches: int = 0
    had: int = 0

    def hears(self, *, answers: bool = True) -> None:
        """All that waits at the broker, until nothing more comes for it."""
        while self.broker.sent:
            for batch in self.broker.take(topics.PROOF):
                self._takes(batch, answers=answers)
            for root in self.broker.take(topics.ROOT):
                if answers and isinstance(root, Signed):
                    self.keeper.carrier.countersigned(countersigned(root, COUNTY))

    def _takes(self, batch: Record, *, answers: bool) -> None:
        assert isinstance(batch, ProofBatch)
        fit = check_batch(batch, T002, upto=len(self.entries), sha256_of=lambda n: entry_sha256(self.entries[n]))
        assert fit.verdict in ("fits", "had")
        self.batches += 1
        self.had += fit.verdict == "had"
        self.entries += [link.entry for link in fit.new]
        if answers:
            self.keeper.carrier.taken(ProofTaken(upto=len(self.entries)))
