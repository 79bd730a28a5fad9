"""Safety words: three plain words that stand on both screens, the same only if nobody sits between the two ends.

They are made of both certificates' fingerprints and of two nonces. The terminal says first what its nonce hashes to,
then hears the officer's, then tells its own: who passes messages on and lies must choose before it knows, and is
right once in 32768 times. The officer's page does the same in county/browser/src/call/words.js.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from wire.errors import BadMessage
from wire.ids import CallId

COUNT: Final = 3
LIST_LENGTH: Final = 32
_FINGERPRINT: Final = re.compile(r"^a=fingerprint:(\S+) +([0-9A-Fa-f:]+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class End:
    """One end of a peer connection, as the words see it."""

    sdp: str
    nonce: str


def fingerprint(sdp: str) -> str:
    """All that a session description says of its maker's certificate, one line an algorithm; raises BadMessage.

    All of it, because an end may believe any of them.
    """
    found = sorted({(kind.lower(), digits.upper()) for kind, digits in _FINGERPRINT.findall(sdp)})
    if not found or len({kind for kind, _ in found}) < len(found):
        raise BadMessage(f"a session description with {len(found)} fingerprints")
    return "\n".join(f"{kind} {digits}" for kind, digits in found)


def commitment(call_id: CallId, gen: int, nonce: str) -> str:
    """What Offer says of a nonce that it does not tell yet."""
    return hashlib.sha256(f"zhitong-call-nonce/1\n{call_id}\n{gen}\n{nonce}".encode()).hexdigest()


def safety_words(call_id: CallId, gen: int, *, terminal: End, officer: End) -> tuple[int, ...]:
    """Places in the list of words, each below LIST_LENGTH; raises BadMessage."""
    parts = [
        "zhitong-call-words/1",
        call_id,
        str(gen),
        fingerprint(terminal.sdp),
        fingerprint(officer.sdp),
        terminal.nonce,
        officer.nonce,
    ]
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return tuple(byte % LIST_LENGTH for byte in digest[:COUNT])
