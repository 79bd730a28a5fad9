"""`python -m county` keeps its children alive."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil  # type: ignore[import-untyped]  # ships no types
import pytest

from county.config import CountyConfig
from county.fleet.authority import Authority
from tests.county.cast import write_settings


def until(holds: Callable[[], bool], *, within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def web_of(parent: psutil.Process) -> int:
    """Process id of the web child; 0 while there is none."""
    for each in parent.children():
        with suppress(psutil.Error):
            if "county.web" in " ".join(each.cmdline()):
                return int(each.pid)
    return 0


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def county(home: CountyConfig, port: int) -> Iterator[subprocess.Popen[bytes]]:
    authority = Authority.create(home.home / "ca")
    authority.issue_gateway().write(home.keys / "gateway.key", home.keys / "gateway.crt")
    (home.keys / "ca.crt").write_bytes(authority.server_ca.read_bytes())
    command = [sys.executable, "-m", "county", "--config", str(write_settings(home.home, port=port))]
    with (home.home / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as process:
        yield process
        process.terminate()


def test_a_fallen_child_comes_back_and_all_end_together(
    home: CountyConfig, county: subprocess.Popen[bytes], port: int
) -> None:
    until(lambda: listens(port))
    parent = psutil.Process(county.pid)
    first = web_of(parent)

    psutil.Process(first).kill()
    until(lambda: web_of(parent) not in (0, first) and listens(port))
    children = parent.children()
    county.terminate()

    assert county.wait(15) == 0
    assert len(children) == 2
    assert not any(each.is_running() for each in children)
    assert "county.web ended" in (home.home / "log").read_text(encoding="utf-8")
