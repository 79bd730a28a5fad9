"""The submitting process is killed at every fsync and every rename: whoever was thanked is kept, whole."""

import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from bench.promises import Found, check

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
NOTHING_LOST = Found(missing=0, torn=0, catalogue_wrong=0)
_KILLED = (137, -9)


@pytest.mark.timeout(150)
@pytest.mark.parametrize("step", ["fsync", "fdatasync", "rename"])
def test_a_promise_survives_a_kill_at_every(step: str, tmp_path: Path) -> None:
    kills = 0
    for when in count(1):
        home = tmp_path / str(when)
        home.mkdir()

        ended, said = promise_under_strace(home, f"{step}:signal=KILL:when={when}")

        assert check(home, said) == NOTHING_LOST, f"killed at {step} number {when}"
        if ended not in _KILLED:
            break
        kills += 1
    assert kills >= 3


@pytest.mark.parametrize("fault", ["fsync:error=EIO:when=3", "fsync:error=ENOSPC:when=4", "rename:error=EIO:when=3"])
def test_a_disk_that_fails_is_not_thanked_for(fault: str, tmp_path: Path) -> None:
    ended, said = promise_under_strace(tmp_path, fault)

    assert ended != 0
    assert check(tmp_path, said) == NOTHING_LOST


def promise_under_strace(home: Path, inject: str) -> tuple[int, list[str]]:
    """How the promising child ended, and what it had said until then."""
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={inject}"]
    child = [sys.executable, "-m", "bench.promises", str(home), "--count", "2"]
    done = subprocess.run([*command, *child], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()
