"""A key file under a passphrase, as `age -p` makes it, with little work so that tests stay quick.

Written from the age specification (age-encryption.org/v1), because no library here lets the work be chosen.
"""

import base64
import os
from hmac import digest

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_LOG_WORK = 10


def locked(content: bytes, passphrase: str) -> bytes:
    """One short age file (below 64 KiB) with a scrypt stanza."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    stretched = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << _LOG_WORK, r=8, p=1)
    wrapped = ChaCha20Poly1305(stretched.derive(passphrase.encode())).encrypt(bytes(12), file_key, None)
    header = f"age-encryption.org/v1\n-> scrypt {_base64(salt)} {_LOG_WORK}\n{_base64(wrapped)}\n---".encode()
    seal = _base64(digest(_derived(file_key, b"", b"header"), header, "sha256")).encode()
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(bytes(11) + b"\1", content, None)
    return header + b" " + seal + b"\n" + nonce + payload


def _derived(file_key: bytes, salt: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=salt, info=use).derive(file_key)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode().rstrip("=")
