"""Safety words are the same on both screens, and only if nobody sits between."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire.call.words import COUNT, LIST_LENGTH, End, commitment, fingerprint, safety_words
from wire.errors import BadMessage
from wire.ids import CallId

CALL = CallId("a" * 32)
digits = st.binary(min_size=32, max_size=32).map(lambda raw: ":".join(f"{byte:02X}" for byte in raw))
nonces = st.binary(min_size=16, max_size=16).map(bytes.hex)


def _sdp(print_: str, kind: str = "sha-256") -> str:
    return f"v=0\r\na=fingerprint:{kind} {print_}\r\nm=audio 9\r\na=fingerprint:{kind} {print_.lower()}\r\n"


@given(digits, digits, nonces, nonces)
def test_both_ends_make_the_same_words(mine: str, yours: str, nonce: str, other: str) -> None:
    terminal, officer = End(_sdp(mine), nonce), End(_sdp(yours), other)

    words = safety_words(CALL, 1, terminal=terminal, officer=officer)

    assert words == safety_words(CALL, 1, terminal=End(_sdp(mine.lower()), nonce), officer=officer)
    assert len(words) == COUNT
    assert all(0 <= word < LIST_LENGTH for word in words)


def test_another_certificate_makes_other_words() -> None:
    prints = [":".join([f"{number:02X}"] * 32) for number in range(40)]
    nonce = "0" * 32

    made = {
        safety_words(CALL, 1, terminal=End(_sdp(one), nonce), officer=End(_sdp(prints[0]), nonce)) for one in prints
    }

    assert len(made) > 38


def test_a_certificate_that_somebody_adds_is_seen_or_refused() -> None:
    mine, mallorys = ":".join(["AA"] * 32), ":".join(["BB"] * 32)

    assert fingerprint(_sdp(mine) + f"a=fingerprint:sha-512 {mallorys}\r\n") != fingerprint(_sdp(mine))
    with pytest.raises(BadMessage):
        fingerprint(_sdp(mine) + _sdp(mallorys))
    with pytest.raises(BadMessage):
        fingerprint("v=0\r\n")


def test_the_commitment_tells_nothing_before_its_time_and_binds() -> None:
    first, second = commitment(CALL, 1, "0" * 32), commitment(CALL, 1, "0" * 31 + "1")

    assert first != second
    assert first == hashlib.sha256(f"zhitong-call-nonce/1\n{CALL}\n1\n{'0' * 32}".encode()).hexdigest()
