"""Takes petitions in: offer, chunks, completion, receipt. Owned by the gateway's one thread.

Nothing is told to a terminal before it is on the disk: chunks are written as they come, and `commit` makes a
batch of them durable, then writes their bits in one transaction, then answers. Everything may come twice.
"""

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import OperationalError, transaction
from django.db.models import Sum

from county.config import Limits
from county.errors import Refusal
from county.petition.completion import receipted
from county.petition.incoming import Incoming, OpenUploads, manifest_of
from county.petition.models import Petition, Receipt, Upload
from county.petition.objects import ObjectStore
from county.petition.offer import judged
from wire import topics
from wire.codec import from_json, to_json
from wire.ids import PetitionId
from wire.petition.manifest import Manifest
from wire.petition.upload import Chunk, PetitionOffer, Refused
from wire.record import Record
from wire.seal.signed import PublicKey, Signed, Signer, payload_sha256

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What to tell a terminal, and under which id."""

    row: topics.Row
    terminal_id: str
    subject_id: str
    record: Record


class Ingest:
    """The county's side of an upload. `offer` and `chunk` take; only `commit` answers."""

    def __init__(
        self,
        objects: ObjectStore,
        signer: Signer,
        *,
        limits: Limits,
        device_key: Callable[[str], PublicKey | None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._objects = objects
        self._signer = signer
        self._limits = limits
        self._device_key = device_key
        self._now = now
        self._open = OpenUploads(objects)
        self._touched: dict[str, Incoming] = {}
        self._answers: dict[tuple[str, str], Answer] = {}

    def offer(self, terminal_id: str, offer: PetitionOffer) -> None:
        """A terminal has this petition, and asks what we have of it."""
        try:
            key = self._device_key(terminal_id)
            manifest = judged(terminal_id, offer, key)
            if self._is_whole(terminal_id, offer):
                return
            incoming = self._open.get(offer.petition_id) or self._begin(terminal_id, offer, manifest)
            self._touched[offer.petition_id] = incoming
            log.info("petition %s: offered by %s, %d parts", offer.petition_id, terminal_id, len(manifest.parts))
        except Refusal as refusal:
            self._refuse(terminal_id, offer.petition_id, refusal)
        except (OSError, OperationalError):
            self._no_room(terminal_id, offer.petition_id)

    def chunk(self, terminal_id: str, chunk: Chunk) -> None:
        """Write one chunk to its place; a torn one is dropped and shows as missing in the next Have."""
        try:
            incoming = self._open.get(chunk.petition_id)
            if incoming is None or incoming.terminal_id != terminal_id:
                self._stranger(terminal_id, chunk.petition_id)
                return
            self._touched[chunk.petition_id] = incoming
            if not incoming.take(chunk):
                log.warning("petition %s: chunk %d is torn or does not fit", chunk.petition_id, chunk.index)
        except (OSError, OperationalError):
            self._no_room(terminal_id, chunk.petition_id)

    def commit(self) -> list[Answer]:
        """Make what came since the last call durable, and answer for it."""
        self._save([each for each in list(self._touched.values()) if self._is_synced(each)])
        for incoming in list(self._touched.values()):
            self._answer_for(incoming)
        self._touched.clear()
        self._open.trim()
        answers = list(self._answers.values())
        self._answers.clear()
        return answers

    def close(self) -> None:
        """Let go of all files; what was not committed is forgotten, as nobody was told of it."""
        self._open.close()

    def _is_whole(self, terminal_id: str, offer: PetitionOffer) -> bool:
        """Answer with the receipt if we have it all; raises Refusal if it is somebody else's or another one."""
        petition = Petition.objects.filter(petition_id=offer.petition_id).first()
        known = petition or Upload.objects.filter(petition_id=offer.petition_id).first()
        mine = (terminal_id, payload_sha256(offer.manifest))
        if known is not None and (known.terminal_id, known.manifest_sha256) != mine:
            raise Refusal("conflict", permanent=True)
        if petition is None:
            return False
        self._answer_receipt(petition)
        return True

    def _begin(self, terminal_id: str, offer: PetitionOffer, manifest: Manifest) -> Incoming:
        open_bytes = Upload.objects.filter(terminal_id=terminal_id).aggregate(total=Sum("total_bytes"))["total"] or 0
        if open_bytes + offer.total_bytes > self._limits.terminal_open_max_bytes:
            raise self._full()
        if self._objects.room() - offer.total_bytes < self._limits.disk_reserve_bytes:
            raise self._full()
        self._objects.reserve(offer.petition_id, [part.length for part in manifest.parts])
        Upload.objects.create(
            petition_id=offer.petition_id,
            terminal_id=terminal_id,
            manifest=to_json(offer.manifest),
            manifest_sha256=payload_sha256(offer.manifest),
            device_spki=_spki(self._device_key(terminal_id)),
            total_bytes=offer.total_bytes,
            chunk_bytes=offer.chunk_bytes,
            received=b"",
        )
        incoming = self._open.get(offer.petition_id)
        if incoming is None:
            raise OSError("the upload vanished while it was begun")
        return incoming

    def _is_synced(self, incoming: Incoming) -> bool:
        try:
            incoming.sync()
        except OSError:
            self._no_room(incoming.terminal_id, incoming.petition_id)
            return False
        return True

    def _save(self, synced: Iterable[Incoming]) -> None:
        uploads = list(synced)
        if not uploads:
            return
        try:
            with transaction.atomic():
                for incoming in uploads:
                    incoming.save()
        except OperationalError:
            for incoming in uploads:
                self._no_room(incoming.terminal_id, incoming.petition_id)

    def _answer_for(self, incoming: Incoming) -> None:
        try:
            if incoming.received.is_full and self._is_completed(incoming):
                return
        except (OSError, OperationalError):
            self._no_room(incoming.terminal_id, incoming.petition_id)
            return
        self._answer(topics.HAVE, incoming.terminal_id, incoming.have())

    def _is_completed(self, incoming: Incoming) -> bool:
        upload = Upload.objects.get(petition_id=incoming.petition_id)
        bad_parts = incoming.forget_bad_parts(manifest_of(upload))
        if bad_parts:
            log.warning("petition %s: %d parts are not what was promised", incoming.petition_id, bad_parts)
            with transaction.atomic():
                incoming.save()
            return False
        self._open.forget(incoming.petition_id)
        self._objects.finish(incoming.petition_id)
        word = receipted(upload, self._signer, now=self._now())
        self._answer(topics.RECEIPT, incoming.terminal_id, word, petition_id=incoming.petition_id)
        log.info("petition %s: whole, receipt signed", incoming.petition_id)
        return True

    def _stranger(self, terminal_id: str, petition_id: PetitionId) -> None:
        """A chunk we did not ask for: late, if we have it all already; otherwise there is no offer to it."""
        petition = Petition.objects.filter(petition_id=petition_id, terminal_id=terminal_id).first()
        if petition is not None:
            self._answer_receipt(petition)
            return
        self._refuse(terminal_id, petition_id, Refusal("unknown_petition", permanent=False))

    def _answer_receipt(self, petition: Petition) -> None:
        word = from_json(bytes(Receipt.objects.get(petition=petition).signed), Signed)
        self._answer(topics.RECEIPT, petition.terminal_id, word, petition_id=petition.petition_id)

    def _no_room(self, terminal_id: str, petition_id: PetitionId | str) -> None:
        """The disk said no: forget what was not committed, and have the terminal come back later."""
        why = sys.exc_info()[1]
        log.error("petition %s: the county's disk does not take it: %s", petition_id, why)
        self._touched.pop(petition_id, None)
        self._open.forget(petition_id)
        self._refuse(terminal_id, petition_id, self._full())

    def _full(self) -> Refusal:
        return Refusal("county_full", permanent=False, retry_after_s=self._limits.retry_after_s)

    def _refuse(self, terminal_id: str, petition_id: str, refusal: Refusal) -> None:
        log.warning("petition %s: refused to %s: %s", petition_id, terminal_id, refusal.reason)
        refused = Refused(
            petition_id=PetitionId(petition_id),
            reason=refusal.reason,
            permanent=refusal.permanent,
            retry_after_s=refusal.retry_after_s,
        )
        self._answer(topics.REFUSED, terminal_id, refused)

    def _answer(self, row: topics.Row, terminal_id: str, record: Record, *, petition_id: str = "") -> None:
        about = petition_id or str(getattr(record, "petition_id", ""))
        self._answers[terminal_id, about] = Answer(row, terminal_id, about, record)


def _spki(key: PublicKey | None) -> bytes:
    return b"" if key is None else key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
