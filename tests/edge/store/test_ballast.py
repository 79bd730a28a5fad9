"""Room that is held back for a start on a full disk."""

from pathlib import Path

import pytest

from edge.store import ballast
from edge.store.ballast import BALLAST_BYTES, drop_if_short, take_if_plenty


def test_it_takes_its_room_once(tmp_path: Path) -> None:
    held = tmp_path / "ballast"

    take_if_plenty(held)
    take_if_plenty(held)

    assert held.stat().st_blocks * 512 >= BALLAST_BYTES


def test_it_is_given_up_only_when_room_is_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = tmp_path / "ballast"
    take_if_plenty(held)

    drop_if_short(held)
    assert held.exists()

    monkeypatch.setattr(ballast, "_SHORT_BYTES", 1 << 62)
    monkeypatch.setattr(ballast, "_PLENTY_BYTES", 1 << 62)
    drop_if_short(held)
    drop_if_short(held)
    take_if_plenty(held)
    assert not held.exists()


def test_what_cannot_be_done_stops_nobody(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "ballast"

    drop_if_short(nowhere)
    take_if_plenty(nowhere)

    assert list(tmp_path.iterdir()) == []
