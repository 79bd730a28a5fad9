"""What the county promises a terminal, and what it refuses."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from county.config import CountyConfig, Limits
from county.fleet.models import device_key
from county.keys import CountySigner
from county.petition.ingest import Answer, Ingest
from county.petition.models import Petition, Receipt, StateChange, Upload
from county.petition.objects import ObjectStore
from tests.county.cast import Device, Sealed, bytes_petition
from wire.petition.upload import RECEIPT_CONTEXT, Have, Refused
from wire.petition.upload import Receipt as ReceiptRecord
from wire.seal.signed import Signed, payload_sha256, verified


def told(ingest: Ingest) -> Answer:
    """The one answer of a commit."""
    answers = ingest.commit()
    assert len(answers) == 1
    return answers[0]


def uploaded(ingest: Ingest, petition: Sealed) -> Answer:
    """Offer and all chunks; what the county says at the end."""
    ingest.offer(petition.device.terminal_id, petition.offer)
    assert isinstance(told(ingest).record, Have)
    for chunk in petition.chunks:
        ingest.chunk(petition.device.terminal_id, chunk)
    return told(ingest)


def test_a_petition_comes_in_whole_and_gets_a_signed_receipt(
    ingest: Ingest, home: CountyConfig, store: ObjectStore, t001: Device
) -> None:
    petition = bytes_petition(t001)

    answer = uploaded(ingest, petition)

    assert isinstance(answer.record, Signed)
    key = CountySigner.read(home.keys).public_key
    receipt = verified(answer.record, ReceiptRecord, key=key, context=RECEIPT_CONTEXT)
    assert receipt.petition_id == petition.petition_id
    assert receipt.manifest_sha256 == payload_sha256(petition.offer.manifest)
    assert store.read(petition.petition_id, offset=0, length=len(petition.blob)) == petition.blob
    assert Petition.objects.get().state == "received"
    assert StateChange.objects.get().new == "received"
    assert not Upload.objects.exists()
