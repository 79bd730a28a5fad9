"""Only the county's own word about this very petition lets a blob leave the terminal."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from edge.petition.receipts import verified_receipt
from tests.edge.cast import CountyKey, mallory
from wire.errors import WireError
from wire.ids import PetitionId
from wire.petition.upload import RECEIPT_CONTEXT, Receipt
from wire.seal.signed import Signed, signed

WELL = PetitionId("a" * 32)
ROAD = PetitionId("b" * 32)
MANIFEST = "1" * 64
COUNTY = CountyKey(Ed25519PrivateKey.generate())


def receipt(
    petition_id: PetitionId = WELL,
    manifest: str = MANIFEST,
    *,
    signer: CountyKey = COUNTY,
    context: str = RECEIPT_CONTEXT,
) -> Signed:
    record = Receipt(petition_id=petition_id, manifest_sha256=manifest, received_at_ms=5)
    return signed(record, signer, context)


def read(envelope: Signed) -> Receipt:
    county = COUNTY.private.public_key()
    return verified_receipt(envelope, county=county, petition_id=WELL, manifest_sha256=MANIFEST)


def test_the_county_s_receipt_is_believed() -> None:
    assert read(receipt()).received_at_ms == 5


@pytest.mark.parametrize(
    "hostile",
    [
        receipt(signer=mallory()),
        receipt(petition_id=ROAD),
        receipt(manifest="2" * 64),
        receipt(context="index/v1"),
        Signed(alg="ed25519", kid="county", context=RECEIPT_CONTEXT, payload=b"{}", signature=b""),
        Signed(
            alg="es256",
            kid="county",
            context=RECEIPT_CONTEXT,
            payload=receipt().payload,
            signature=receipt().signature,
        ),
        Signed(
            alg="ed25519",
            kid="county",
            context=RECEIPT_CONTEXT,
            payload=receipt().payload.replace(b"5", b"6"),
            signature=receipt().signature,
        ),
    ],
    ids=["mallory", "another petition", "another manifest", "another use", "empty", "another algorithm", "altered"],
)
def test_every_other_receipt_is_not(hostile: Signed) -> None:
    with pytest.raises(WireError):
        read(hostile)
