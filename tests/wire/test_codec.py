"""Records survive the journey to bytes and back; bytes that are no record are a BadMessage and nothing else."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from wire.affairs.notice import Notice, NoticeEntry, NoticeIndex
from wire.codec import from_json, from_msgpack, to_json, to_msgpack
from wire.content import Column, Table
from wire.errors import BadMessage
from wire.ids import NoticeId, PetitionId, SiteId
from wire.petition.upload import MAX_CHUNK_BYTES, Chunk, Have, PetitionOffer

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
whole = st.integers(min_value=0, max_value=2**53 - 1)
notices = st.builds(
    Notice,
    notice_id=texts.map(NoticeId),
    version=st.integers(1, 99),
    site=texts.map(SiteId),
    village=texts,
    title=texts,
    body=texts,
    table=st.none()
    | st.builds(
        Table,
        columns=st.lists(st.builds(Column, title=texts), min_size=1, max_size=3),
        rows=st.lists(st.lists(texts | whole, max_size=3), max_size=4),
    ),
    as_of=texts,
    published_at_ms=whole,
)
indexes = st.builds(
    NoticeIndex,
    site=texts.map(SiteId),
    serial=whole,
    published_at_ms=whole,
    entries=st.lists(
        st.builds(NoticeEntry, notice_id=texts.map(NoticeId), version=st.integers(1, 9), sha256=texts), max_size=3
    ),
)


@given(notices | indexes)
def test_a_record_comes_back_from_json_as_it_was(record: Notice | NoticeIndex) -> None:
    content = to_json(record)

    back = from_json(content, type(record))

    assert back == record


@given(notices)
def test_our_json_is_the_canonical_json_of_rfc_8785(notice: Notice) -> None:
    content = to_json(notice)

    assert content == rfc8785.dumps(json.loads(content))


@given(st.binary(max_size=500), whole)
def test_a_chunk_comes_back_from_msgpack_as_it_was(body: bytes, index: int) -> None:
    chunk = Chunk(petition_id=PetitionId("a" * 32), index=index, sha256=bytes(32), body=body)

    assert from_msgpack(to_msgpack(chunk), Chunk) == chunk


@given(st.binary(max_size=300))
def test_noise_is_a_bad_message_and_nothing_else(noise: bytes) -> None:
    for kind in (PetitionOffer, Have, Notice):
        with pytest.raises(BadMessage):
            from_json(noise, kind)
    with pytest.raises(BadMessage):
        from_msgpack(noise, Chunk)


@given(st.data())
def test_a_message_cut_short_is_a_bad_message(data: st.DataObject) -> None:
    content = to_msgpack(Chunk(petition_id=PetitionId("b" * 32), index=3, sha256=bytes(32), body=b"abc" * 50))
    cut = data.draw(st.integers(0, len(content) - 1))

    with pytest.raises(BadMessage):
        from_msgpack(content[:cut], Chunk)


HOSTILE = {
    "another type": b'{"type":"Notice","petition_id":"a","serial":1,"chunk_bytes":65536,"received":""}',
    "an unknown field": b'{"type":"Have","petition_id":"a","serial":1,"chunk_bytes":65536,"received":"","x":1}',
    "a field missing": b'{"type":"Have","petition_id":"a","serial":1}',
    "a number for bytes": b'{"type":"Have","petition_id":"a","serial":1,"chunk_bytes":65536,"received":7}',
    "ten thousand brackets": b"[" * 10_000,
    "broken base64": b'{"type":"Have","petition_id":"a","serial":1,"chunk_bytes":65536,"received":"%%"}',
    "half a surrogate": b'{"type":"Have","petition_id":"\\ud800","serial":1,"chunk_bytes":65536,"received":""}',
    "a byte that is no utf-8": b'{"type":"Have","petition_id":"\xff","serial":1,"chunk_bytes":65536,"received":""}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_have_is_a_bad_message(content: bytes) -> None:
    with pytest.raises(BadMessage):
        from_json(content, Have)


def test_a_chunk_longer_than_the_largest_is_a_bad_message() -> None:
    chunk = Chunk(petition_id=PetitionId("c" * 32), index=0, sha256=bytes(32), body=bytes(MAX_CHUNK_BYTES + 1))

    with pytest.raises(BadMessage):
        from_msgpack(to_msgpack(chunk), Chunk)
