"""The chain of proof as it lies in SQLite, for whoever reads it; `edge.store.proofs` alone writes it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from edge.errors import BadHome
from wire.codec import from_json
from wire.ids import TerminalId
from wire.record import Record
from wire.seal.signed import Signed
from wire.wall.chain import unpacked
from wire.wall.proof import Gap, Moment, ProofBatch, ProofEntry, Shown

SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (n INTEGER PRIMARY KEY, line BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS batch (
    first   INTEGER PRIMARY KEY,
    upto    INTEGER NOT NULL,
    prev    TEXT NOT NULL,
    head    TEXT NOT NULL,
    entries BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS root (serial INTEGER PRIMARY KEY, count INTEGER NOT NULL, envelope BLOB NOT NULL,
    countersigned BLOB);
CREATE TABLE IF NOT EXISTS certificate (pem TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS share (village TEXT PRIMARY KEY, ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS shown (day TEXT, notice_id TEXT, times INTEGER NOT NULL, PRIMARY KEY (day, notice_id));
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value NOT NULL);
"""


class Standing(Record, frozen=True, kw_only=True):
    """What stands on the wall now, or why nothing can be proved now."""

    fact: Shown | Gap
    began: Moment
    seen: Moment
    """Up to here it is known to have stood."""
    panel_on: bool
    brightness_pct: int
    """The lowest while it stood."""


@dataclass(frozen=True)
class KeptRoot:
    """A root as it was signed, and the county's signature under it, when it has come."""

    serial: int
    count: int
    envelope: Signed
    countersigned: Signed | None


class ProofRows:
    """Whoever reads beside the writer sees the chain as it was when the reading began."""

    def __init__(self, database: sqlite3.Connection, terminal_id: TerminalId) -> None:
        self.terminal_id = terminal_id
        self._database = database

    @property
    def taken(self) -> int:
        """So many entries the county has."""
        return int(self._fact("taken"))

    def next_number(self) -> int:
        """Of the entry that will be written next, if nothing comes between."""
        row = self._database.execute("SELECT max(n) + 1 FROM entry").fetchone()
        return self.pressed if row[0] is None else int(row[0])

    def standing(self) -> Standing | None:
        kept = self._fact("standing", b"")
        return from_json(bytes(kept), Standing) if kept else None

    def loose(self) -> list[ProofEntry]:
        """Entries that are in no batch yet."""
        lines = self._database.execute("SELECT line FROM entry ORDER BY n").fetchall()
        return [from_json(line, ProofEntry) for (line,) in lines]

    def used_bytes(self) -> int:
        """Of the file, without what is free in it."""
        pages, free, size = (
            int(self._database.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    @property
    def pressed(self) -> int:
        """Entries that are in batches."""
        row = self._database.execute("SELECT coalesce(max(upto), 0) FROM batch").fetchone()
        return int(row[0])

    def batch_with(self, n: int) -> ProofBatch | None:
        """The batch that holds entry `n`; None while it is loose, or not written."""
        query = "SELECT first, prev, head, entries FROM batch WHERE first <= ? AND upto > ?"
        row = self._database.execute(query, (n, n)).fetchone()
        return ProofBatch(first=row[0], prev=row[1], head=row[2], entries=row[3]) if row else None

    def entries(self, first: int = 0, upto: int | None = None) -> Iterator[ProofEntry]:
        """The chain from this entry to below that one, or to its end, as of the moment of asking."""
        last = self.next_number() if upto is None else upto
        span = (first, last)
        batches = [
            at
            for (at,) in self._database.execute("SELECT first FROM batch WHERE upto > ? AND first < ? ORDER BY 1", span)
        ]
        loose = self._database.execute("SELECT line FROM entry WHERE n >= ? AND n < ? ORDER BY n", span).fetchall()
        for at in batches:
            batch = self.batch_with(at)
            links = unpacked(batch, self.terminal_id) if batch else ()
            yield from (link.entry for link in links if first <= link.entry.n < last)
        yield from (from_json(line, ProofEntry) for (line,) in loose)

    def roots(self) -> list[KeptRoot]:
        return list(self._roots("ORDER BY serial"))

    def last_root(self) -> KeptRoot | None:
        return next(self._roots("ORDER BY serial DESC LIMIT 1"), None)

    def root(self, serial: int) -> KeptRoot | None:
        return next(self._roots("WHERE serial = ?", serial), None)

    def certificates(self) -> list[str]:
        return [pem for (pem,) in self._database.execute("SELECT pem FROM certificate ORDER BY rowid")]

    def _roots(self, where: str, *values: object) -> Iterator[KeptRoot]:
        query = f"SELECT serial, count, envelope, countersigned FROM root {where}"  # noqa: S608  # constants of this file
        for serial, count, envelope, countersigned in self._database.execute(query, values):
            signed = from_json(countersigned, Signed) if countersigned else None
            yield KeptRoot(serial, count, from_json(envelope, Signed), signed)

    def _fact(self, name: str, otherwise: bytes | int = 0) -> bytes | int:
        row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else otherwise


@contextmanager
def reading(path: Path, terminal_id: TerminalId) -> Iterator[ProofRows]:
    """Also beside a running agent, and in any thread. Raises BadHome when there is no proof here."""
    try:
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise BadHome(f"{path}: {error}") from error
    try:
        database.execute("BEGIN")
        yield ProofRows(database, terminal_id)
    except sqlite3.DatabaseError as error:
        raise BadHome(f"{path}: {error}") from error
    finally:
        database.close()
