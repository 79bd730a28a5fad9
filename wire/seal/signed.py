"""A signature around canonical JSON. The context keeps a signature for one use from serving another."""

import hashlib
from typing import Literal, Protocol, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from wire.codec import from_json, to_json
from wire.errors import BadSignature
from wire.record import Record

R = TypeVar("R", bound=Record)
Alg = Literal["ed25519", "es256"]
PublicKey = Ed25519PublicKey | EllipticCurvePublicKey


class Signed(Record, frozen=True, kw_only=True):
    """`signature` is over `context`, a zero byte and `payload`; es256 signatures are DER."""

    alg: Alg
    kid: str
    """Who signed: a terminal id, or `county`."""
    context: str
    payload: bytes
    signature: bytes


class Signer(Protocol):
    """A private key that never leaves its `keys.py`."""

    @property
    def alg(self) -> Alg: ...
    @property
    def kid(self) -> str: ...
    def sign(self, message: bytes) -> bytes: ...


def signed(record: Record, signer: Signer, context: str) -> Signed:
    """Sign the canonical JSON of `record`."""
    unsigned = Signed(alg=signer.alg, kid=signer.kid, context=context, payload=to_json(record), signature=b"")
    return signed_anew(unsigned, signer)


def signed_anew(envelope: Signed, signer: Signer) -> Signed:
    """The same payload for the same context, by `signer`."""
    signature = signer.sign(_message(envelope.context, envelope.payload))
    return Signed(
        alg=signer.alg, kid=signer.kid, context=envelope.context, payload=envelope.payload, signature=signature
    )


def verified(envelope: Signed, kind: type[R], *, key: PublicKey, context: str) -> R:
    """The record inside, if `key` signed it for `context`; raises BadSignature, or BadMessage for its content."""
    if envelope.context != context:
        raise BadSignature(f"signed for {envelope.context!r}, wanted {context!r}")
    message = _message(context, envelope.payload)
    try:
        _verify(envelope, key, message)
    except InvalidSignature as error:
        raise BadSignature(f"not signed by {envelope.kid!r}") from error
    return from_json(envelope.payload, kind)


def payload_sha256(envelope: Signed) -> str:
    """64 hex digits over the canonical JSON inside."""
    return hashlib.sha256(envelope.payload).hexdigest()


def _message(context: str, payload: bytes) -> bytes:
    return context.encode() + b"\0" + payload


def _verify(envelope: Signed, key: PublicKey, message: bytes) -> None:
    if isinstance(key, Ed25519PublicKey) and envelope.alg == "ed25519":
        key.verify(envelope.signature, message)
    elif isinstance(key, EllipticCurvePublicKey) and envelope.alg == "es256":
        if not isinstance(key.curve, SECP256R1):
            raise BadSignature("es256 needs a P-256 key")
        key.verify(envelope.signature, message, ECDSA(SHA256()))
    else:
        raise BadSignature(f"{envelope.alg!r} does not fit this key")
