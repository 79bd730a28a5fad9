"""The chain of proof on this terminal: what stood on the wall, in SQLite, appended to and never changed.

New entries are rows; from time to time they are pressed into a batch, which travels as it is and is kept as it is.
Beside the chain one row says what stands there now: a start that finds it writes the entry that its end did not.
"""

import itertools
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from edge.errors import BadHome, NoRoom
from edge.store.durable import make_directory, sync_directory
from edge.store.proof_rows import SCHEMA, KeptRoot, ProofRows, Standing
from wire.codec import from_json, to_json
from wire.errors import BadMessage
from wire.ids import TerminalId
from wire.seal.signed import Signed
from wire.wall.chain import entry_sha256, packed, unpacked
from wire.wall.proof import FIRST_PREV, Gap, Moment, ProofBatch, ProofEntry, Shown, Step

_log = logging.getLogger(__name__)
_COUNTED = ("turn", "duty", "called")
"""Whys of pages that are part of a village's share."""
_DAYS_KEPT = 3


@dataclass(frozen=True)
class Ended:
    """What becomes the next entry; its place in the chain is given by the store."""

    fact: Shown | Gap | Step
    began: Moment
    ended: Moment
    panel_on: bool
    brightness_pct: int
    day: str = ""
    """Of the wall's clock; only what counts for a day has one."""


@dataclass(frozen=True)
class Pressed:
    """A batch that was opened again after it was made."""

    batch: ProofBatch
    upto: int


