"""A call heals by itself when the link comes back, also elsewhere, and nobody needs new words. In a network of its own.

That it heals after thirty as well is measured by `python -m bench.call` (`heal_after_30s_s`) and not tested here:
it takes that long in real time.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.root,
    pytest.mark.broker,
    pytest.mark.browser,
    pytest.mark.timeout(150),
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root: healing over a cut line was NOT tested"),
]


def test_a_call_heals_over_its_own_connection_after_cuts_and_at_another_address() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.call", "--inside", "cuts", "--quick"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=140,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    healed = json.loads(done.stdout.splitlines()[-1])
    assert healed.pop("safety_words_until_then") == 1
    assert set(healed) == {"heal_after_10s_s", "heal_after_20s_elsewhere_s", "gap_when_it_moves_s"}
