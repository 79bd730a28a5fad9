"""Parts take a blob in pieces of any size and order, and lie on the disk as the files they are."""

import hashlib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.petition.parts import Parts, part_path


@settings(max_examples=40)
@given(
    st.lists(st.binary(min_size=1, max_size=90), min_size=1, max_size=6),
    st.integers(1, 50),
    st.randoms(use_true_random=False),
)
def test_a_blob_written_in_any_order_lies_there_part_by_part(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], step: int, random: Random
) -> None:
    folder, blob = tmp_path_factory.mktemp("parts"), b"".join(contents)
    parts = Parts(folder, [len(content) for content in contents])
    places = list(range(0, len(blob), step))
    random.shuffle(places)

    parts.reserve()
    for place in places:
        parts.write(blob[place : place + step], place)
    parts.sync()

    assert [part_path(folder, number).read_bytes() for number in range(len(contents))] == contents


def test_room_for_every_part_is_taken_before_a_byte_comes(tmp_path: Path) -> None:
    Parts(tmp_path, [5000, 70]).reserve()

    assert [part_path(tmp_path, number).stat().st_size for number in (0, 1)] == [5000, 70]


def test_what_was_written_before_a_restart_is_kept_by_the_next(tmp_path: Path) -> None:
    first = Parts(tmp_path, [4, 4])
    first.reserve()
    first.write(b"aabb", 0)
    first.sync()

    second = Parts(tmp_path, [4, 4])
    second.write(b"ccdd", 4)
    second.sync()

    assert [part_path(tmp_path, n).read_bytes() for n in (0, 1)] == [b"aabb", b"ccdd"]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=10), st.binary(min_size=40, max_size=40))
def test_the_digest_is_that_of_the_disk_in_whatever_order_and_how_often_pieces_come(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("digest")
    parts = Parts(folder, [25, 15])
    parts.reserve()

    for version, piece in enumerate(order):
        body = bytes((byte + version) % 256 for byte in content[piece * 10 : piece * 10 + 10])
        parts.write(body, piece * 10)
    parts.sync()

    on_disk = [hashlib.sha256(part_path(folder, number).read_bytes()).hexdigest() for number in (0, 1)]
    assert [parts.sha256(0), parts.sha256(1)] == on_disk
