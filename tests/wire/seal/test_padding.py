"""Padding hides the length and leaves the content what it was."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from wire.errors import BadMessage
from wire.seal.padding import bucket, padded_jpeg, padded_json, padded_mp4, padded_png


@given(st.integers(0, 2**30))
def test_a_bucket_holds_its_length_and_costs_at_most_an_eighth(length: int) -> None:
    size = bucket(length)

    assert size >= length
    assert size == 4096 or size <= length * 1.125 + 1


@given(st.integers(4097, 2**24), st.integers(0, 500))
def test_lengths_close_together_share_few_buckets(length: int, more: int) -> None:
    buckets = {bucket(length + step) for step in range(0, more, 50)}

    assert len(buckets) <= 3


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=2000), max_size=5))
def test_padded_json_says_the_same(value: dict[str, str]) -> None:
    content = json.dumps(value).encode()

    padded = padded_json(content)

    assert json.loads(padded) == value
    assert len(padded) == bucket(len(padded))


@given(st.integers(0, 9000))
def test_padded_mp4_ends_in_one_free_box(length: int) -> None:
    content = bytes(length)

    padded = padded_mp4(content)

    assert padded[:length] == content
    assert int.from_bytes(padded[length : length + 4], "big") == len(padded) - length
    assert padded[length + 4 : length + 8] == b"free"
    assert len(padded) == bucket(len(padded))


def drawn(kind: str, width: int, height: int) -> bytes:
    picture = BytesIO()
    Image.effect_noise((width, height), 60).save(picture, kind)
    return picture.getvalue()


@pytest.mark.parametrize(("width", "height"), [(1, 1), (64, 64), (300, 200), (700, 500)])
@pytest.mark.parametrize(("kind", "padded_picture"), [("PNG", padded_png), ("JPEG", padded_jpeg)])
def test_a_padded_picture_is_the_same_picture(
    kind: str, padded_picture: Callable[[bytes], bytes], width: int, height: int
) -> None:
    content = drawn(kind, width, height)

    padded = padded_picture(content)

    with Image.open(BytesIO(content)) as before, Image.open(BytesIO(padded)) as after:
        assert before.tobytes() == after.tobytes()
    assert len(padded) == bucket(len(padded))


@given(st.integers(0, 140_000))
def test_every_length_of_a_jpeg_can_be_padded(length: int) -> None:
    padded = padded_jpeg(b"\xff\xd8" + bytes(length))

    assert len(padded) == bucket(len(padded))
    at = 2
    while padded[at : at + 2] == b"\xff\xfe":
        at += 2 + int.from_bytes(padded[at + 2 : at + 4], "big")
    assert padded[at:] == bytes(length)


@pytest.mark.parametrize("padded_picture", [padded_png, padded_jpeg])
@pytest.mark.parametrize("content", [b"", b"\x89PNG", b"GIF89a"])
def test_what_is_no_picture_is_not_padded(padded_picture: Callable[[bytes], bytes], content: bytes) -> None:
    with pytest.raises(BadMessage):
        padded_picture(content)
