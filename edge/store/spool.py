"""Submitted petitions and their state, in SQLite with every commit on disk before it returns.

A row exists only after its blob is durable. Rows of one id are made once; a state never goes back.

    sealed → sent → receipted
       ↘ refused ↗     (refused can still be receipted: a refusal is not signed)
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from edge.errors import BadHome, NoRoom
from wire.codec import from_json, to_json
from wire.ids import PetitionId
from wire.seal.signed import Signed, payload_sha256

State = Literal["sealed", "sent", "receipted", "refused"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS petition (
    position        INTEGER PRIMARY KEY AUTOINCREMENT,
    petition_id     TEXT NOT NULL UNIQUE,
    state           TEXT NOT NULL CHECK (state IN ('sealed', 'sent', 'receipted', 'refused')),
    manifest        BLOB NOT NULL,
    total_bytes     INTEGER NOT NULL,
    submitted_at_ms INTEGER NOT NULL,
    receipt         BLOB,
    refusal         TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""
_COLUMNS = "petition_id, state, manifest, total_bytes, submitted_at_ms, receipt, refusal"


@dataclass(frozen=True)
class Petition:
    """One row: a petition whose thank-you was said."""

    petition_id: PetitionId
    state: State
    manifest: Signed
    total_bytes: int
    submitted_at_ms: int
    receipt: Signed | None
    refusal: str

    @property
    def manifest_sha256(self) -> str:
        return payload_sha256(self.manifest)


class Spool:
    """One writer, one thread: the agent's. Raises NoRoom when the disk refuses a commit; nothing is changed then."""

    def __init__(self, path: Path) -> None:
        """Raises BadHome when the file cannot be opened, or is none of ours."""
        try:
            self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise BadHome(f"{path}: {error}") from error
        path.chmod(0o600)

    def add(self, petition_id: PetitionId, manifest: Signed, *, total_bytes: int, submitted_at_ms: int) -> None:
        """The promise itself: on return the petition survives a power cut. A second call changes nothing."""
        with self._commit():
            self._database.execute(
                "INSERT INTO petition (petition_id, state, manifest, total_bytes, submitted_at_ms)"
                " VALUES (?, 'sealed', ?, ?, ?) ON CONFLICT (petition_id) DO NOTHING",
                (petition_id, to_json(manifest), total_bytes, submitted_at_ms),
            )

    def find(self, petition_id: PetitionId) -> Petition | None:
        rows = self._select("WHERE petition_id = ?", petition_id)
        return next(rows, None)

    def waiting(self) -> list[Petition]:
        """Petitions that the county has not receipted, oldest first."""
        return list(self._select("WHERE state IN ('sealed', 'sent') ORDER BY position"))

    def waiting_count(self) -> int:
        query = "SELECT count(*) FROM petition WHERE state IN ('sealed', 'sent')"
        return int(self._database.execute(query).fetchone()[0])

    def refused(self) -> list[Petition]:
        """Petitions that the county will not take; their blobs stay until a person decides."""
        return list(self._select("WHERE state = 'refused' ORDER BY position"))

    def mark_sent(self, petition_id: PetitionId) -> None:
        """Every chunk has been handed over; only the receipt is missing."""
        self._move(petition_id, "sent", allowed_from=("sealed",))

    def mark_receipted(self, petition_id: PetitionId, receipt: Signed) -> None:
        """The county's signed word; after this commit the blob may go."""
        with self._commit():
            self._database.execute(
                "UPDATE petition SET state = 'receipted', receipt = ? WHERE petition_id = ?",
                (to_json(receipt), petition_id),
            )

    def forget_receipted(self, *, keep: int) -> None:
        """All but the newest `keep` petitions that the county has; their blobs are long gone."""
        with self._commit():
            self._database.execute(
                "DELETE FROM petition WHERE state = 'receipted' AND position NOT IN"
                " (SELECT position FROM petition WHERE state = 'receipted' ORDER BY position DESC LIMIT ?)",
                (keep,),
            )

    def mark_refused(self, petition_id: PetitionId, reason: str) -> None:
        with self._commit():
            self._database.execute(
                "UPDATE petition SET state = 'refused', refusal = ?"
                " WHERE petition_id = ? AND state IN ('sealed', 'sent')",
                (reason, petition_id),
            )

    def raise_fact(self, name: str, value: int) -> int:
        """Keep the highest value ever given for `name`; gives it back."""
        with self._commit():
            self._database.execute(
                "INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
                (name, value),
            )
        return self.fact(name)

    def fact(self, name: str) -> int:
        """0 when nothing was ever kept under `name`."""
        row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        self._database.close()

    def _move(self, petition_id: PetitionId, state: State, *, allowed_from: tuple[State, ...]) -> None:
        marks = ", ".join("?" for _ in allowed_from)
        with self._commit():
            self._database.execute(
                f"UPDATE petition SET state = ? WHERE petition_id = ? AND state IN ({marks})",  # noqa: S608  # question marks only
                (state, petition_id, *allowed_from),
            )

    def _select(self, where: str, *values: object) -> Iterator[Petition]:
        for row in self._database.execute(f"SELECT {_COLUMNS} FROM petition {where}", values):  # noqa: S608  # constants of this file
            yield _petition(row)

    @contextmanager
    def _commit(self) -> Iterator[None]:
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield
            self._database.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise NoRoom(f"the spool cannot be written: {error}") from error
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")


def _petition(row: tuple[str, State, bytes, int, int, bytes | None, str]) -> Petition:
    petition_id, state, manifest, total_bytes, submitted_at_ms, receipt, refusal = row
    return Petition(
        petition_id=PetitionId(petition_id),
        state=state,
        manifest=from_json(manifest, Signed),
        total_bytes=total_bytes,
        submitted_at_ms=submitted_at_ms,
        receipt=from_json(receipt, Signed) if receipt else None,
        refusal=refusal,
    )
