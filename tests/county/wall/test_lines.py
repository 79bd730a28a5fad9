"""A line of proof comes back byte for byte, whatever was in it, and takes little room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county.wall.lines import line_of, pressed
from tests.county.cast import Device
from tests.county.wall.stage import Wall
from wire.codec import to_json


@given(line=st.binary(max_size=8192))
def test_a_line_comes_back(line: bytes) -> None:
    assert line_of(pressed(line)) == line


def test_a_page_takes_a_third_of_its_line() -> None:
    line = to_json(Wall(Device("t002")).shows("东书村", title="村级财务收支明细"))

    assert len(pressed(line)) < len(line) / 3


def test_what_was_never_pressed_is_no_line() -> None:
    with pytest.raises(ValueError, match="no line"):
        line_of(b'{"began":')
