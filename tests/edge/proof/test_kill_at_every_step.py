"""Who keeps the proof is killed at every sync and at many a write: what it was told is in the chain, whole."""

import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from edge.store.proofs import Proofs
from tests.edge.cast import T002
from tests.edge.proof.machine import Machine, kept_proof
from wire.wall.chain import entry_sha256
from wire.wall.proof import FIRST_PREV, Shown

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
_KILLED = (137, -9)


@pytest.mark.timeout(150)
@pytest.mark.parametrize(("step", "stride"), [("fdatasync", 1), ("pwrite64", 7)])
def test_what_was_told_survives_a_kill_at_a(step: str, stride: int, tmp_path: Path) -> None:
    kills = 0
    for when in count(1, stride):
        folder = tmp_path / str(when)
        folder.mkdir()

        ended, said = story_under_strace(folder, f"{step}:signal=KILL:when={when}")

        assert what_is_proved(folder) >= said, f"killed at {step} number {when}"
        if ended not in _KILLED:
            break
        kills += 1
    assert kills >= 3


@pytest.mark.parametrize("fault", ["fdatasync:error=EIO:when=12", "pwrite64:error=ENOSPC:when=60..64"])
def test_a_disk_that_fails_stops_no_wall(fault: str, tmp_path: Path) -> None:
    ended, said = story_under_strace(tmp_path, fault)

    assert ended == 0
    assert said == {0, 1, 2, 3}
    assert what_is_proved(tmp_path) == said


def what_is_proved(folder: Path) -> set[int]:
    """After the next start, which closes what was left open; the chain must hold."""
    with kept_proof(folder, Machine(boot="b" * 32)) as proof:
        entries = list(proof.store.entries())
    prev = FIRST_PREV
    for n, entry in enumerate(entries):
        assert (entry.n, entry.prev) == (n, prev)
        prev = entry_sha256(entry)
    again = Proofs(folder / "proof.sqlite", T002)
    assert (again.count, again.head) == (len(entries), prev)
    again.close()
    return {int(entry.fact.notice_id, 16) for entry in entries if isinstance(entry.fact, Shown)}


def story_under_strace(folder: Path, inject: str) -> tuple[int, set[int]]:
    """How the story ended, and which pages it had been told of."""
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", str(folder / "proof.sqlite"), "-P"]
    command += [str(folder / "proof.sqlite-wal"), "-e", f"inject={inject}"]
    done = subprocess.run(
        [*command, sys.executable, "-m", "tests.edge.proof.story", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, {int(line.split()[1]) for line in done.stdout.splitlines()}
