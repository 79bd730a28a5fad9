"""Disks of terminal and county that really fill up under a visit: nothing more is promised, every promise is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.timeout(150),
    pytest.mark.broker,
    pytest.mark.root,
    pytest.mark.skipif(os.geteuid() != 0, reason="FULL DISKS NOT TESTED: needs root"),
]


@pytest.mark.parametrize("whose", ["terminal", "county"])
def test_a_disk_that_fills_up_under_a_visit_loses_nothing(whose: str, tmp_path: Path) -> None:
    namespace = ["unshare", "--mount", "--propagation", "private"]
    command = [*namespace, sys.executable, "-m", "tests.journeys.small_disks", whose, str(tmp_path)]

    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=140)

    if done.returncode and ("unshare failed" in done.stderr or "mount" in done.stderr.splitlines()[-1]):
        pytest.skip(f"FULL DISKS NOT TESTED: this machine forbids mounts: {done.stderr[-200:]}")
    assert done.returncode == 0, done.stderr[-3000:]
