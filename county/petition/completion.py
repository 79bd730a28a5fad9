"""The moment a petition is whole: the blob is checked against its manifest, sealed away, and receipted.

Matter, petition, first state and signed receipt are one transaction, after the blob is durable under its final name.
"""

from datetime import datetime

from django.db import transaction

from county.petition.incoming import manifest_of
from county.petition.matter import joined
from county.petition.models import Petition, Receipt, Upload
from county.petition.progress import usable
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
    manifest = manifest_of(upload)
    recipient = usable(manifest.reply_recipient)
    with transaction.atomic():
        petition = Petition.objects.create(
            petition_id=upload.petition_id,
            terminal_id=upload.terminal_id,
            matter=joined(manifest.mailbox, now=now),
            reply_recipient=recipient,
            manifest=upload.manifest,
            manifest_sha256=upload.manifest_sha256,
            device_spki=upload.device_spki,
            total_bytes=upload.total_bytes,
            received_at=now,
        )
        Receipt.objects.create(petition=petition, signed=to_json(word))
        upload.delete()
    return word
