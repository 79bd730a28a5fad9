"""age files in RAM. One call seals one complete file; nothing is written here.

pyrage.encrypt on bytes is used on purpose: its stream forms lose the last piece of a full disk in silence.
"""

from collections.abc import Sequence
from typing import Any

import pyrage

from wire.errors import BadSeal


class DraftIdentity:
    """An X25519 identity that lives in RAM; shows itself to nobody."""

    def __init__(self, identity: Any) -> None:
        self._identity = identity

    @classmethod
    def generate(cls) -> "DraftIdentity":
        return cls(pyrage.x25519.Identity.generate())

    @classmethod
    def parse(cls, secret: str) -> "DraftIdentity":
        """From `AGE-SECRET-KEY-1...`; raises BadSeal."""
        try:
            return cls(pyrage.x25519.Identity.from_str(secret.strip()))
        except pyrage.IdentityError as error:
            raise BadSeal("not an age identity") from error

    @property
    def recipient(self) -> str:
        """Bech32 text, `age1...`."""
        return str(self._identity.to_public())

    def open(self, sealed: bytes) -> bytes:
        """Decrypt one age file; raises BadSeal."""
        try:
            return bytes(pyrage.decrypt(sealed, [self._identity]))
        except (pyrage.DecryptError, OSError) as error:
            raise BadSeal("cannot be opened with this identity") from error

    def __repr__(self) -> str:
        return "DraftIdentity(...)"


def seal(plaintext: bytes, recipients: Sequence[str]) -> bytes:
    """One complete age file to all of `recipients` (`age1...`); raises BadSeal for none or a bad one."""
    if not recipients:
        raise BadSeal("a part must be sealed to somebody")
    try:
        keys = [pyrage.x25519.Recipient.from_str(text) for text in dict.fromkeys(recipients)]
    except pyrage.RecipientError as error:
        raise BadSeal("not an age recipient") from error
    try:
        return bytes(pyrage.encrypt(plaintext, keys))
    except BaseException as error:
        # Points of low order are well-formed recipients at which Rust panics, and a panic is no Exception: a foreign
        # recipient must not end whoever seals to it.
        if type(error).__name__ != "PanicException":
            raise
        raise BadSeal("nobody can seal to this recipient") from error
