"""Sealed segments on disk: whole under their name, or not there."""

import errno
import os
from pathlib import Path

import pytest

from edge.capture.drafts import DraftDirectory


def test_segments_are_listed_in_order(tmp_path: Path) -> None:
    draft = DraftDirectory(tmp_path / "draft")

    for index in (2, 0, 11, 1):
        draft.keep(index, b"sealed %d" % index)

    assert [path.read_bytes() for path in draft.segments()] == [b"sealed 0", b"sealed 1", b"sealed 2", b"sealed 11"]


def test_only_its_owner_may_read_a_draft(tmp_path: Path) -> None:
    draft = DraftDirectory(tmp_path / "draft")

    draft.keep(0, b"sealed")

    assert (tmp_path / "draft").stat().st_mode & 0o777 == 0o700
    assert draft.segments()[0].stat().st_mode & 0o777 == 0o600


def test_bytes_are_synced_before_the_name_and_the_name_before_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = DraftDirectory(tmp_path / "draft")
    synced: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda _descriptor: synced.append(_names(tmp_path)))

    draft.keep(0, b"sealed")

    assert synced == [[".new-00000.age"], ["00000.age"]]


def test_a_disk_that_fails_while_syncing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = DraftDirectory(tmp_path / "draft")
    monkeypatch.setattr(os, "fsync", _full)

    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        draft.keep(0, b"sealed")

    assert _names(tmp_path) == []


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "draft").iterdir())


def _full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
