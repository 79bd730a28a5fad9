"""A disk that really fills up under the terminal: it stops promising, and keeps every promise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.root, pytest.mark.skipif(os.geteuid() != 0, reason="FULL DISKS NOT TESTED: needs root")]

# Runs in a mount namespace of its own: promise until the disk is full, then look what is there.
_STORY = """
import subprocess, sys
from pathlib import Path
from bench.promises import check
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", sys.argv[1]], check=True)
home = Path(sys.argv[1])
done = subprocess.run([sys.executable, "-m", "bench.promises", str(home)], capture_output=True, text=True)
said = done.stdout.splitlines()
print(done.returncode != 0, len(said) > 2, check(home, said))
"""


def test_every_promise_given_before_the_disk_was_full_is_kept(tmp_path: Path) -> None:
    command = ["unshare", "-m", "--propagation", "private", sys.executable, "-c", _STORY, str(tmp_path)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    if "mount" in done.stderr and done.returncode:
        pytest.skip(f"FULL DISKS NOT TESTED: this machine forbids mounts: {done.stderr[-200:]}")
    assert done.stdout.strip() == "True True Found(missing=0, torn=0, catalogue_wrong=0)", done.stderr
