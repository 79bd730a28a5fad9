"""The county's signed word that it has a petition. Only this lets a blob leave the terminal."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wire.errors import BadSignature
from wire.ids import PetitionId
from wire.petition.upload import RECEIPT_CONTEXT, Receipt
from wire.seal.signed import Signed, verified


def verified_receipt(
    envelope: Signed, *, county: Ed25519PublicKey, petition_id: PetitionId, manifest_sha256: str
) -> Receipt:
    """Raises BadSignature when it is not the county's, BadSignature too when it speaks of something else."""
    receipt = verified(envelope, Receipt, key=county, context=RECEIPT_CONTEXT)
    if receipt.petition_id != petition_id:
        raise BadSignature("the receipt is for another petition")
    if receipt.manifest_sha256 != manifest_sha256:
        raise BadSignature("the receipt is for another manifest")
    return receipt
