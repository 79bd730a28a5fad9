"""What the county promises a terminal, what it refuses, and what it does with what comes twice, late or torn."""

import random
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county.config import CountyConfig, Limits
from county.fleet.models import device_key
from county.keys import CountySigner
from county.petition.ingest import Ingest
from county.petition.models import Matter, Petition, Receipt, StateChange, Upload
from county.petition.objects import ObjectStore
from tests.county.cast import Device, bytes_petition
from tests.county.petition.telling import bits, ingest_on, offered, sent, told
from wire import topics
from wire.petition.upload import RECEIPT_CONTEXT, Have
from wire.petition.upload import Receipt as ReceiptRecord
from wire.seal.signed import Signed, payload_sha256, verified


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
    assert Matter.objects.get().state == "received"
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
                told_bits = [bits(answer) for answer in gate.commit() if answer.row == topics.HAVE]
                assert all(each >= promised for each in told_bits)
                promised = set().union(promised, *told_bits)

    assert [store.part(petition.petition_id, n) for n in range(3)] == petition.parts
    gate.close()
