"""Sixteen digits that forgive no slip, and lead to the same mailbox at any terminal of the county."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wire.errors import BadCode
from wire.seal.age import seal
from wire.seal.receipt_code import checked_code, code_keys, grouped, new_code

codes = st.builds(lambda _: new_code(), st.none())


@given(codes)
def test_a_code_is_read_back_with_any_gaps(code: str) -> None:
    assert checked_code(grouped(code)) == code
    assert checked_code(f" {code[:4]}-{code[4:8]} {code[8:]}\n") == code


@given(codes, st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(code: str, at: int, by: int) -> None:
    wrong = code[:at] + str((int(code[at]) + by) % 10) + code[at + 1 :]

    with pytest.raises(BadCode):
        checked_code(wrong)


@given(codes, st.integers(0, 14))
def test_two_digits_changed_over_are_noticed(code: str, at: int) -> None:
    assume(code[at] != code[at + 1])
    wrong = code[:at] + code[at + 1] + code[at] + code[at + 2 :]

    with pytest.raises(BadCode):
        checked_code(wrong)


@pytest.mark.parametrize("text", ["", "1234", "1" * 17, "１" * 16, "abcdabcdabcdabcd", "²" * 16])
def test_what_is_no_sixteen_digits_is_no_code(text: str) -> None:
    with pytest.raises(BadCode):
        checked_code(text)


def test_a_code_leads_to_one_mailbox_and_opens_its_replies_and_another_county_has_another() -> None:
    code = new_code()

    at_the_point = code_keys(code, county="minquan")
    in_the_village = code_keys(grouped(code), county="minquan")
    elsewhere = code_keys(code, county="yucheng")

    sealed = seal(b"the pump comes on Monday", [at_the_point.identity.recipient])
    assert in_the_village.identity.open(sealed) == b"the pump comes on Monday"
    assert in_the_village.mailbox == at_the_point.mailbox
    assert elsewhere.mailbox != at_the_point.mailbox
