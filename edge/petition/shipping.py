"""Carries out what Uploads decides: reads chunks, publishes them, keeps the spool in step, tells the faces."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from edge.errors import NoRoom
from edge.petition.receipts import verified_receipt
from edge.petition.uploads import Action, AllArrived, SendChunk, SendOffer, Uploads
from edge.store.blobs import Blobs
from edge.store.spool import Petition, Spool
from wire.ids import PetitionId
from wire.petition.upload import Chunk, Have, PetitionOffer, Refused
from wire.port import PetitionRefused, Receipted, UploadProgress
from wire.record import Record
from wire.seal.signed import Signed

_log = logging.getLogger(__name__)
_PROGRESS_S = 0.2
_REFUSED_RETRY_S = 6 * 3600.0
_UNREADABLE_RETRY_S = 60.0
_RECEIPTED_KEPT = 1000


@dataclass(frozen=True)
class OfferToken:
    """Comes back when the broker has the offer."""

    petition_id: PetitionId


@dataclass(frozen=True)
class ChunkToken:
    """Comes back when the broker has the chunk."""

    petition_id: PetitionId
    index: int


Token = OfferToken | ChunkToken


@dataclass(frozen=True)
class Ways:
    """Out of the terminal, and to the faces."""

    offer: Callable[[PetitionOffer, OfferToken], bool]
    chunk: Callable[[Chunk, ChunkToken], bool]
    """Both give False when the link takes nothing now."""
    tell: Callable[[Record], None]
    now: Callable[[], float]
    sign: Callable[[Signed], Signed]
    """With the key of today: a terminal that was enrolled again holds promises that it signed with another."""


class Shipping:
    """Every submitted petition until its receipt."""

    def __init__(self, spool: Spool, blobs: Blobs, *, county: Ed25519PublicKey, ways: Ways, uploads: Uploads) -> None:
        """Goes on with what an earlier start of the edge left, also with what was refused then."""
        self._spool = spool
        self._blobs = blobs
        self._county = county
        self._ways = ways
        self._uploads = uploads
        self._told_at: dict[PetitionId, float] = {}
        spool.forget_receipted(keep=_RECEIPTED_KEPT)
        left = [*spool.waiting(), *spool.refused()]
        blobs.remove_all_but({petition.petition_id for petition in left})
        for petition in left:
            self.add(petition)

    @property
    def waiting(self) -> int:
        return self._spool.waiting_count()

    def add(self, petition: Petition) -> None:
        if not self._blobs.path(petition.petition_id).exists():
            # Deleted for a receipt that could not be written down: the county says it again to the same offer.
            _log.error("petition %s waits and its blob is gone", petition.petition_id)
        self._uploads.add(petition.petition_id, petition.total_bytes)

    def promised(self, petition: Petition) -> None:
        """A new petition is in the spool."""
        self.add(petition)
        self.go_on()

    def link_changed(self, *, up: bool) -> None:
        self._uploads.link_changed(up=up)
        self.go_on()

    def bulk_changed(self, *, up: bool) -> None:
        self._uploads.bulk_changed(up=up)
        self.go_on()

    def taken(self, token: Token, *, ok: bool) -> None:
        """The broker answered for an offer or a chunk."""
        now = self._ways.now()
        if isinstance(token, ChunkToken):
            self._uploads.chunk_taken(token.petition_id, token.index, ok=ok, now=now)
        elif ok:
            self._uploads.offer_taken(token.petition_id, now)
        self.go_on()

    def heard_have(self, have: Have) -> None:
        self._uploads.heard_have(have, self._ways.now())
        self._tell_progress(have.petition_id)
        self.go_on()

    def heard_receipt(self, petition_id: PetitionId, envelope: Signed) -> int | None:
        """When the county received it (ms); None for a second receipt. Raises WireError for one that is not true."""
        petition = self._spool.find(petition_id)
        if petition is None or petition.state == "receipted":
            return None
        receipt = verified_receipt(
            envelope,
            county=self._county,
            petition_id=petition_id,
            manifest_sha256=petition.manifest_sha256,
        )
        self._settle(petition_id, envelope)
        self._uploads.forget(petition_id)
        self._told_at.pop(petition_id, None)
        self._ways.tell(Receipted(petition_id=petition_id, received_at_ms=receipt.received_at_ms))
        _log.info("petition %s is receipted", petition_id)
        self.go_on()
        return receipt.received_at_ms

    def _settle(self, petition_id: PetitionId, envelope: Signed) -> None:
        try:
            self._spool.mark_receipted(petition_id, envelope)
        except NoRoom:
            # The county has it, so its blob may go; that gives the room to write it down.
            self._blobs.remove(petition_id)
            self._spool.mark_receipted(petition_id, envelope)
        self._blobs.remove(petition_id)

    def heard_refused(self, refused: Refused) -> None:
        """Not signed, so nothing is deleted for it: the petition is offered again later, or at the next start."""
        if self._uploads.find(refused.petition_id) is None:
            return
        _log.warning("petition %s is refused: %s", refused.petition_id, refused.reason)
        if refused.permanent:
            self._spool.mark_refused(refused.petition_id, refused.reason)
        wait_s = _REFUSED_RETRY_S if refused.permanent else float(refused.retry_after_s)
        self._uploads.postpone(refused.petition_id, wait_s, self._ways.now())
        self._ways.tell(
            PetitionRefused(petition_id=refused.petition_id, reason=refused.reason, permanent=refused.permanent)
        )
        self.go_on()

    def go_on(self) -> None:
        """Do what is to be done now; call it after each change and a few times a second."""
        for action in self._uploads.next_actions(self._ways.now()):
            self._do(action)

    def _do(self, action: Action) -> None:
        if isinstance(action, SendOffer):
            self._offer(action)
        elif isinstance(action, SendChunk):
            self._send(action)
        elif isinstance(action, AllArrived):
            self._spool.mark_sent(action.petition_id)

    def _offer(self, action: SendOffer) -> None:
        petition = self._spool.find(action.petition_id)
        if petition is None:
            return
        offer = PetitionOffer(
            petition_id=petition.petition_id,
            manifest=self._ways.sign(petition.manifest),
            total_bytes=petition.total_bytes,
            chunk_bytes=action.chunk_bytes,
        )
        self._ways.offer(offer, OfferToken(petition.petition_id))

    def _send(self, action: SendChunk) -> None:
        body = self._read(action)
        if body is None:
            return
        chunk = Chunk(
            petition_id=action.petition_id,
            index=action.index,
            sha256=hashlib.sha256(body).digest(),
            body=body,
        )
        if not self._ways.chunk(chunk, ChunkToken(action.petition_id, action.index)):
            self._uploads.chunk_not_sent(action.petition_id, action.index)

    def _read(self, action: SendChunk) -> bytes | None:
        try:
            return self._blobs.read(action.petition_id, action.index * action.chunk_bytes, action.chunk_bytes)
        except OSError as error:
            _log.error("the blob of petition %s cannot be read: %s", action.petition_id, error)
            self._uploads.chunk_not_sent(action.petition_id, action.index)
            self._uploads.postpone(action.petition_id, _UNREADABLE_RETRY_S, self._ways.now())
            return None

    def _tell_progress(self, petition_id: PetitionId) -> None:
        upload, now = self._uploads.find(petition_id), self._ways.now()
        if upload is None or (now - self._told_at.get(petition_id, 0.0) < _PROGRESS_S and not upload.complete):
            return
        self._told_at[petition_id] = now
        self._ways.tell(
            UploadProgress(
                petition_id=petition_id,
                arrived_bytes=upload.arrived_bytes,
                total_bytes=upload.total_bytes,
            )
        )
