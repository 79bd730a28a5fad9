"""The moment a petition is whole: the blob is checked against its manifest, sealed away, and receipted.

Petition, first state and signed receipt are one transaction, after the blob is durable under its final name.
"""

from datetime import datetime

from django.db import transaction

from county.petition.incoming import manifest_of
from county.petition.models import ACCEPT_WITHIN, Petition, Receipt, State, StateChange, Upload
from wire.codec import to_json
from wire.ids import PetitionId
from wire.petition.upload import RECEIPT_CONTEXT
from wire.petition.upload import Receipt as ReceiptRecord
from wire.seal.signed import Signed, Signer, signed


def receipted(upload: Upload, signer: Signer, *, now: datetime) -> Signed:
    """Write the petition down and return its receipt; the blob must be finished in the object store."""
    word = signed(
        ReceiptRecord(
            petition_id=PetitionId(upload.petition_id),
            manifest_sha256=upload.manifest_sha256,
            received_at_ms=int(now.timestamp() * 1000),
        ),
        signer,
        RECEIPT_CONTEXT,
    )
    with transaction.atomic():
        petition = Petition.objects.create(
            petition_id=upload.petition_id,
            terminal_id=upload.terminal_id,
            mailbox=manifest_of(upload).mailbox,
            manifest=upload.manifest,
            manifest_sha256=upload.manifest_sha256,
            device_spki=upload.device_spki,
            total_bytes=upload.total_bytes,
            received_at=now,
            due_at=now + ACCEPT_WITHIN,
        )
        StateChange.objects.create(petition=petition, old="", new=State.RECEIVED, officer=None, at=now)
        Receipt.objects.create(petition=petition, signed=to_json(word))
        upload.delete()
    return word
