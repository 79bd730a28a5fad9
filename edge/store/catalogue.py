"""The catalogue of published affairs: TinyDB on a storage that a power cut cannot tear.

TinyDB's own storage overwrites its file in place. Ours keeps two generations in two files, writes the older one
whole, and starts from the newest that carries a right checksum: the catalogue is the old one or the new one.
"""

import hashlib
import json
import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinydb import TinyDB, where
from tinydb.storages import Storage
from tinydb.table import Document

from edge.store.durable import make_directory, remove_leftovers, write_durably
from wire.codec import from_json, to_json
from wire.ids import NoticeId
from wire.seal.signed import Signed

_log = logging.getLogger(__name__)
_SLOTS = ("a", "b")
Tables = dict[str, dict[str, Any]]


class TwoGenerations(Storage):
    """TinyDB storage: `<stem>.a.json` and `<stem>.b.json`, each with generation and checksum."""

    def __init__(self, directory: Path, stem: str = "catalogue") -> None:
        make_directory(directory)
        remove_leftovers(directory)
        self._paths = [directory / f"{stem}.{slot}.json" for slot in _SLOTS]
        self._generation = 0
        self._tables: Tables | None = None
        for generation, tables in _valid(self._paths):
            if generation > self._generation:
                self._generation, self._tables = generation, tables

    def read(self) -> Tables | None:
        return self._tables

    def write(self, data: Tables) -> None:
        generation = self._generation + 1
        content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        head = f"{generation} {hashlib.sha256(content).hexdigest()}\n".encode()
        write_durably(self._paths[generation % len(self._paths)], lambda file: file.write(head + content))
        self._generation = generation
        self._tables = json.loads(content)


@dataclass(frozen=True)
class KeptNotice:
    """One notice as the county signed it; `sha256` is over its canonical JSON."""

    notice_id: NoticeId
    version: int
    sha256: str
    envelope: Signed


class Catalogue:
    """The newest index and every notice it may speak of. What is kept was verified before."""

    def __init__(self, directory: Path) -> None:
        self._database = TinyDB(directory, storage=TwoGenerations)
        self._notices = self._database.table("notices")
        self._index = self._database.table("index")

    def notices(self) -> list[KeptNotice]:
        return [_kept(row) for row in self._notices.all()]

    def keep_notice(self, notice: KeptNotice) -> None:
        """A second call with the same content does not touch the disk."""
        if not self._notices.contains(where("sha256") == notice.sha256):
            self._notices.insert(_row(notice))

    def drop_notices(self, sha256s: Collection[str]) -> None:
        if sha256s:
            self._notices.remove(where("sha256").one_of(list(sha256s)))

    def index(self) -> tuple[Signed, int] | None:
        """The index and when the county last confirmed it (ms)."""
        row = self._index.get(doc_id=1)
        if not isinstance(row, Document):
            return None
        return from_json(row["envelope"].encode(), Signed), int(row["checked_at_ms"])

    def keep_index(self, envelope: Signed, checked_at_ms: int) -> None:
        row = {"envelope": to_json(envelope).decode(), "checked_at_ms": checked_at_ms}
        self._index.upsert(Document(row, doc_id=1))


def _row(notice: KeptNotice) -> dict[str, Any]:
    return {
        "notice_id": notice.notice_id,
        "version": notice.version,
        "sha256": notice.sha256,
        "envelope": to_json(notice.envelope).decode(),
    }


def _kept(row: Document) -> KeptNotice:
    return KeptNotice(
        notice_id=NoticeId(row["notice_id"]),
        version=row["version"],
        sha256=row["sha256"],
        envelope=from_json(row["envelope"].encode(), Signed),
    )


def _valid(paths: list[Path]) -> Iterator[tuple[int, Tables]]:
    for path in paths:
        try:
            head, _, content = path.read_bytes().partition(b"\n")
            generation, checksum = head.split()
            if hashlib.sha256(content).hexdigest().encode() == checksum:
                yield int(generation), json.loads(content)
                continue
        except FileNotFoundError:
            continue
        except (ValueError, OSError) as error:
            _log.warning("catalogue generation %s cannot be read: %s", path.name, error)
            continue
        _log.warning("catalogue generation %s is torn; the other one is used", path.name)
