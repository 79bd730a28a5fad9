"""The process itself: refuses a bad home with one sentence, starts, and stops when it is told to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.edge.cast import Cast, make_cast


def edge(config: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "edge", "--config", str(config), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


def test_a_good_home_passes_the_check(cast: Cast) -> None:
    done = edge(cast.home / "terminal.toml", "--check-config")

    assert (done.returncode, done.stdout.strip()[-4:]) == (0, "good")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("[limits]", "[limits]\nrecording_max_m = 3"), "recording_max_m"),
        (("keepalive_s = 20", 'keepalive_s = "20"'), "keepalive_s"),
        (("[panel]", "[pannel]"), "pannel"),
        (('id = "t001"', 'id = "T001"'), "terminal.id"),
        (('id = "t001"', 'id = "t009"'), "t009"),
    ],
)
def test_a_wrong_setting_refuses_to_start_and_is_named(cast: Cast, change: tuple[str, str], named: str) -> None:
    config = cast.home / "terminal.toml"
    before = config.read_text(encoding="utf-8")
    config.write_text(before.replace(*change), encoding="utf-8")
    assert config.read_text(encoding="utf-8") != before

    done = edge(config)

    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_used_is_told_in_one_sentence(cast: Cast) -> None:
    (cast.home / "run").write_bytes(b"in the way")

    done = edge(cast.home / "terminal.toml")

    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"edge: {cast.home}/run: File exists"]


def test_a_spool_that_is_none_is_told_and_left_as_it_is(cast: Cast) -> None:
    (cast.home / "spool.sqlite").write_bytes(b"torn" * 1000)

    done = edge(cast.home / "terminal.toml")

    assert done.returncode == 2
    assert "spool.sqlite: file is not a database" in done.stderr
    assert "Traceback" not in done.stderr
    assert (cast.home / "spool.sqlite").read_bytes() == b"torn" * 1000


def test_a_home_too_deep_for_a_socket_is_told(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    cast = make_cast(deep)

    done = edge(cast.home / "terminal.toml")

    assert done.returncode == 2
    assert "AF_UNIX path too long" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_starts_without_network_or_camera_and_stops_when_told(cast: Cast) -> None:
    command = [sys.executable, "-m", "edge", "--config", str(cast.home / "terminal.toml")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        socket = cast.home / "run" / "edge.sock"
        deadline = time.monotonic() + 20
        while not socket.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert socket.exists()

        os.kill(process.pid, signal.SIGTERM)
        _, words = process.communicate(timeout=15)

    assert process.returncode == 0, words
    assert "Traceback" not in words
    assert not socket.exists()


_WORK = """
import os, threading
from wire.fleet.heaps import give_back, keep_few_heaps
page = os.sysconf("SC_PAGE_SIZE")
def held_mb():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * page / 2**20
def work():
    kept, given = [], []
    for _ in range(2000):
        given.append(bytearray(30_000))
        kept.append(bytearray(64))
    held.append(kept)
keep_few_heaps()
held = []
threads = [threading.Thread(target=work) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
before = held_mb()
give_back()
print(before - held_mb())
"""


def test_memory_that_is_full_of_holes_is_given_back() -> None:
    told = subprocess.run([sys.executable, "-c", _WORK], capture_output=True, text=True, check=True, timeout=30)

    assert float(told.stdout) > 20
