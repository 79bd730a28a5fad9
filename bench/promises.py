"""A terminal that only promises: petitions and messages into its spool, index after index into its catalogue.

`python -m bench.promises HOME [--count N]` says `promised ID` or `kept SERIAL` on its standard output only when the
edge would say so. Whoever cuts its power or kills it then looks with `check` what is left.
"""

import argparse
import hashlib
import itertools
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from edge.capture.facts import SegmentKept
from edge.keys import DeviceKey
from edge.petition.drafts import Draft
from edge.petition.pages import Page
from edge.petition.room import Room
from edge.petition.submission import Author, Sending, prepare, promise
from edge.petition.takes import Sink, Take, Wish
from edge.store.blobs import Blobs
from edge.store.catalogue import Catalogue
from edge.store.spool import Petition, Spool
from wire.codec import from_json
from wire.ids import MailboxId, PageId, PetitionId, TakeId, TerminalId, new_id
from wire.petition.details import Details
from wire.petition.manifest import Manifest
from wire.petition.recipients import Recipient, RecipientList
from wire.seal.age import DraftIdentity
from wire.seal.receipt_code import CodeKeys
from wire.seal.signed import Signed

_SEGMENT_BYTES = 96 * 1024
_PAGE_BYTES = 64 * 1024
_FIRST, _SECOND = TakeId("a" * 32), TakeId("b" * 32)
_PETITION = Details(matter="claim", text="hello")
_MESSAGE = Details(purpose="message", text="hello again")


@dataclass(frozen=True)
class Found:
    """What is left after a cut or a kill."""

    missing: int
    """Petitions that were promised and are not there."""
    torn: int
    """Petitions that are there and not whole."""
    catalogue_wrong: int
    """1 when the catalogue is neither the last one that was kept nor the one after it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--count", type=int, default=0, help="stop after so many; 0 goes on until the end of the world")
    arguments = parser.parse_args()
    keep_promising(arguments.home, arguments.count)


def keep_promising(home: Path, count: int) -> None:
    """Raises NoRoom when the disk under it dies."""
    spool, blobs = Spool(home / "spool.sqlite"), Blobs(home / "blobs", reserve_bytes=0)
    catalogue = Catalogue(home / "catalogue")
    author = _author()
    for number in range(count) if count else itertools.count():
        follows = number % 2 == 1
        draft = _draft(home / "drafts", follows=follows)
        if not follows:
            _fill(draft)
        keys = CodeKeys(MailboxId("0" * 64), DraftIdentity.generate())
        sending = Sending(draft, _MESSAGE if follows else _PETITION, keys, (number, True))
        prepared = prepare(sending, author=author, blobs=blobs)
        promise(spool, draft.petition_id, prepared, at_ms=number)
        _say(f"promised {draft.petition_id}")
        serial = _serial(catalogue) + 1
        catalogue.keep_index(_index(serial), 0)
        _say(f"kept {serial}")


def check(home: Path, said: Sequence[str]) -> Found:
    """Start as the edge starts, and look for everything that was said."""
    spool, blobs = Spool(home / "spool.sqlite"), Blobs(home / "blobs", reserve_bytes=0)
    waiting = {petition.petition_id: petition for petition in spool.waiting()}
    blobs.remove_all_but(waiting.keys())
    promised = [PetitionId(line.split()[1]) for line in said if line.startswith("promised")]
    kept = max((int(line.split()[1]) for line in said if line.startswith("kept")), default=0)
    found = Found(
        missing=sum(petition_id not in waiting for petition_id in promised),
        torn=sum(not _is_whole(petition, blobs) for petition in waiting.values()),
        catalogue_wrong=int(_serial(Catalogue(home / "catalogue")) not in (kept, kept + 1)),
    )
    spool.close()
    return found


def _is_whole(petition: Petition, blobs: Blobs) -> bool:
    manifest, offset = from_json(petition.manifest.payload, Manifest), 0
    for part in manifest.parts:
        try:
            sealed = blobs.read(petition.petition_id, offset, part.length)
        except OSError:
            return False
        if hashlib.sha256(sealed).hexdigest() != part.sha256:
            return False
        offset += part.length
    return offset == petition.total_bytes


def _draft(folder: Path, *, follows: bool) -> Draft:
    petition_id = PetitionId(new_id())
    directory = folder / petition_id
    directory.mkdir(parents=True)
    # Nobody derives keys here: the draft's own are never asked for.
    unused: Any = None
    return Draft(
        petition_id=petition_id,
        directory=directory,
        identity=DraftIdentity.generate(),
        code="",
        keys=unused,
        follows=follows,
    )


def _fill(draft: Draft) -> None:
    """Two takes, the first of them recorded twice, and a page."""
    room = Room(lambda _: None, lambda: 1 << 40, spare_bytes=0)
    for number, (take_id, segments) in enumerate(((_FIRST, 1), (_SECOND, 2), (_FIRST, 1))):
        take = _record(Sink(draft.directory / f"take-{number}", room, beside=0), take_id, segments)
        before = draft.takes.get(take_id)
        draft.takes[take_id] = take
        if before:
            before.remove()
    page_id, sealed = PageId(new_id()), secrets.token_bytes(_PAGE_BYTES)
    digest = draft.pages.write(page_id, sealed)
    draft.pages.put(Page(page_id, "paper", "statement", draft.pages.path(page_id), len(sealed), digest))


def _record(sink: Sink, take_id: TakeId, segments: int) -> Take:
    kept = []
    for index in range(segments):
        sealed = secrets.token_bytes(_SEGMENT_BYTES)
        sink.keep(index, sealed)
        kept.append(SegmentKept(index, len(sealed), hashlib.sha256(sealed).hexdigest(), 4000))
    return Take(Wish(take_id), sink.directory, tuple(kept), 8000, 0, clock_trusted=True)


def _author() -> Author:
    recipients = [
        Recipient(role="county", kid="office-1", age=DraftIdentity.generate().recipient, not_after_ms=0),
    ]
    terminal_id = TerminalId("t001")
    signer = DeviceKey(generate_private_key(SECP256R1()), terminal_id)
    return Author(terminal_id, "Liuhe", signer, RecipientList(version=1, recipients=recipients))


def _index(serial: int) -> Signed:
    return Signed(alg="ed25519", kid="county", context="index/v1", payload=str(serial).encode(), signature=b"")


def _serial(catalogue: Catalogue) -> int:
    stored = catalogue.index()
    return int(stored[0].payload) if stored else 0


def _say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    main()
