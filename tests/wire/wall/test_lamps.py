"""The layout of the canvas in shared memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire.wall.lamps import (
    FILE_BYTES,
    HEADER_BYTES,
    MAX_PIXELS,
    LampsHeader,
    pack_lamps,
    read_lamps,
)

HEADERS = st.builds(
    LampsHeader,
    sequence=st.integers(1, 2**63),
    width=st.integers(1, 512),
    height=st.integers(1, 512),
    beat_ms=st.integers(0, 2**60),
    brightness_pct=st.integers(0, 100),
)


@given(HEADERS)
def test_a_header_is_read_as_it_was_written(header: LampsHeader) -> None:
    assert read_lamps(pack_lamps(header).ljust(HEADER_BYTES, b"\0")) == header
    assert header.offset + header.length <= FILE_BYTES


@given(st.binary(max_size=HEADER_BYTES))
def test_what_is_no_header_is_none(content: bytes) -> None:
    assert read_lamps(content) is None


def test_a_picture_that_does_not_fit_is_neither_written_nor_believed() -> None:
    with pytest.raises(ValueError, match="too large"):
        pack_lamps(LampsHeader(1, MAX_PIXELS, 2, 0, 50))
    honest = pack_lamps(LampsHeader(1, 64, 32, 0, 50))
    assert read_lamps(honest[:16] + b"\xff" * 8 + honest[24:]) is None
    assert read_lamps(honest[:-4] + (101).to_bytes(4, "little")) is None
