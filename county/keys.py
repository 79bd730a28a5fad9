"""The county's own secrets: the Ed25519 key that signs receipts and notices, and the web's session secret.

Private keys are read here and nowhere else; they leave this module only as signatures. The key that opens
petitions is not among them: the county server never holds it.
"""

import base64
import secrets
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from county.durable import write_whole
from county.errors import BadConfig
from wire.seal.signed import Alg

SIGNING_KEY: Final = "signing.key"
PUBLIC_KEY: Final = "county.pub"
WEB_SECRET: Final = "web.secret"  # noqa: S105  # a file name


class CountySigner:
    """Signs as the county; satisfies `wire.seal.signed.Signer`."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def read(cls, folder: Path) -> "CountySigner":
        """From `signing.key` (PEM, PKCS#8) in `folder`; raises BadConfig."""
        path = folder / SIGNING_KEY
        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError) as error:
            raise BadConfig(f"{path}: the county's signing key cannot be read") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise BadConfig(f"{path}: must be an Ed25519 key")
        return cls(key)

    @property
    def alg(self) -> Alg:
        return "ed25519"

    @property
    def kid(self) -> str:
        return "county"

    @property
    def public_key(self) -> Ed25519PublicKey:
        return self._key.public_key()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def create_keys(folder: Path) -> None:
    """Write whichever of the county's keys are missing; those that exist are left alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / SIGNING_KEY).exists():
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_whole(folder / SIGNING_KEY, pem, mode=0o600)
    if not (folder / WEB_SECRET).exists():
        write_whole(folder / WEB_SECRET, secrets.token_urlsafe(48).encode(), mode=0o600)
    public = CountySigner.read(folder).public_key.public_bytes_raw()
    write_whole(folder / PUBLIC_KEY, base64.b64encode(public) + b"\n", mode=0o644)


def web_secret(folder: Path) -> str:
    """Signs sessions and forms; empty when there is none yet, and then Django refuses to use it."""
    try:
        return (folder / WEB_SECRET).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
