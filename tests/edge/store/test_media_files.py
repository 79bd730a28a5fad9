"""A picture has its name only when all of it is on disk and is what the name says."""

import hashlib
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from edge.errors import NoRoom
from edge.store.media_files import MediaFiles
from tests.edge.wall.kills import killed_everywhere

BODIES = (b"one" * 1000, b"two" * 1000, b"three")
WHOLE = hashlib.sha256(b"".join(BODIES)).hexdigest()
NAMES = tuple(hashlib.sha256(body).hexdigest() for body in BODIES)


def store(folder: Path) -> MediaFiles:
    return MediaFiles(folder, reserve_bytes=0)


def filled(folder: Path) -> MediaFiles:
    files = store(folder)
    for name, body in zip(NAMES, BODIES, strict=True):
        files.keep_piece(name, body)
    return files


def test_pieces_become_the_file(tmp_path: Path) -> None:
    files = filled(tmp_path)

    assert files.assemble(WHOLE, NAMES)

    assert files.path(WHOLE).read_bytes() == b"".join(BODIES)
    assert files.is_whole(WHOLE)
    assert store(tmp_path).found() == files.found()


def test_pieces_in_another_order_are_another_file_and_go(tmp_path: Path) -> None:
    files = filled(tmp_path)

    assert not files.assemble(WHOLE, NAMES[::-1])

    assert files.found().files == frozenset()
    assert files.found().pieces == frozenset()


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_file_that_went_bad_is_found_out(tmp_path: Path, damage: bytes | None) -> None:
    files = filled(tmp_path)
    files.assemble(WHOLE, NAMES)

    if damage is None:
        files.path(WHOLE).unlink()
    else:
        files.path(WHOLE).write_bytes(damage)

    assert not files.is_whole(WHOLE)


def test_a_kill_at_any_step_leaves_no_file_that_is_not_whole(tmp_path: Path) -> None:
    def story(when: int) -> None:
        filled(tmp_path / str(when)).assemble(WHOLE, NAMES)

    whole = 0
    for when in killed_everywhere(story):
        files = store(tmp_path / str(when))
        found = files.found()
        assert all(files.is_whole(name) for name in found.files)
        assert all(hashlib.sha256((files._pieces / name).read_bytes()).hexdigest() == name for name in found.pieces)
        assert not list((tmp_path / str(when)).rglob(".new-*"))
        whole += WHOLE in found.files

    assert whole >= 1


def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = store(tmp_path)
    usage = namedtuple("usage", "total used free")  # noqa: PYI024  # as shutil gives it
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100, 95, 5))

    with pytest.raises(NoRoom):
        files.keep_piece(NAMES[0], BODIES[0])

    assert files.found().pieces == frozenset()


def test_of_what_nobody_needs_the_newest_stays(tmp_path: Path) -> None:
    files = filled(tmp_path)

    files.keep_newest(NAMES, most_bytes=len(BODIES[2]) + len(BODIES[1]))

    assert files.found().pieces == {NAMES[1], NAMES[2]}


def test_strangers_in_the_folder_are_let_alone(tmp_path: Path) -> None:
    files = store(tmp_path)
    (tmp_path / "files" / "readme.txt").write_text("mine")

    files.keep_newest(files.found().files, most_bytes=0)

    assert files.found().files == frozenset()
    assert (tmp_path / "files" / "readme.txt").exists()
