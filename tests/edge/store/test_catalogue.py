"""The catalogue is the old one or the new one, whatever happens to its files."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge.store.catalogue import Catalogue, KeptNotice, TwoGenerations
from wire.ids import NoticeId
from wire.seal.signed import Signed

ENVELOPE = Signed(alg="ed25519", kid="county", context="notice/v1", payload=b"{}", signature=b"s")


def kept(number: int) -> KeptNotice:
    return KeptNotice(NoticeId(f"{number:032x}"), 1, f"{number:064x}", ENVELOPE)


def numbers(catalogue: Catalogue) -> list[int]:
    return [int(notice.notice_id, 16) for notice in catalogue.notices()]


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    catalogue.keep_notice(kept(1))
    catalogue.keep_index(ENVELOPE, 77)

    again = Catalogue(tmp_path)

    assert numbers(again) == [1]
    assert again.index() == (ENVELOPE, 77)


def test_an_empty_home_is_an_empty_catalogue(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "new")

    assert catalogue.notices() == []
    assert catalogue.index() is None


def test_the_same_notice_again_does_not_touch_the_disk(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    catalogue.keep_notice(kept(1))
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    catalogue.keep_notice(kept(1))

    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("damage", [b"", b"not a number at all\n{}", b"9 00\n{}", b"\xff\xfe"])
def test_a_damaged_newest_generation_gives_the_one_before(tmp_path: Path, damage: bytes) -> None:
    catalogue = Catalogue(tmp_path)
    catalogue.keep_notice(kept(1))
    catalogue.keep_notice(kept(2))
    newest = max(tmp_path.iterdir(), key=lambda path: int(path.read_bytes().split(b" ")[0]))

    newest.write_bytes(damage)

    assert numbers(Catalogue(tmp_path)) == [1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0, 1), garbage=st.binary(max_size=8))
def test_a_torn_write_is_never_believed(tmp_path_factory: pytest.TempPathFactory, cut: float, garbage: bytes) -> None:
    folder = tmp_path_factory.mktemp("catalogue")
    catalogue = Catalogue(folder)
    for number in range(1, 4):
        catalogue.keep_notice(kept(number))
    newest = max(folder.iterdir(), key=lambda path: int(path.read_bytes().split(b" ")[0]))
    whole = newest.read_bytes()
    torn = whole[: int(len(whole) * cut)] + garbage

    newest.write_bytes(torn)

    assert numbers(Catalogue(folder)) == ([1, 2, 3] if torn == whole else [1, 2])


def test_generations_go_on_counting_after_a_restart(tmp_path: Path) -> None:
    for generation in range(1, 5):
        storage = TwoGenerations(tmp_path)
        storage.write({"t": {"1": {"n": generation}}})

    assert TwoGenerations(tmp_path).read() == {"t": {"1": {"n": 4}}}


def test_dropped_notices_are_gone(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    for number in range(3):
        catalogue.keep_notice(kept(number))

    catalogue.drop_notices([kept(1).sha256])

    assert numbers(Catalogue(tmp_path)) == [0, 2]
