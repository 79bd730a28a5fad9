"""What the ingest does with torn, foreign, forged and oversized things, and with a disk that says no."""

import dataclasses
import errno
import os
from typing import Any

import msgspec
import pytest

from county.config import CountyConfig, Limits
from county.petition.ingest import Ingest
from county.petition.models import Petition, Upload
from county.petition.objects import ObjectStore
from tests.county.cast import Device, Sealed, bytes_petition
from tests.county.petition.telling import bits, ingest_on, offered, refusal, sent, told
from wire import topics
from wire.ids import PetitionId, new_id
from wire.petition.manifest import MANIFEST_CONTEXT
from wire.petition.upload import Refused
from wire.seal.signed import signed


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
