"""Padding hides the length and leaves the content what it was."""

import json

from hypothesis import given
from hypothesis import strategies as st

from wire.seal.padding import bucket, padded_json, padded_mp4


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
