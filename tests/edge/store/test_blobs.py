"""A blob is whole or absent, and room is asked for before anything is promised."""

import hashlib
from pathlib import Path

import pytest

from edge.errors import NoRoom, NotRecorded
from edge.store.blobs import Blobs, SealedPart
from wire.ids import PetitionId

WELL = PetitionId("a" * 32)
ROAD = PetitionId("b" * 32)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", reserve_bytes=1024)


def on_disk(path: Path, content: bytes) -> SealedPart:
    path.write_bytes(content)
    return SealedPart(len(content), hashlib.sha256(content).hexdigest(), path)


def test_parts_from_disk_and_ram_become_one_blob(tmp_path: Path, blobs: Blobs) -> None:
    parts = [on_disk(tmp_path / "0", b"one"), SealedPart.holding(b"two")]

    total_bytes = blobs.assemble(WELL, parts)

    assert total_bytes == 6
    assert blobs.read(WELL, 0, 100) == b"onetwo"
    assert blobs.read(WELL, 2, 2) == b"et"
    assert blobs.path(WELL).stat().st_mode & 0o777 == 0o600


def test_a_part_that_changed_since_it_was_recorded_is_not_promised(tmp_path: Path, blobs: Blobs) -> None:
    part = on_disk(tmp_path / "0", b"one")
    (tmp_path / "0").write_bytes(b"0ne")

    with pytest.raises(NotRecorded):
        blobs.assemble(WELL, [part])

    assert not list((tmp_path / "blobs").iterdir())


def test_a_full_disk_leaves_nothing_half_done(blobs: Blobs, tmp_path: Path) -> None:
    full = SealedPart(1, "", Path("/proc/self/mem"))  # reading it fails, as a dying disk does

    with pytest.raises(NoRoom):
        blobs.assemble(WELL, [SealedPart.holding(b"one"), full])

    assert not list((tmp_path / "blobs").iterdir())


def test_room_is_refused_before_the_reserve_is_touched(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs", reserve_bytes=1 << 60)

    with pytest.raises(NoRoom):
        blobs.require_room(0)


def test_what_was_never_promised_goes_at_start(blobs: Blobs, tmp_path: Path) -> None:
    blobs.assemble(WELL, [SealedPart.holding(b"promised")])
    blobs.assemble(ROAD, [SealedPart.holding(b"not promised")])
    (tmp_path / "blobs" / ".new-torn.blob").write_bytes(b"half")

    again = Blobs(tmp_path / "blobs", reserve_bytes=1024)
    again.remove_all_but({WELL})

    assert [path.name for path in (tmp_path / "blobs").iterdir()] == [f"{WELL}.blob"]
