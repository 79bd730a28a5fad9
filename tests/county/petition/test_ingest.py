"""What the county promises a terminal, what it refuses, and what it does with what comes twice, late or torn."""

import dataclasses
import errno
import os
import random
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county.config import CountyConfig, Limits
from county.fleet.models import device_key
from county.keys import CountySigner
from county.petition.ingest import Answer, Ingest
from county.petition.models import Petition, Receipt, StateChange, Upload
from county.petition.objects import ObjectStore
from tests.county.cast import Device, Sealed, bytes_petition
from wire import topics
from wire.ids import PetitionId, new_id
from wire.petition.manifest import MANIFEST_CONTEXT
from wire.petition.upload import RECEIPT_CONTEXT, Have, Refused
from wire.petition.upload import Receipt as ReceiptRecord
from wire.seal.signed import Signed, payload_sha256, signed, verified


def told(ingest: Ingest) -> Answer:
    """The one answer of a commit."""
    answers = ingest.commit()
    assert len(answers) == 1
    return answers[0]


def offered(ingest: Ingest, petition: Sealed) -> Have:
    ingest.offer(petition.device.terminal_id, petition.offer)
    record = told(ingest).record
    assert isinstance(record, Have)
    return record


def sent(ingest: Ingest, petition: Sealed, *indexes: int) -> Answer:
    """These chunks, or all; what the county says of them."""
    chunks = petition.chunks
    for index in indexes or range(len(chunks)):
        ingest.chunk(petition.device.terminal_id, chunks[index])
    return told(ingest)


def refusal(answer: Answer) -> tuple[str, bool]:
    assert answer.row == topics.REFUSED
    assert isinstance(answer.record, Refused)
    return answer.record.reason, answer.record.permanent


