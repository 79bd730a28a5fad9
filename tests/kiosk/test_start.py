"""How faces begin, and what stops them with one sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import AlreadyShown
from kiosk.start import taken

GOOD = '[terminal]\nid = "t001"\npoint = "柳河镇"\nsite = "liuhe"\ncounty = "minquan"\n[link]\nhost = "127.0.0.1"\n'
FACES = pytest.mark.parametrize("face", ["kiosk", "kiosk.wall"])


def refused(face: str, home: Path, settings: bytes = GOOD.encode()) -> str:
    """The last line that it says."""
    (home / "terminal.toml").write_bytes(settings)
    command = [sys.executable, "-m", face, "--config", str(home / "terminal.toml")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 2, done.stderr
    assert b"Traceback" not in done.stderr
    return done.stderr.decode().splitlines()[-1]


@FACES
@pytest.mark.parametrize("settings", [b"\xff\xfe", b"[terminal", GOOD.encode() + b'port = "x"\n'])
def test_wrong_settings_are_a_sentence(face: str, settings: bytes, tmp_path: Path) -> None:
    assert str(tmp_path / "terminal.toml") in refused(face, tmp_path, settings)


@FACES
def test_a_home_that_cannot_be_used_is_a_sentence(face: str, tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(b"in the way")

    assert str(tmp_path / "run") in refused(face, tmp_path)


@FACES
def test_the_second_face_of_a_terminal_does_not_start(face: str, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()

    with taken(tmp_path / "run" / f"{face}.lock"):
        assert "already" in refused(face, tmp_path)


def test_a_face_that_ended_leaves_its_place(tmp_path: Path) -> None:
    taken(tmp_path / "lock").close()

    with taken(tmp_path / "lock"), pytest.raises(AlreadyShown):
        taken(tmp_path / "lock")
