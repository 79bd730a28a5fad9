"""Rows of promised petitions: made once, never lost, never set back."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from edge.errors import NoRoom
from edge.store.spool import Spool
from wire.ids import PetitionId
from wire.seal.signed import Signed

WELL = PetitionId("a" * 32)
ROAD = PetitionId("b" * 32)
MANIFEST = Signed(alg="es256", kid="t001", context="petition/v1", payload=b'{"n":1}', signature=b"s")
OTHER = Signed(alg="es256", kid="t001", context="petition/v1", payload=b'{"n":2}', signature=b"s")
RECEIPT = Signed(alg="ed25519", kid="county", context="receipt/v1", payload=b"{}", signature=b"r")


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    spool = Spool(tmp_path / "spool.sqlite")
    yield spool
    spool.close()


def test_a_promise_is_there_after_a_restart(spool: Spool, tmp_path: Path) -> None:
    spool.add(WELL, MANIFEST, total_bytes=7, submitted_at_ms=1)

    again = Spool(tmp_path / "spool.sqlite")

    (petition,) = again.waiting()
    again.close()
    assert (petition.petition_id, petition.state, petition.manifest) == (WELL, "sealed", MANIFEST)
    assert (tmp_path / "spool.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_petition_is_added_once(spool: Spool) -> None:
    spool.add(WELL, MANIFEST, total_bytes=7, submitted_at_ms=1)

    spool.add(WELL, OTHER, total_bytes=9, submitted_at_ms=2)

    (petition,) = spool.waiting()
    assert petition.manifest == MANIFEST


def test_petitions_wait_in_the_order_of_their_promise(spool: Spool) -> None:
    spool.add(ROAD, MANIFEST, total_bytes=7, submitted_at_ms=2)
    spool.add(WELL, MANIFEST, total_bytes=7, submitted_at_ms=1)

    assert [petition.petition_id for petition in spool.waiting()] == [ROAD, WELL]


def test_a_receipted_petition_never_goes_back(spool: Spool) -> None:
    spool.add(WELL, MANIFEST, total_bytes=7, submitted_at_ms=1)
    spool.mark_receipted(WELL, RECEIPT)

    spool.mark_sent(WELL)
    spool.mark_refused(WELL, "conflict")

    petition = spool.find(WELL)
    assert petition is not None
    assert (petition.state, petition.receipt) == ("receipted", RECEIPT)
    assert spool.waiting() == []


def test_a_refused_petition_can_still_be_receipted(spool: Spool) -> None:
    spool.add(WELL, MANIFEST, total_bytes=7, submitted_at_ms=1)
    spool.mark_refused(WELL, "unknown_terminal")
    assert [petition.refusal for petition in spool.refused()] == ["unknown_terminal"]

    spool.mark_receipted(WELL, RECEIPT)

    assert spool.refused() == []


def test_facts_only_grow(spool: Spool) -> None:
    assert spool.fact("birth") == 0
    assert spool.raise_fact("birth", 3) == 3
    assert spool.raise_fact("birth", 2) == 3


def test_a_spool_that_cannot_be_written_refuses_and_stays_usable(spool: Spool, tmp_path: Path) -> None:
    spool._database.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(tmp_path / "spool.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(NoRoom):
        spool.add(WELL, MANIFEST, total_bytes=7, submitted_at_ms=1)
    other.execute("ROLLBACK")
    other.close()
    spool.add(WELL, MANIFEST, total_bytes=7, submitted_at_ms=1)

    assert len(spool.waiting()) == 1


def test_every_commit_reaches_the_disk(spool: Spool) -> None:
    assert spool._database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert spool._database.execute("PRAGMA synchronous").fetchone() == (2,)
