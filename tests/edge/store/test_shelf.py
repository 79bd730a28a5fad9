"""What a shelf holds is what it was told last, or what it was told before, whatever happens to its files."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge.errors import NoRoom
from edge.store.shelf import Kept, Shelf
from tests.edge.wall.kills import killed_everywhere
from wire.seal.signed import Signed


def said(number: int) -> Kept:
    payload = b"%d" % number
    return Kept(Signed(alg="ed25519", kid="county", context="wall/v1", payload=payload, signature=b"s"), {"n": number})


def numbers(shelf: Shelf) -> dict[str, int]:
    return {name: kept.notes["n"] for name, kept in shelf.all()}


def newest(folder: Path) -> Path:
    return max(folder.glob("words.*.json"), key=lambda path: int(path.read_bytes().split(b" ")[0]))


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "words")
    shelf.keep("a", said(1))
    shelf.keep("b", said(2))
    shelf.keep("a", said(3))
    shelf.drop("b")

    again = Shelf(tmp_path, "words")

    assert numbers(again) == {"a": 3}
    assert again.get("a") == said(3)
    assert again.get("b") is None


def test_shelves_of_one_folder_do_not_know_each_other(tmp_path: Path) -> None:
    Shelf(tmp_path, "words").keep("a", said(1))
    Shelf(tmp_path, "others").keep("a", said(2))

    assert numbers(Shelf(tmp_path, "words")) == {"a": 1}


def test_a_kill_at_any_step_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    def story(when: int) -> None:
        shelf = Shelf(tmp_path / str(when), "words")
        shelf.keep("a", said(1))
        shelf.keep("a", said(2))
        shelf.drop("a")

    seen = [numbers(Shelf(tmp_path / str(when), "words")).get("a") for when in killed_everywhere(story)]

    assert set(seen) <= {None, 1, 2}
    assert {1, 2} <= set(seen)
    assert seen[-1] is None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0, 1), garbage=st.binary(max_size=8))
def test_a_torn_write_is_never_believed(tmp_path_factory: pytest.TempPathFactory, cut: float, garbage: bytes) -> None:
    folder = tmp_path_factory.mktemp("shelf")
    shelf = Shelf(folder, "words")
    for number in range(1, 4):
        shelf.keep("a", said(number))
    whole = newest(folder).read_bytes()
    torn = whole[: int(len(whole) * cut)] + garbage

    newest(folder).write_bytes(torn)

    assert numbers(Shelf(folder, "words")) == {"a": 3 if torn == whole else 2}


def test_a_full_disk_changes_nothing_here_nor_after_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path, "words")
    shelf.keep("a", said(1))

    def full(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(NoRoom):
            shelf.keep("b", said(2))
        with pytest.raises(NoRoom):
            shelf.drop("a")

    assert numbers(shelf) == numbers(Shelf(tmp_path, "words")) == {"a": 1}
    shelf.keep("b", said(2))
    assert numbers(Shelf(tmp_path, "words")) == {"a": 1, "b": 2}


def test_a_row_that_is_nonsense_is_left_out(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "words")
    shelf.keep("a", said(1))
    shelf._write({**shelf._rows(), "b": {"envelope": "{}", "notes": {}}, "c": {"notes": 3}, "d": 7})

    assert numbers(Shelf(tmp_path, "words")) == {"a": 1}
