"""What the county signed for a wall, each under a name, on two checksummed generations like the catalogue.

A shelf is written whole with every change: one a kind, so that an emergency does not wait for a long playlist.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edge.errors import NoRoom
from edge.store.catalogue import TwoGenerations
from wire.codec import from_json, to_json
from wire.errors import BadMessage
from wire.seal.signed import Signed

_log = logging.getLogger(__name__)
_TABLE = "rows"


@dataclass(frozen=True)
class Kept:
    """One envelope; `notes` are JSON values that are remembered beside it."""

    envelope: Signed
    notes: dict[str, Any] = field(default_factory=dict)


class Shelf:
    """Signed envelopes by name. Nothing here is believed: whoever reads it verifies."""

    def __init__(self, directory: Path, stem: str) -> None:
        self._stem = stem
        self._storage = TwoGenerations(directory, stem)

    def all(self) -> Iterator[tuple[str, Kept]]:
        """A row that cannot be read is left out, with a line in the log."""
        for name, row in self._rows().items():
            try:
                yield name, Kept(from_json(row["envelope"].encode(), Signed), dict(row["notes"]))
            except (BadMessage, KeyError, AttributeError, TypeError, ValueError):
                _log.warning("a row of %s cannot be read", self._stem)

    def get(self, name: str) -> Kept | None:
        return next((kept for known, kept in self.all() if known == name), None)

    def keep(self, name: str, kept: Kept) -> None:
        """On return it survives a power cut. Raises NoRoom; what was kept before stays then."""
        row = {"envelope": to_json(kept.envelope).decode(), "notes": kept.notes}
        self._write({**self._rows(), name: row})

    def drop(self, name: str) -> None:
        """Raises NoRoom."""
        rows = self._rows()
        if name in rows:
            self._write({known: row for known, row in rows.items() if known != name})

    def _rows(self) -> dict[str, Any]:
        rows = (self._storage.read() or {}).get(_TABLE, {})
        return rows if isinstance(rows, dict) else {}

    def _write(self, rows: dict[str, Any]) -> None:
        try:
            self._storage.write({_TABLE: rows})
        except OSError as error:
            raise NoRoom(f"{self._stem} cannot be written: {error.strerror}") from error