def bits(answer: Answer) -> set[int]:
    assert isinstance(answer.record, Have)
    return {i for i in range(len(answer.record.received) * 8) if answer.record.received[i // 8] >> (i % 8) & 1}


def ingest_on(store: ObjectStore, home: CountyConfig, limits: Limits) -> Ingest:
    return Ingest(store, CountySigner.read(home.keys), limits=limits, device_key=device_key)


def test_a_petition_comes_in_whole_and_gets_a_signed_receipt(
    ingest: Ingest, home: CountyConfig, store: ObjectStore, t001: Device
) -> None:
    petition = bytes_petition(t001)
    offered(ingest, petition)

    answer = sent(ingest, petition)

    assert isinstance(answer.record, Signed)
    key = CountySigner.read(home.keys).public_key
    receipt = verified(answer.record, ReceiptRecord, key=key, context=RECEIPT_CONTEXT)
    assert receipt.petition_id == petition.petition_id
    assert receipt.manifest_sha256 == payload_sha256(petition.offer.manifest)
    assert [store.part(petition.petition_id, n) for n in range(3)] == petition.parts
    assert Petition.objects.get().state == "received"
    assert StateChange.objects.get().new == "received"
    assert not Upload.objects.exists()


def test_every_later_offer_and_chunk_gets_the_very_same_receipt(ingest: Ingest, t001: Device) -> None:
    petition = bytes_petition(t001)
    offered(ingest, petition)
    first = sent(ingest, petition)

    ingest.offer("t001", petition.offer)
    again = told(ingest)
    late = sent(ingest, petition, 0)

    assert first == again == late
    assert Petition.objects.count() == Receipt.objects.count() == 1


def test_chunks_in_any_order_and_twice_make_the_same_petition(ingest: Ingest, t001: Device) -> None:
    petition = bytes_petition(t001)
    offered(ingest, petition)
    order = [*range(len(petition.chunks))] * 2
    random.Random(7).shuffle(order)  # noqa: S311  # the same mixture every time

    answers = [sent(ingest, petition, index) for index in order]

    assert isinstance(answers[-1].record, Signed)
    assert Petition.objects.count() == 1


def test_a_have_tells_only_what_is_committed_and_grows(ingest: Ingest, t001: Device) -> None:
    petition = bytes_petition(t001)
    first = offered(ingest, petition)

    second = sent(ingest, petition, 1)
    third = sent(ingest, petition, 0)

    assert bits(second) == {1}
    assert bits(third) == {0, 1}
    serials = [answer.serial for answer in (first, second.record, third.record) if isinstance(answer, Have)]
    assert serials == sorted(set(serials))


def test_a_restarted_gateway_knows_what_was_committed_and_nothing_else(
    ingest: Ingest, home: CountyConfig, store: ObjectStore, t001: Device
) -> None:
    petition = bytes_petition(t001)
    offered(ingest, petition)
    sent(ingest, petition, 0)
    ingest.chunk("t001", petition.chunks[1])

    ingest.close()
    after = ingest_on(store, home, Limits(disk_reserve_bytes=1))
    after.offer("t001", petition.offer)

    assert bits(told(after)) == {0}
    after.close()


def test_a_crash_between_the_file_and_the_database_is_made_good(
    ingest: Ingest, home: CountyConfig, store: ObjectStore, t001: Device
) -> None:
    petition = bytes_petition(t001)
    offered(ingest, petition)
    for chunk in petition.chunks:
        ingest.chunk("t001", chunk)
    for incoming in ingest._touched.values():
        incoming.sync()
        incoming.save()
    ingest.close()
    store.finish(petition.petition_id)

    after = ingest_on(store, home, Limits(disk_reserve_bytes=1))
    after.offer("t001", petition.offer)

    assert told(after).row == topics.RECEIPT
    assert Petition.objects.count() == 1


def test_a_torn_chunk_is_not_kept(ingest: Ingest, t001: Device) -> None:
    petition = bytes_petition(t001)
    offered(ingest, petition)
    whole = petition.chunks[0]

    ingest.chunk("t001", msgspec.structs.replace(whole, body=whole.body[:-1] + b"?"))
    ingest.chunk("t001", msgspec.structs.replace(whole, body=whole.body[:-1]))
    ingest.chunk("t001", msgspec.structs.replace(whole, index=4_000_000_000))

    assert bits(told(ingest)) == set()


def test_a_part_that_is_not_what_was_promised_is_asked_for_again(ingest: Ingest, t001: Device) -> None:
    petition = bytes_petition(t001, 65536 * 2, 65536, 4096)
    offered(ingest, petition)
    forged = Sealed(t001, petition.petition_id, [petition.parts[0], b"x" * 65536, petition.parts[2]])

    asked = sent(ingest, forged)
    receipt = sent(ingest, petition, 2)

    assert bits(asked) == {0, 1, 3}
    assert receipt.row == topics.RECEIPT


def test_a_chunk_that_nobody_offered_is_refused_and_nothing_is_written(
    ingest: Ingest, store: ObjectStore, t001: Device, home: CountyConfig
) -> None:
    petition = bytes_petition(t001)

    answer = sent(ingest, petition, 0)

    assert refusal(answer) == ("unknown_petition", False)
    assert not list(home.home.rglob("*.age"))


def test_another_terminals_petition_is_out_of_reach(ingest: Ingest, t001: Device, mallory: Device) -> None:
    petition = bytes_petition(t001)
    offered(ingest, petition)
    stolen = dataclasses.replace(petition, device=mallory)

    ingest.offer("mallory", stolen.offer)
    offer = told(ingest)
    ingest.chunk("mallory", petition.chunks[0])
    chunk = told(ingest)
    ingest.offer("t001", petition.offer)

    assert refusal(offer) == ("conflict", True)
    assert refusal(chunk) == ("unknown_petition", False)
    assert bits(told(ingest)) == set()


def test_a_finished_petition_tells_another_terminal_nothing(ingest: Ingest, t001: Device, mallory: Device) -> None:
    petition = bytes_petition(t001)
    offered(ingest, petition)
    sent(ingest, petition)

    ingest.chunk("mallory", petition.chunks[0])

    assert refusal(told(ingest)) == ("unknown_petition", False)


def test_the_same_id_with_other_content_is_a_conflict(ingest: Ingest, t001: Device) -> None:
    petition = bytes_petition(t001)
    offered(ingest, petition)

    ingest.offer("t001", dataclasses.replace(petition, parts=[b"a" * 5000, b"b" * 5000]).offer)

    assert refusal(told(ingest)) == ("conflict", True)


def test_a_manifest_signed_by_another_key_is_refused(ingest: Ingest, t001: Device, mallory: Device) -> None:
    petition = bytes_petition(t001)
    forged = signed(petition.manifest, mallory, MANIFEST_CONTEXT)

    ingest.offer("t001", msgspec.structs.replace(petition.offer, manifest=forged))
    foreign = told(ingest)
    ingest.offer("t001", msgspec.structs.replace(petition.offer, manifest=msgspec.structs.replace(forged, kid="t001")))
    renamed = told(ingest)
    ingest.offer(
        "t001", msgspec.structs.replace(petition.offer, manifest=signed(petition.manifest, t001, "receipt/v1"))
    )
    repurposed = told(ingest)

    assert {refusal(each) for each in (foreign, renamed, repurposed)} == {("bad_signature", True)}
    assert not Upload.objects.exists()


@pytest.mark.parametrize("wrong", ["petition", "length", "empty", "no-meta", "sha", "mailbox"])
def test_a_manifest_that_does_not_match_its_offer_is_refused(ingest: Ingest, t001: Device, wrong: str) -> None:
    petition = bytes_petition(t001)
    manifest = petition.manifest
    parts = manifest.parts
    replaced: dict[str, Any] = {
        "petition": {"petition_id": PetitionId(new_id())},
        "length": {"parts": [*parts[:-1], msgspec.structs.replace(parts[-1], length=parts[-1].length + 1)]},
        "empty": {"parts": [*parts, msgspec.structs.replace(parts[0], length=0)]},
        "no-meta": {"parts": [*parts[:-1], msgspec.structs.replace(parts[-1], role="media")]},
        "sha": {"parts": [*parts[:-1], msgspec.structs.replace(parts[-1], sha256="../../etc/passwd")]},
        "mailbox": {"mailbox": "1234"},
    }
    envelope = signed(msgspec.structs.replace(manifest, **replaced[wrong]), t001, MANIFEST_CONTEXT)

    ingest.offer("t001", msgspec.structs.replace(petition.offer, manifest=envelope))

    assert refusal(told(ingest)) == ("bad_manifest", True)
    assert not Upload.objects.exists()


def test_ten_gigabytes_are_refused_at_the_offer(ingest: Ingest, home: CountyConfig, t001: Device) -> None:
    offer = msgspec.structs.replace(bytes_petition(t001).offer, total_bytes=10 * 1024**3)

    ingest.offer("t001", offer)

    assert refusal(told(ingest)) == ("too_large", True)
    assert not list(home.home.rglob("*.age"))


def test_an_unregistered_terminal_may_come_back_later(ingest: Ingest) -> None:
    stranger = bytes_petition(Device("t099"))

    ingest.offer("t099", stranger.offer)

    assert refusal(told(ingest)) == ("unknown_terminal", False)


def test_the_disk_reserve_is_not_given_away(
    store: ObjectStore, home: CountyConfig, registered: None, t001: Device
) -> None:
    greedy = ingest_on(store, home, Limits(disk_reserve_bytes=1 << 60, retry_after_s=77))

    greedy.offer("t001", bytes_petition(t001).offer)

    answer = told(greedy)
    assert refusal(answer) == ("county_full", False)
    assert isinstance(answer.record, Refused)
    assert answer.record.retry_after_s == 77


def test_one_terminal_cannot_take_all_the_disk(
    store: ObjectStore, home: CountyConfig, registered: None, t001: Device
) -> None:
    careful = ingest_on(store, home, Limits(disk_reserve_bytes=1, terminal_open_max_bytes=300_000))
    first = bytes_petition(t001, 200_000, 4_000)
    offered(careful, first)

    careful.offer("t001", bytes_petition(t001, 150_000, 4_000).offer)

    assert refusal(told(careful)) == ("county_full", False)
    assert sent(careful, first).row == topics.RECEIPT
    careful.close()


@pytest.mark.parametrize("call", ["pwrite", "fdatasync", "fsync", "posix_fallocate", "replace"])
def test_a_disk_that_says_no_promises_nothing_and_loses_nothing(
    ingest: Ingest, t001: Device, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    petition = bytes_petition(t001)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, call, full)
        broken.setattr("pathlib.Path.replace", full) if call == "replace" else None
        ingest.offer("t001", petition.offer)
        answers = ingest.commit()
        for chunk in petition.chunks:
            ingest.chunk("t001", chunk)
        answers += ingest.commit()

    assert "county_full" in {refusal(each)[0] for each in answers if each.row == topics.REFUSED}
    assert topics.RECEIPT not in {each.row for each in answers}
    assert not Petition.objects.exists()
    ingest.offer("t001", petition.offer)
    ingest.commit()
    assert sent(ingest, petition).row == topics.RECEIPT


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_county_clock_that_is_wrong_loses_nothing(
    home: CountyConfig, store: ObjectStore, t001: Device, *, registered: None, year: int
) -> None:
    lost = Ingest(
        store,
        CountySigner.read(home.keys),
        limits=Limits(disk_reserve_bytes=1),
        device_key=device_key,
        now=lambda: datetime(year, 1, 1, tzinfo=UTC),
    )
    petition = bytes_petition(t001)
    offered(lost, petition)

    assert sent(lost, petition).row == topics.RECEIPT
    assert Petition.objects.get().received_at.year == year


def test_more_uploads_than_open_files_all_arrive(ingest: Ingest, t001: Device) -> None:
    petitions = [bytes_petition(t001, 5_000, 4_000) for _ in range(70)]
    for petition in petitions:
        ingest.offer("t001", petition.offer)
    ingest.commit()

    for petition in petitions:
        assert sent(ingest, petition).row == topics.RECEIPT

    assert len(ingest._open._open) <= 64


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["offer", "chunk", "torn", "commit", "restart"]), st.integers(0, 4)), max_size=25
    )
)
def test_whatever_happens_a_receipt_means_the_whole_petition(
    home: CountyConfig, store: ObjectStore, t001: Device, *, registered: None, steps: list[tuple[str, int]]
) -> None:
    petition = bytes_petition(t001, 150_000, 70_000, 4_000)
    gate = ingest_on(store, home, Limits(disk_reserve_bytes=1))
    promised: set[int] = set()

    for step, number in [
        *steps,
        ("offer", 0),
        *(("chunk", i) for i in range(4)),
        ("commit", 0),
        ("offer", 0),
        ("commit", 0),
    ]:
        chunk = petition.chunks[number % len(petition.chunks)]
        match step:
            case "offer":
                gate.offer("t001", petition.offer)
            case "chunk":
                gate.chunk("t001", chunk)
            case "torn":
                gate.chunk("t001", msgspec.structs.replace(chunk, body=chunk.body[::-1]))
            case "restart":
                gate.close()
                gate = ingest_on(store, home, Limits(disk_reserve_bytes=1))
            case _:
                for answer in gate.commit():
                    if answer.row == topics.HAVE:
                        assert bits(answer) >= promised
                        promised = bits(answer)

    assert [store.part(petition.petition_id, n) for n in range(3)] == petition.parts
    gate.close()