class Proofs(ProofRows):
    """One writer, one thread: the agent's. Raises NoRoom when the disk refuses a commit; nothing is changed then."""

    def __init__(self, path: Path, terminal_id: TerminalId) -> None:
        """Raises BadHome when the file cannot be opened; what is damaged, or none of ours, is laid aside."""
        make_directory(path.parent)
        try:
            database, end = _opened(path)
        except sqlite3.OperationalError as error:
            raise BadHome(f"{path}: {error}") from error
        except (sqlite3.DatabaseError, BadMessage) as error:
            aside = _laid_aside(path)
            _log.error("THE PROOF IS DAMAGED (%s): %s is kept, and a new chain begins", error, aside)
            database, end = _opened(path)
        super().__init__(database, terminal_id)
        self._count, self._head = end
        path.chmod(0o600)

    @property
    def count(self) -> int:
        """Entries in the chain."""
        return self._count

    @property
    def head(self) -> str:
        """Of the last entry; FIRST_PREV before the first."""
        return self._head

    def write(self, ended: Sequence[Ended], standing: Standing | None) -> None:
        """Append entries and say what stands now, all or nothing; on return both survive a power cut."""
        count, head = self._count, self._head
        with self._commit():
            for one in ended:
                entry = self._entry(one, n=count, prev=head)
                line = to_json(entry)
                self._database.execute("INSERT INTO entry VALUES (?, ?)", (count, line))
                self._count_share(one)
                count, head = count + 1, entry_sha256(entry)
            if standing:
                self._keep("standing", to_json(standing))
        self._count, self._head = count, head

    def still(self, standing: Standing, *, fully: bool) -> None:
        """It stands on. A kill leaves this in any case, a power cut only when written `fully`."""
        self._sync(fully=fully)
        try:
            with self._commit():
                self._keep("standing", to_json(standing))
        finally:
            self._sync(fully=True)

    def shares(self) -> tuple[dict[str, int], int]:
        """What each village has had, and the largest of the lowest that was told with a page."""
        return dict(self._database.execute("SELECT village, ms FROM share")), int(self._fact("lowest_ms"))

    def times_on(self, day: str) -> dict[str, int]:
        """How often each notice was shown to its end on this day."""
        return dict(self._database.execute("SELECT notice_id, times FROM shown WHERE day = ?", (day,)))

    @property
    def loose_count(self) -> int:
        row = self._database.execute("SELECT count(*) FROM entry").fetchone()
        return int(row[0])

    def keep_batch(self, pressed: Pressed) -> None:
        """In place of its entries: an eighth of the room, and ready to travel. A second call changes nothing."""
        batch = pressed.batch
        with self._commit():
            row = (batch.first, pressed.upto, batch.prev, batch.head, batch.entries)
            self._database.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row)
            self._database.execute("DELETE FROM entry WHERE n < ?", (pressed.upto,))

    def mark_taken(self, upto: int) -> None:
        """The county says what it has; less than before when it lost something."""
        with self._commit():
            self._keep("taken", upto)

    def add_root(self, envelope: Signed, *, serial: int, count: int) -> None:
        with self._commit():
            self._database.execute("INSERT INTO root VALUES (?, ?, ?, NULL)", (serial, count, to_json(envelope)))

    def roots_waiting(self, limit: int) -> list[KeptRoot]:
        """Oldest first: those without a countersignature whose entries the county has."""
        where = "WHERE countersigned IS NULL AND count <= ? ORDER BY serial LIMIT ?"
        return list(self._roots(where, self.taken, limit))

    def countersign(self, serial: int, countersigned: Signed) -> None:
        with self._commit():
            self._database.execute(
                "UPDATE root SET countersigned = ? WHERE serial = ?", (to_json(countersigned), serial)
            )

    def remember_certificate(self, pem: str) -> None:
        """One that roots are signed under from now on; who reads the log needs all of them."""
        with self._commit():
            self._database.execute("INSERT INTO certificate VALUES (?) ON CONFLICT DO NOTHING", (pem,))

    def close(self) -> None:
        self._database.close()

    def _entry(self, one: Ended, *, n: int, prev: str) -> ProofEntry:
        return ProofEntry(
            terminal_id=self.terminal_id,
            n=n,
            prev=prev,
            began=one.began,
            ended=one.ended,
            panel_on=one.panel_on,
            brightness_pct=one.brightness_pct,
            fact=one.fact,
        )

    def _count_share(self, one: Ended) -> None:
        fact = one.fact
        if not isinstance(fact, Shown) or fact.why not in _COUNTED:
            return
        self._database.execute(
            "INSERT INTO share VALUES (?, ?) ON CONFLICT (village) DO UPDATE SET ms = excluded.ms",
            (fact.village, fact.share_ms + fact.readable_ms),
        )
        self._keep("lowest_ms", max(fact.lowest_ms, int(self._fact("lowest_ms"))))
        if fact.page + 1 >= fact.pages and not fact.cut:
            self._count_time(one.day, fact.notice_id)

    def _count_time(self, day: str, notice_id: str) -> None:
        query = "INSERT INTO shown VALUES (?, ?, 1) ON CONFLICT (day, notice_id) DO UPDATE SET times = times + 1"
        self._database.execute(query, (day, notice_id))
        # By row, not by name: a clock that was far ahead for an hour must not hold the place of today.
        newest = "SELECT day FROM shown GROUP BY day ORDER BY max(rowid) DESC LIMIT ?"
        self._database.execute(f"DELETE FROM shown WHERE day NOT IN ({newest})", (_DAYS_KEPT,))  # noqa: S608  # a constant

    def _keep(self, name: str, value: bytes | int) -> None:
        query = "INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        self._database.execute(query, (name, value))

    def _sync(self, *, fully: bool) -> None:
        self._database.execute(f"PRAGMA synchronous = {'FULL' if fully else 'NORMAL'}")

    @contextmanager
    def _commit(self) -> Iterator[None]:
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield
            self._database.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise NoRoom(f"the proof cannot be written: {error}") from error
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")


def _opened(path: Path) -> tuple[sqlite3.Connection, tuple[int, str]]:
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.executescript(SCHEMA)
        return database, _end(database)
    except BaseException:
        database.close()
        raise


def _end(database: sqlite3.Connection) -> tuple[int, str]:
    row = database.execute("SELECT line FROM entry ORDER BY n DESC LIMIT 1").fetchone()
    if row:
        entry = from_json(row[0], ProofEntry)
        return entry.n + 1, entry_sha256(entry)
    row = database.execute("SELECT upto, head FROM batch ORDER BY first DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, FIRST_PREV)


def _laid_aside(path: Path) -> Path:
    taken = {other.name for other in path.parent.iterdir()}
    aside = next(name for number in itertools.count(1) if (name := f"{path.name}.damaged-{number}") not in taken)
    for end in ("", "-wal", "-shm"):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(path.with_name(aside + end))
    sync_directory(path.parent)
    return path.with_name(aside)


def press(entries: Sequence[ProofEntry]) -> list[Pressed]:
    """All of them in as few batches as hold them; takes a second on a small machine, so call it off the loop."""
    made: list[Pressed] = []
    while entries:
        batch = packed(entries)
        upto = batch.first + len(unpacked(batch, entries[0].terminal_id))
        made.append(Pressed(batch, upto))
        entries = entries[upto - batch.first :]
    return made
