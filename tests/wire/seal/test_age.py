"""What is sealed here opens here and with Debian's age, for its recipients and nobody else."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wire.errors import BadSeal
from wire.seal.age import DraftIdentity, seal

SECRET = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
"""Of thirty-two bytes 0x42, as in the format's test kit."""


@settings(max_examples=25)
@given(st.binary(max_size=200_000))
def test_each_recipient_opens_the_same_bytes(plaintext: bytes) -> None:
    office, escrow = DraftIdentity.generate(), DraftIdentity.generate()

    sealed = seal(plaintext, [office.recipient, escrow.recipient])

    assert office.open(sealed) == plaintext
    assert escrow.open(sealed) == plaintext


def test_a_stranger_opens_nothing() -> None:
    office, mallory = DraftIdentity.generate(), DraftIdentity.generate()

    sealed = seal(b"the well is dry", [office.recipient])

    with pytest.raises(BadSeal):
        mallory.open(sealed)


@settings(max_examples=40)
@given(st.integers(0, 9999))
def test_a_torn_or_bent_part_is_a_bad_seal(place: int) -> None:
    office = DraftIdentity.parse(SECRET)
    sealed = bytearray(seal(b"the well is dry" * 20, [office.recipient]))
    at = place * len(sealed) // 10_000

    with pytest.raises(BadSeal):
        office.open(bytes(sealed[:at]))
    sealed[at] ^= 0x01
    try:
        opened = office.open(bytes(sealed))
    except BadSeal:
        return
    assert opened == b"the well is dry" * 20, "only a stanza for somebody else may change unnoticed"


def test_debians_age_opens_a_part(tmp_path: Path) -> None:
    office = DraftIdentity.parse(SECRET)
    (tmp_path / "office.agekey").write_text(SECRET + "\n")
    (tmp_path / "part.age").write_bytes(seal(b"the well is dry", [office.recipient]))

    opened = subprocess.run(
        ["age", "-d", "-i", tmp_path / "office.agekey", tmp_path / "part.age"], check=True, capture_output=True
    )

    assert opened.stdout == b"the well is dry"


@pytest.mark.parametrize("recipients", [[], ["age1nobody"], [SECRET]])
def test_a_part_is_never_sealed_to_nobody(recipients: list[str]) -> None:
    with pytest.raises(BadSeal):
        seal(b"the well is dry", recipients)


def test_a_secret_does_not_show_itself() -> None:
    office = DraftIdentity.parse(SECRET)

    assert "SECRET" not in f"{office!r} {office}"


def test_a_key_that_is_none_is_a_bad_seal() -> None:
    with pytest.raises(BadSeal):
        DraftIdentity.parse("AGE-SECRET-KEY-1NONSENSE")


def test_a_recipient_at_which_the_library_panics_is_a_bad_seal_like_any_other() -> None:
    of_low_order = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z"

    with pytest.raises(BadSeal):
        seal(b"the well is dry", [of_low_order])
