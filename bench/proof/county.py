"""A county that only takes proof: it outlives the terminal that is killed, and counts what was sent in vain."""

import sqlite3
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from wire.codec import from_json
from wire.ids import TerminalId
from wire.seal.signed import Signed, Signer, payload_sha256, signed, verified
from wire.wall.chain import check_batch, check_root
from wire.wall.proof import (
    COUNTERSIGN_CONTEXT,
    ROOT_CONTEXT,
    Countersigned,
    ProofBatch,
    ProofRoot,
    ProofTaken,
)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (n INTEGER PRIMARY KEY, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS root (serial INTEGER PRIMARY KEY, envelope BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS told (what TEXT NOT NULL, bytes INTEGER NOT NULL);
"""


class ProofCounty:
    """Keeps hashes only; a commit survives the death of the process, which is all that is asked of it here."""

    def __init__(self, path: Path, signer: Signer, terminal_id: TerminalId) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_SCHEMA)
        self._signer = signer
        self._terminal_id = terminal_id

    @property
    def upto(self) -> int:
        return self._one("SELECT count(*) FROM entry")

    @property
    def hashes(self) -> list[str]:
        return [sha256 for (sha256,) in self._database.execute("SELECT sha256 FROM entry ORDER BY n")]

    @property
    def countersigned(self) -> int:
        return self._one("SELECT count(*) FROM root")

    @property
    def broken(self) -> int:
        return self._one("SELECT count(*) FROM told WHERE what = 'broken'")

    def hear_batch(self, batch: ProofBatch, *, sent_bytes: int) -> ProofTaken:
        """Raises BadMessage."""
        fit = check_batch(batch, self._terminal_id, upto=self.upto, sha256_of=self._sha256)
        self._database.execute("INSERT INTO told VALUES (?, ?)", (fit.verdict, sent_bytes))
        for link in fit.new:
            self._database.execute("INSERT INTO entry VALUES (?, ?)", (link.entry.n, link.sha256))
        return ProofTaken(upto=self.upto, broken=fit.verdict == "broken")

    def hear_root(self, envelope: Signed, device: EllipticCurvePublicKey) -> Signed | None:
        """The countersignature, or None while something before it is missing. Raises WireError."""
        root = verified(envelope, ProofRoot, key=device, context=ROOT_CONTEXT)
        verdict = check_root(
            root, self._terminal_id, previous=self._previous(root.serial), sha256_of=lambda n: self._sha256(n) or None
        )
        self._database.execute("INSERT INTO told VALUES (?, ?)", (f"root {verdict}", 0))
        if verdict == "broken":
            self._database.execute("INSERT INTO told VALUES ('broken', 0)")
        if verdict in ("later", "broken"):
            return None
        self._database.execute("INSERT OR IGNORE INTO root VALUES (?, ?)", (root.serial, envelope.payload))
        seen = Countersigned(
            terminal_id=root.terminal_id, serial=root.serial, root_sha256=payload_sha256(envelope), at_ms=1
        )
        return signed(seen, self._signer, COUNTERSIGN_CONTEXT)

    def sent_in_vain(self) -> int:
        """Batches of which everything was known, though the terminal had heard so."""
        return self._one("SELECT count(*) FROM told WHERE what = 'had'")

    def close(self) -> None:
        self._database.close()

    def _previous(self, serial: int) -> tuple[ProofRoot, str] | None:
        """The root before this one."""
        row = self._database.execute("SELECT envelope FROM root WHERE serial = ?", (serial - 1,)).fetchone()
        if row is None:
            return None
        envelope = Signed(alg="es256", kid="", context=ROOT_CONTEXT, payload=row[0], signature=b"")
        return from_json(row[0], ProofRoot), payload_sha256(envelope)

    def _sha256(self, n: int) -> str:
        row = self._database.execute("SELECT sha256 FROM entry WHERE n = ?", (n,)).fetchone()
        return str(row[0]) if row else ""

    def _one(self, query: str) -> int:
        return int(self._database.execute(query).fetchone()[0])
