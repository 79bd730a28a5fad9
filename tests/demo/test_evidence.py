"""Plaintext is found wherever it stands, and only there."""

from pathlib import Path

import pytest

from demo.errors import Leaked
from demo.evidence import search

_BLOCK = 8 * 1024 * 1024
NEEDLES = [b"a name", b"sixteen digits", b"zzzz"]


@pytest.mark.parametrize("at", [0, 5, _BLOCK - 3, _BLOCK, _BLOCK + 100])
def test_a_needle_is_found_also_across_what_is_read_at_once(tmp_path: Path, at: int) -> None:
    haystack = bytearray(_BLOCK + 120)
    haystack[at : at + len(NEEDLES[1])] = NEEDLES[1]
    (tmp_path / "file").write_bytes(haystack)

    with pytest.raises(Leaked):
        search(tmp_path, NEEDLES)


def test_what_only_begins_alike_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"sixteen digit, a nam, zzz, " * 1000)

    assert search(tmp_path, NEEDLES) == 27_000


def test_a_folder_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "slip").write_bytes(NEEDLES[0])

    assert search(tmp_path, NEEDLES, leave_out=[tmp_path / "outside"]) == 0


def test_too_short_a_needle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="four bytes"):
        search(tmp_path, [b"abc"])
