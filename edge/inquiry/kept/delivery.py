"""From a folder to a promise: its parts become one submission, or several volumes under one code.

A volume holds what the county takes at once. The first one has log, document and signature beside its pieces of the
recording, the others have pieces only: whoever puts the volumes one after the other has the recording.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from edge.inquiry.errors import NotKept
from edge.inquiry.kept.folder import Folder, Head, file_sha256
from edge.petition.submission import Author, Bundle, Prepared, bundled
from edge.store.blobs import Blobs, SealedPart
from wire.ids import PetitionId
from wire.petition.details import Details
from wire.petition.manifest import MAX_PARTS, MAX_PETITION_BYTES, Item, ItemKind
from wire.seal.age import seal

VOLUMES: Final = 8
"""Names for so many are made before the first picture."""
_BESIDE_PARTS: Final = 64
_BESIDE_BYTES: Final = 32 * 1024 * 1024
"""Room for log, document, signature and meta."""
VOLUME_PARTS: Final = MAX_PARTS - _BESIDE_PARTS
VOLUME_BYTES: Final = MAX_PETITION_BYTES - _BESIDE_BYTES


@dataclass(frozen=True)
class Ending:
    """What is known of the whole once it has ended."""

    duration_ms: int
    log: tuple[bytes, ...] = ()
    """Its lines, where they are still in RAM; otherwise they go as they lie sealed in the folder."""
    documents: tuple[bytes, ...] = ()
    """PDFs, newest first. The one that lies in the folder goes too, where this is empty or says less."""


@dataclass(frozen=True)
class Post:
    """Who sends it, from where, and what is under way already."""

    author: Author
    blobs: Blobs
    promised: frozenset[PetitionId]
    """Volumes whose promise a cut came after: they are not made again."""


def prepared(folder: Folder, head: Head, ending: Ending, *, post: Post) -> list[tuple[PetitionId, Prepared]]:
    """Slow: copies everything. Raises NoRoom, NotRecorded or NotKept; the folder stays.

    The last volume comes first: who finds the first one promised knows that all are.
    """
    segments = [_part(path) for path in folder.segments()]
    volumes = _volumes(segments)
    if len(volumes) > len(head.petition_ids):
        raise NotKept("there are more volumes than were ever begun")
    ages = [recipient.age for recipient in head.recipients.recipients]
    beside = _beside(folder, ending, ages)
    made = []
    for number, pieces in reversed(list(enumerate(volumes))):
        if head.petition_ids[number] in post.promised:
            continue
        share_ms = round(ending.duration_ms * len(pieces) / max(len(segments), 1))
        recording = [(Item(kind="video", parts=len(pieces), duration_ms=share_ms), tuple(pieces))] if pieces else []
        bundle = Bundle(
            petition_id=head.petition_ids[number],
            mailbox=head.mailbox,
            reply_recipient=head.reply_recipient,
            recipients=head.recipients,
            items=(*recording, *(beside if number == 0 else ())),
            details=Details(purpose=head.purpose),
            stamp=(head.began_at_ms, head.clock_trusted),
        )
        made.append((bundle.petition_id, bundled(bundle, author=post.author, blobs=post.blobs)))
    return made


def _volumes(segments: Sequence[SealedPart]) -> list[list[SealedPart]]:
    """As many as are needed, in order; one also where nothing was recorded."""
    volumes: list[list[SealedPart]] = [[]]
    for segment in segments:
        held_bytes = sum(part.length for part in volumes[-1])
        if len(volumes[-1]) >= VOLUME_PARTS or held_bytes + segment.length > VOLUME_BYTES:
            volumes.append([])
        volumes[-1].append(segment)
    return volumes


def _beside(folder: Folder, ending: Ending, ages: Sequence[str]) -> list[tuple[Item, tuple[SealedPart, ...]]]:
    if ending.log:
        log = [SealedPart.holding(seal(b"".join(line + b"\n" for line in ending.log), ages))]
    else:
        log = [_part(file.path) for file in folder.log_files()]
    items = [_item("log", log)] if log else []
    items += [_item("document", [SealedPart.holding(seal(document, ages))]) for document in ending.documents]
    before = folder.sealed("document")
    if before and not ending.log:
        items.append(_item("document", [_part(before)]))
    signature = folder.sealed("signature")
    if signature:
        parts = (_part(signature),)
        items.append((Item(kind="writing", parts=1, about="name"), parts))
    return items


def _item(kind: ItemKind, parts: Sequence[SealedPart]) -> tuple[Item, tuple[SealedPart, ...]]:
    return Item(kind=kind, parts=len(parts)), tuple(parts)


def _part(path: Path) -> SealedPart:
    return SealedPart(path.stat().st_size, file_sha256(path), path)
