"""Batches of the chain: what goes in comes out, what is cut, doubled, swapped or swollen is told from the truth."""

import hashlib
import lzma

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.wall.shown import T002, chain, moment, page
from wire.codec import to_json
from wire.errors import BadMessage
from wire.ids import TerminalId
from wire.wall.chain import (
    MAX_BATCH_ENTRIES,
    Fit,
    check_batch,
    check_root,
    entry_sha256,
    packed,
    unpacked,
)
from wire.wall.proof import FIRST_PREV, MAX_BATCH_BYTES, Gap, ProofBatch, ProofEntry, ProofRoot, Step

FACTS = st.lists(
    st.one_of(
        st.builds(page, st.integers(0, 9), village=st.text(max_size=12)),
        st.sampled_from([Gap(why="power"), Gap(why="unknown")]),
        st.builds(Step, what=st.just("clock"), about=st.text(max_size=30)),
    ),
    min_size=1,
    max_size=12,
)


def held_against(batch: ProofBatch, known: list[ProofEntry]) -> Fit:
    hashes = [entry_sha256(entry) for entry in known]
    return check_batch(batch, T002, upto=len(known), sha256_of=hashes.__getitem__)


@given(FACTS, st.data())
def test_a_batch_brings_the_chain_from_wherever_it_begins(facts: list[Step], data: st.DataObject) -> None:
    entries = chain(facts)
    first = data.draw(st.integers(0, len(entries) - 1))

    links = unpacked(packed(entries[first:]), T002)

    assert [link.entry for link in links] == entries[first:]
    assert [link.sha256 for link in links] == [entry_sha256(entry) for entry in entries[first:]]


@given(FACTS, st.data())
def test_a_batch_that_comes_twice_or_late_or_overlaps_adds_exactly_what_is_missing(
    facts: list[Step], data: st.DataObject
) -> None:
    entries = chain(facts)
    upto = data.draw(st.integers(0, len(entries)))
    first = data.draw(st.integers(0, len(entries) - 1))

    fit = held_against(packed(entries[first:]), entries[:upto])

    if first > upto:
        assert fit == Fit("later")
    else:
        assert [link.entry for link in fit.new] == entries[upto:]
        assert fit.verdict == ("fits" if upto < len(entries) else "had")


def test_another_past_is_a_broken_chain() -> None:
    ours, theirs = chain([page(1), page(2), page(3)]), chain([page(9), page(2), page(3)])

    assert held_against(packed(theirs[1:]), ours[:1]).verdict == "broken"
    assert held_against(packed(theirs), ours[:2]).verdict == "broken"
    assert held_against(packed(theirs[:1]), ours).verdict == "broken"


@given(st.data())
def test_a_batch_with_one_wrong_byte_is_never_taken_for_another_chain(data: st.DataObject) -> None:
    entries = chain([page(number) for number in range(6)])
    batch = packed(entries)
    at = data.draw(st.integers(0, len(batch.entries) - 1))
    torn = bytearray(batch.entries)
    torn[at] ^= data.draw(st.integers(1, 255))

    # The few bytes of xz that carry nothing may change; then the entries are the same.
    try:
        links = unpacked(msgspec.structs.replace(batch, entries=bytes(torn)), T002)
    except BadMessage:
        return
    assert [link.entry for link in links] == entries


@given(st.binary(max_size=300))
def test_noise_is_no_batch(noise: bytes) -> None:
    with pytest.raises(BadMessage):
        unpacked(ProofBatch(first=0, prev=FIRST_PREV, head="0" * 64, entries=noise), T002)


@pytest.mark.parametrize(
    "lines",
    [
        b"",
        b"\n" * 4,
        b"\n" * 5_000_000,
        b" " * 5_000_000 + b"\n",
        b'{"n":0}\n',
        b"\xff\xfe\n",
    ],
    ids=["empty", "blank", "many", "swollen", "another record", "no text"],
)
def test_what_is_packed_well_and_is_no_chain_is_refused(lines: bytes) -> None:
    batch = ProofBatch(first=0, prev=FIRST_PREV, head="0" * 64, entries=lzma.compress(lines))

    with pytest.raises(BadMessage):
        unpacked(batch, T002)


def test_lines_that_say_the_same_in_other_words_are_refused() -> None:
    (entry,) = chain([page()])
    line = to_json(msgspec.structs.replace(entry, prev="")).replace(b'"n":0', b'"n": 0')
    body = lzma.compress(line + b"\n")

    with pytest.raises(BadMessage):
        unpacked(ProofBatch(first=0, prev=FIRST_PREV, head=hashlib.sha256(line).hexdigest(), entries=body), T002)


def test_the_chain_of_another_terminal_is_refused() -> None:
    batch = packed(chain([page()], terminal_id=TerminalId("t009")))

    with pytest.raises(BadMessage):
        unpacked(batch, T002)


def test_a_first_entry_has_nothing_before_it() -> None:
    (entry,) = chain([page()])
    rooted = msgspec.structs.replace(entry, prev="a" * 64)

    with pytest.raises(BadMessage):
        unpacked(packed([rooted]), T002)


def test_a_batch_holds_what_fits_and_says_where_it_ends() -> None:
    entries = chain([page(number % 7) for number in range(MAX_BATCH_ENTRIES + 5)])

    batch = packed(entries)

    assert len(batch.entries) <= MAX_BATCH_BYTES
    assert len(unpacked(batch, T002)) == MAX_BATCH_ENTRIES


def root(entries: list[ProofEntry], *, serial: int = 0, previous_sha256: str = FIRST_PREV) -> ProofRoot:
    return ProofRoot(
        terminal_id=T002,
        serial=serial,
        count=len(entries),
        head=entry_sha256(entries[-1]) if entries else FIRST_PREV,
        day="2026-11-27",
        previous_sha256=previous_sha256,
        at=moment(0),
    )


def test_a_root_is_held_against_the_chain_and_the_root_before_it() -> None:
    entries = chain([page(number) for number in range(6)])
    known = {entry.n: entry_sha256(entry) for entry in entries}
    first, second = root(entries[:2]), root(entries, serial=1, previous_sha256="a" * 64)
    before = (first, "a" * 64)

    def verdict(one: ProofRoot, previous: tuple[ProofRoot, str] | None) -> str:
        return check_root(one, T002, previous=previous, sha256_of=known.get)

    assert verdict(first, None) == "fits"
    assert verdict(second, before) == "fits"
    assert verdict(first, before) == "had"
    assert verdict(second, None) == "later"
    assert verdict(msgspec.structs.replace(second, count=7), before) == "later"
    assert verdict(msgspec.structs.replace(second, count=1), before) == "broken"
    assert verdict(msgspec.structs.replace(second, head="b" * 64), before) == "broken"
    assert verdict(msgspec.structs.replace(second, previous_sha256="b" * 64), before) == "broken"
    assert verdict(msgspec.structs.replace(second, serial=0), before) == "broken"
    assert verdict(msgspec.structs.replace(first, terminal_id=TerminalId("t009")), None) == "broken"
