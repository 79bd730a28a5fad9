"""A stick is read with suspicion: nothing on it makes the terminal hang, follow a link, or read without end."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge.wall.sticks import stick as stick_module
from edge.wall.sticks.stick import MAX_FILE_BYTES, listing, read_word, sticks_below, write_out
from tests.edge.wall.yard import calls, emergency
from wire.affairs.piece import Piece
from wire.codec import to_json
from wire.errors import BadMessage
from wire.seal.signed import Signed


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    mount = tmp_path / "media" / "usb0"
    (mount / "zhitong").mkdir(parents=True)
    return mount


def test_sticks_are_found_where_systems_mount_them(tmp_path: Path) -> None:
    for place in ("usb0/zhitong", "villager/KINGSTON/zhitong", "usb1/photos", "a/b/c/zhitong"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "usb2").symlink_to(tmp_path / "usb0")

    found = [path.relative_to(tmp_path).as_posix() for path in sticks_below(tmp_path)]

    assert sorted(found) == ["usb0", "villager/KINGSTON"]


def test_where_nothing_is_mounted_there_are_none(tmp_path: Path) -> None:
    assert sticks_below(tmp_path / "nowhere") == []


def test_words_are_listed_and_read_emergencies_first(stick: Path) -> None:
    for name, word in (("a-piece.json", Piece(body=b"x")), ("emergency-1.json", calls(emergency()))):
        (stick / "zhitong" / name).write_bytes(to_json(word))

    there = listing(stick)

    assert there.names == ("emergency-1.json", "a-piece.json")
    assert isinstance(read_word(stick, "emergency-1.json"), Signed)
    assert read_word(stick, "a-piece.json") == Piece(body=b"x")


def test_what_changed_is_seen(stick: Path) -> None:
    before = listing(stick).print

    (stick / "zhitong" / "a.json").write_bytes(b"{}")

    assert listing(stick).print != before


def test_links_devices_pipes_folders_and_other_names_are_not_listed(stick: Path) -> None:
    folder = stick / "zhitong"
    (folder / "passwd.json").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.json")
    (folder / "folder.json").mkdir()
    (folder / "notes.txt").write_text("hello")
    if os.geteuid() == 0:
        os.mknod(folder / "zero.json", 0o600 | 0o020000, os.makedev(1, 5))

    assert listing(stick).names == ()


def test_a_link_or_pipe_that_takes_a_file_s_place_is_not_followed(stick: Path) -> None:
    (stick / "zhitong" / "secret.json").symlink_to("/etc/passwd")
    os.mkfifo(stick / "zhitong" / "pipe.json")

    with pytest.raises(OSError):  # any refusal of the kernel
        read_word(stick, "secret.json")
    with pytest.raises(BadMessage):
        read_word(stick, "pipe.json")


def test_a_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "usb0").mkdir()
    (tmp_path / "usb0" / "zhitong").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError):  # any refusal of the kernel
        listing(tmp_path / "usb0")
    assert sticks_below(tmp_path) == []


def test_huge_files_are_left_out_and_one_that_grew_is_not_read(stick: Path) -> None:
    huge = stick / "zhitong" / "huge.json"
    huge.touch()
    os.truncate(huge, 1 << 40)

    there = listing(stick)

    assert (there.names, there.left_out) == ((), 1)
    with pytest.raises(BadMessage):
        read_word(stick, "huge.json")


def test_of_thousands_only_so_many_are_read(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stick_module, "MAX_FILES", 10)
    monkeypatch.setattr(stick_module, "_MOST_LISTED", 30)
    for number in range(50):
        (stick / "zhitong" / f"{number}.json").write_bytes(b"{}")

    there = listing(stick)

    assert len(there.names) == 10
    assert there.left_out == 21


def test_all_together_are_bounded(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stick_module, "MAX_ALL_BYTES", 250)
    for number in range(5):
        (stick / "zhitong" / f"{number}.json").write_bytes(b"x" * 100)

    assert len(listing(stick).names) == 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_a_word_or_are_refused(stick: Path, content: bytes) -> None:
    (stick / "zhitong" / "x.json").write_bytes(content)

    with pytest.raises(BadMessage):
        read_word(stick, "x.json")


def test_torn_words_are_refused_at_every_byte(stick: Path) -> None:
    whole = to_json(calls(emergency()))

    for length in range(0, len(whole), 7):
        (stick / "zhitong" / "x.json").write_bytes(whole[:length])
        with pytest.raises(BadMessage):
            read_word(stick, "x.json")


def test_deep_nesting_is_refused(stick: Path) -> None:
    (stick / "zhitong" / "x.json").write_bytes(b"[" * (MAX_FILE_BYTES - 1))

    with pytest.raises(BadMessage):
        read_word(stick, "x.json")


def test_what_is_written_is_whole_or_what_it_was(stick: Path) -> None:
    write_out(stick, "t002-proof.jsonl", lambda write: write(b"first"))

    def torn(write: object) -> None:
        write(b"second, half")  # type: ignore[operator]  # as it is given
        raise OSError("pulled out")

    with pytest.raises(OSError, match="pulled"):
        write_out(stick, "t002-proof.jsonl", torn)

    out = stick / "zhitong" / "out"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {"t002-proof.jsonl": b"first"}


def test_nothing_is_written_through_a_link(stick: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (stick / "zhitong" / "out").symlink_to(victim)

    with pytest.raises(OSError):  # any refusal of the kernel
        write_out(stick, "t002-proof.jsonl", lambda write: write(b"x"))
    (stick / "zhitong" / "out").unlink()
    (stick / "zhitong" / "out").mkdir()
    (stick / "zhitong" / "out" / "t002-proof.jsonl").symlink_to(victim / "log")
    (stick / "zhitong" / "out" / "t002-proof.jsonl.new").symlink_to(victim / "log")
    write_out(stick, "t002-proof.jsonl", lambda write: write(b"x"))

    assert list(victim.iterdir()) == []
    assert (stick / "zhitong" / "out" / "t002-proof.jsonl").read_bytes() == b"x"


def test_a_pipe_holds_nobody_up(stick: Path) -> None:
    os.mkfifo(stick / "zhitong" / "pipe.json")
    done: list[str] = []

    def read() -> None:
        try:
            read_word(stick, "pipe.json")
        except BadMessage:
            done.append("refused")

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(5)

    assert done == ["refused"]
