"""Where nothing leads straight from the terminal to the officer, a call goes by the county's relay: a real coturn.

In networks of their own, so it needs root.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.root,
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root: calls by a relay were NOT tested"),
]


def test_a_call_goes_by_the_relay_and_one_without_its_leave_is_told_so() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.edge.call.apart"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told.pop("meet") is False
    by_the_relay = {"refused": "no relay lets us in", "relayed": True, "officer_saw": 0b10110010}
    assert told == {"reactor": by_the_relay, "aiortc": by_the_relay}
