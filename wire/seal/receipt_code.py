"""The sixteen digits that a villager takes home: 14 random ones and 2 check digits (ISO 7064 MOD 97-10).

Argon2id turns a code into a mailbox id and an identity for replies. The county holds neither code nor identity.
"""

import secrets
from dataclasses import dataclass

from bech32 import bech32_encode, convertbits
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from stdnum.iso7064 import mod_97_10

from wire.errors import BadCode
from wire.ids import MailboxId
from wire.seal.age import DraftIdentity

DIGITS = 16
_RANDOM_DIGITS = 14
_PASSES = 4
_MEMORY_KIB = 128 * 1024
_LANES = 1


@dataclass(frozen=True)
class CodeKeys:
    """What a code leads to."""

    mailbox: MailboxId
    identity: DraftIdentity


def new_code() -> str:
    """Sixteen digits, never stored anywhere."""
    digits = f"{secrets.randbelow(10**_RANDOM_DIGITS):0{_RANDOM_DIGITS}d}"
    return digits + str(mod_97_10.calc_check_digits(digits))


def checked_code(text: str) -> str:
    """The sixteen digits in `text`, which may hold spaces and hyphens; raises BadCode."""
    digits = "".join(text.replace("-", "").split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise BadCode("a code has sixteen digits")
    if not mod_97_10.is_valid(digits):
        raise BadCode("a digit is wrong")
    return digits


def grouped(code: str) -> str:
    """`1234 5678 9012 3456`."""
    return " ".join(code[i : i + 4] for i in range(0, DIGITS, 4))


def code_keys(code: str, *, county: str) -> CodeKeys:
    """Half a second and 128 MiB on purpose: call it off the thread that draws or keeps state.

    `county` salts, so that a guess for one county is none for another.
    """
    salt = b"zhitong receipt code v1 " + county.encode()
    derivation = Argon2id(salt=salt, length=64, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    secret = derivation.derive(checked_code(code).encode())
    mailbox, scalar = secret[:32], secret[32:]
    words = convertbits(scalar, 8, 5) or []
    identity = DraftIdentity.parse(bech32_encode("age-secret-key-", words).upper())
    return CodeKeys(mailbox=MailboxId(mailbox.hex()), identity=identity)
