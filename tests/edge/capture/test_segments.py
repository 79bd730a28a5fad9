"""The cutter's boxes and the sealer's files, without any device."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.capture.errors import BadRecording
from edge.capture.segments import Cutter, Sealer
from wire.seal.age import DraftIdentity

_HEADER = (b"ftyp", b"moov")


def _box(kind: bytes, length: int) -> bytes:
    return (length + 8).to_bytes(4, "big") + kind + os.urandom(length)


def _movie(sizes: list[int]) -> list[bytes]:
    """A header and one fragment for each size."""
    fragments = [_box(b"moof", 20) + _box(b"mdat", size) for size in sizes]
    return [b"".join(_box(kind, 30) for kind in _HEADER), *fragments]


@given(
    sizes=st.lists(st.integers(0, 300), min_size=1, max_size=9),
    per_segment=st.integers(1, 4),
    pieces=st.lists(st.integers(1, 90), min_size=1, max_size=20),
)
def test_segments_are_whole_fragments_however_the_bytes_arrive(
    sizes: list[int], per_segment: int, pieces: list[int]
) -> None:
    header, *fragments = _movie(sizes)
    whole = header + b"".join(fragments)
    cutter = Cutter(per_segment)

    segments: list[bytes] = []
    at, turn = 0, 0
    while at < len(whole):
        piece = pieces[turn % len(pieces)]
        assert cutter.write(whole[at : at + piece]) == len(whole[at : at + piece])
        segments += cutter.take()
        at, turn = at + piece, turn + 1
    segments += cutter.finish()

    groups = [b"".join(fragments[at : at + per_segment]) for at in range(0, len(fragments), per_segment)]
    assert segments == [header + groups[0], *groups[1:]]


def test_a_muxer_that_stopped_within_a_box_is_told() -> None:
    cutter = Cutter(1)
    cutter.write(_box(b"moof", 20)[:-1])

    with pytest.raises(BadRecording):
        cutter.finish()


@given(st.binary(max_size=64))
def test_bytes_that_are_no_boxes_are_refused_or_kept_waiting(content: bytes) -> None:
    cutter = Cutter(1)

    try:
        cutter.write(content)
        cutter.finish()
    except BadRecording:
        pass

    assert sum(map(len, cutter.take())) <= len(content)


def test_a_header_alone_is_no_segment() -> None:
    cutter = Cutter(2)
    cutter.write(_movie([1])[0])

    assert cutter.finish() == []


class _Shelf:
    def __init__(self) -> None:
        self.sealed: dict[int, bytes] = {}

    def keep(self, index: int, sealed: bytes) -> None:
        self.sealed[index] = sealed


def test_a_sealed_segment_opens_to_itself_with_a_free_box_behind() -> None:
    identity, shelf = DraftIdentity.generate(), _Shelf()
    segment = _box(b"moof", 20) + _box(b"mdat", 5000)

    fact = Sealer(shelf, [identity.recipient]).keep(segment, 4000)

    opened = identity.open(shelf.sealed[0])
    assert opened.startswith(segment)
    assert opened[len(segment) + 4 :][:4] == b"free"
    assert (fact.index, fact.sealed_bytes, fact.duration_ms) == (0, len(shelf.sealed[0]), 4000)
