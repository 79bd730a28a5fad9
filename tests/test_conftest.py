"""A test that nothing stops does not stop the others' news either."""

import subprocess
import sys
from pathlib import Path

import pytest

_HANGS = {
    "swallowed": """
import time

def test_it() -> None:
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        try:
            time.sleep(30)
        except BaseException:
            pass
""",
    "clearing up": """
import time
import pytest

@pytest.fixture
def place():
    yield
    time.sleep(30)

def test_it(place) -> None:
    assert False
""",
}


@pytest.mark.parametrize("how", _HANGS)
def test_what_hangs_beyond_its_time_says_where_and_ends(how: str, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(_HANGS[how])
    once = ["-p", "no:cacheprovider", "-p", "no:randomly", "-p", "tests.conftest", "-c", "/dev/null"]
    command = [sys.executable, "-m", "pytest", *once, "-o", "timeout=0.5", "-o", "overdue_s=0.5", str(tmp_path)]

    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=25)

    assert done.returncode == 1
    assert "Timeout (0:00:01)!" in done.stderr
    assert "test_it.py" in done.stderr
