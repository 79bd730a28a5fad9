"""A pad of ten keys takes digits and nothing else, as many as there is room for."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.flows.digits import Pad

TOUCHES = st.lists(
    st.tuples(st.sampled_from(["digit", "erase", "clear"]), st.sampled_from([*"0123456789", "", "12", "x"]))
)


@given(TOUCHES)
def test_whatever_is_touched_there_are_few_digits_and_only_digits(touches: list[tuple[str, str]]) -> None:
    digits = ""

    for choice, item in touches:
        digits = Pad(4).typed(digits, choice, item) or ""

        assert len(digits) <= 4
        assert not digits or (digits.isascii() and digits.isdigit())


def test_what_was_typed_is_erased_from_its_end() -> None:
    pad = Pad(16)

    assert pad.typed("48", "digit", "2") == "482"
    assert pad.typed("482", "erase", "") == "48"
    assert pad.typed("48", "clear", "") == ""


def test_another_touch_is_none_of_the_pads() -> None:
    assert Pad(16).typed("48", "done", "") is None
