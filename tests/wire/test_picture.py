"""The header of the live picture: what the edge packs, a face reads; what cannot be true is no picture."""

from hypothesis import given
from hypothesis import strategies as st

from wire.picture import FILE_BYTES, MAX_HEIGHT, MAX_WIDTH, PictureHeader, pack_header, read_header


@given(st.integers(0, 2**63), st.integers(0, MAX_WIDTH), st.integers(0, MAX_HEIGHT), st.integers(0, 2**63))
def test_a_header_comes_back_as_it_was(sequence: int, width: int, height: int, at_ms: int) -> None:
    header = PictureHeader(sequence=sequence, width=width, height=height, at_ms=at_ms)

    assert read_header(pack_header(header)) == header


@given(st.integers(0, 2**63), st.integers(0, MAX_WIDTH), st.integers(0, MAX_HEIGHT))
def test_both_slots_lie_inside_the_file(sequence: int, width: int, height: int) -> None:
    header = PictureHeader(sequence=sequence, width=width, height=height, at_ms=0)

    assert header.offset + header.length <= FILE_BYTES


def test_two_pictures_after_each_other_do_not_share_a_slot() -> None:
    first = PictureHeader(sequence=6, width=MAX_WIDTH, height=MAX_HEIGHT, at_ms=0)
    second = PictureHeader(sequence=7, width=MAX_WIDTH, height=MAX_HEIGHT, at_ms=0)

    assert abs(first.offset - second.offset) >= first.length


def test_a_file_of_zeros_or_of_impossible_size_is_no_picture() -> None:
    wide = pack_header(PictureHeader(sequence=1, width=MAX_WIDTH, height=MAX_HEIGHT, at_ms=0))
    lying = wide[:16] + (10**6).to_bytes(4, "little") + wide[20:]

    assert read_header(bytes(64)) is None
    assert read_header(lying) is None
