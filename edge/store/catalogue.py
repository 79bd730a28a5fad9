"""The catalogue of published affairs: TinyDB on a storage that a power cut cannot tear.

TinyDB's own storage overwrites its file in place. Ours keeps two generations in two files, writes the older one
whole, and starts from the newest that carries a right checksum: the catalogue is the old one or the new one.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from tinydb import TinyDB
from tinydb.storages import Storage

from edge.store.durable import make_directory, write_durably

_log = logging.getLogger(__name__)
_SLOTS = ("a", "b")
Tables = dict[str, dict[str, Any]]


class TwoGenerations(Storage):
    """TinyDB storage: `<stem>.a.json` and `<stem>.b.json`, each with generation and checksum."""

    def __init__(self, directory: Path, stem: str = "catalogue") -> None:
        make_directory(directory)
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

        def write(file: BinaryIO) -> None:
            file.write(head + content)

        write_durably(self._paths[generation % len(self._paths)], write)
        self._generation = generation
        self._tables = json.loads(content)


def open_catalogue(directory: Path) -> TinyDB:
    """The newest whole generation, or an empty catalogue."""
    return TinyDB(directory, storage=TwoGenerations)


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
