"""What photographs of the wall showed: whoever looked lays a note down, the agent takes it up into the chain.

The chain has one writer, the agent; looking at a photograph takes a second and is done by another process.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge.store.durable import make_directory, write_durably
from edge.store.proof_rows import ProofRows
from edge.wall.proof.sighting import find_tags
from wire.codec import from_json, to_json
from wire.errors import BadMessage
from wire.ids import new_id
from wire.record import Record
from wire.wall.proof import Moment, Shown

_log = logging.getLogger(__name__)
FOLDER = "sightings"
SLACK_MS = 5000
"""By so much the camera's time and the wall's may differ."""
_MOST_NOTES = 100
_NO_TAG = -1


class Note(Record, frozen=True, kw_only=True):
    """One photograph."""

    seen: bool
    about: str


@dataclass(frozen=True)
class Photograph:
    """Grey or BGR, when it was taken by the wall's clock, and the bytes by which it is known again."""

    picture: Any
    at_ms: int
    content: bytes


def look(photograph: Photograph, rows: ProofRows) -> Note | None:
    """Whether the page that stood there then was lit. None when no page with a code did, so nothing is to be seen."""
    expected = _expected(rows, photograph.at_ms)
    if not expected:
        return None
    found = find_tags(photograph.picture, expected.keys())
    names = ", ".join(f"{tag} of entry {expected[tag]}" for tag in (one.tag for one in found)) if found else ""
    wanted = ", ".join(f"{tag} of entry {n}" for tag, n in expected.items())
    digest = hashlib.sha256(photograph.content).hexdigest()
    return Note(seen=bool(found), about=f"tag {names or wanted}; photograph {digest} at {photograph.at_ms}")


def leave(folder: Path, note: Note) -> None:
    """For the agent, which finds it within some seconds or at its next start."""
    make_directory(folder)
    write_durably(folder / f"{new_id()}.json", lambda file: file.write(to_json(note)))


def waiting(folder: Path) -> Sequence[tuple[Path, Note]]:
    """What was laid down, in no order. What is none is thrown away."""
    notes: list[tuple[Path, Note]] = []
    for path in sorted(folder.glob("*.json"))[:_MOST_NOTES]:
        try:
            notes.append((path, from_json(path.read_bytes(), Note)))
        except (OSError, BadMessage) as error:
            _log.warning("a note on a photograph cannot be read: %s", error)
            path.unlink(missing_ok=True)
    return notes


def _expected(rows: ProofRows, at_ms: int) -> dict[int, int]:
    """Codes that stood there about then, each with its entry; the page that stands there still has the next number."""
    stood: dict[int, int] = {}
    loose = rows.loose()
    for entry in loose:
        if isinstance(entry.fact, Shown) and _stood(entry.began, entry.ended, at_ms):
            stood[entry.fact.tag] = entry.n
    standing = rows.standing()
    if standing and isinstance(standing.fact, Shown) and _stood(standing.began, standing.seen, at_ms):
        stood[standing.fact.tag] = rows.next_number()
    stood.pop(_NO_TAG, None)
    return stood


def _stood(began: Moment, ended: Moment, at_ms: int) -> bool:
    return began.wall_ms - SLACK_MS <= at_ms <= ended.wall_ms + SLACK_MS
