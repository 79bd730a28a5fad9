"""A signature speaks for one key, one context and these very bytes."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from wire.errors import BadMessage, BadSignature
from wire.ids import PetitionId
from wire.petition.upload import RECEIPT_CONTEXT, Receipt, Refused
from wire.seal.signed import Alg, Signed, signed, signed_anew, verified

RECEIPT = Receipt(petition_id=PetitionId("e" * 32), manifest_sha256="f" * 64, received_at_ms=1)


class CountySigner:
    """An Ed25519 key of the cast."""

    alg: Alg = "ed25519"
    kid = "county"

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)


class DeviceSigner:
    """A P-256 key of the cast."""

    alg: Alg = "es256"
    kid = "t001"

    def __init__(self) -> None:
        self.key = generate_private_key(SECP256R1())

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message, ECDSA(SHA256()))


COUNTY = CountySigner()
DEVICE = DeviceSigner()
ENVELOPE = signed(RECEIPT, COUNTY, RECEIPT_CONTEXT)


@pytest.mark.parametrize("signer", [COUNTY, DEVICE], ids=["ed25519", "es256"])
def test_what_was_signed_is_verified(signer: CountySigner | DeviceSigner) -> None:
    envelope = signed(RECEIPT, signer, RECEIPT_CONTEXT)

    assert verified(envelope, Receipt, key=signer.key.public_key(), context=RECEIPT_CONTEXT) == RECEIPT


def test_a_signature_for_one_use_serves_no_other() -> None:
    moved = msgspec.structs.replace(ENVELOPE, context="petition/v1")

    with pytest.raises(BadSignature):
        verified(ENVELOPE, Receipt, key=COUNTY.key.public_key(), context="petition/v1")
    with pytest.raises(BadSignature):
        verified(moved, Receipt, key=COUNTY.key.public_key(), context="petition/v1")


@given(st.integers(0, len(ENVELOPE.payload) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed(at: int, by: int) -> None:
    payload = bytearray(ENVELOPE.payload)
    payload[at] ^= by
    changed = msgspec.structs.replace(ENVELOPE, payload=bytes(payload))

    with pytest.raises(BadSignature):
        verified(changed, Receipt, key=COUNTY.key.public_key(), context=RECEIPT_CONTEXT)


def test_a_strangers_key_and_the_wrong_kind_of_key_are_refused() -> None:
    for key in (CountySigner().key.public_key(), DEVICE.key.public_key()):
        with pytest.raises(BadSignature):
            verified(ENVELOPE, Receipt, key=key, context=RECEIPT_CONTEXT)


def test_a_true_signature_over_another_record_is_a_bad_message() -> None:
    refused = Refused(petition_id=PetitionId("e" * 32), reason="conflict", permanent=True)
    envelope: Signed = signed(refused, COUNTY, RECEIPT_CONTEXT)

    with pytest.raises(BadMessage):
        verified(envelope, Receipt, key=COUNTY.key.public_key(), context=RECEIPT_CONTEXT)


def test_what_is_signed_anew_says_the_same_by_another_key() -> None:
    old, new = DeviceSigner(), DeviceSigner()
    envelope = signed(RECEIPT, old, RECEIPT_CONTEXT)

    again = signed_anew(envelope, new)

    assert again.payload == envelope.payload
    assert verified(again, Receipt, key=new.key.public_key(), context=RECEIPT_CONTEXT) == RECEIPT
    with pytest.raises(BadSignature):
        verified(again, Receipt, key=old.key.public_key(), context=RECEIPT_CONTEXT)
