"""The life of the private broker; what it lets in and out is in tests/broker."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from county.fleet.authority import Authority
from county.fleet.broker import Broker
from wire.ids import TerminalId

pytestmark = pytest.mark.broker

PARENT = """
import sys, time
from pathlib import Path
from county.fleet.authority import Authority
from county.fleet.broker import Broker
home = Path(sys.argv[1])
broker = Broker(home / "broker", Authority.create(home / "ca"))
broker.start()
print(broker.pid, flush=True)
time.sleep(60)
"""


def test_it_keeps_its_port_and_its_key_over_a_restart(tmp_path: Path) -> None:
    with Broker(tmp_path / "broker", Authority.create(tmp_path / "ca")) as broker:
        port, first, key = broker.port, broker.pid, (broker.folder / "server.key").read_bytes()
        broker.restart()

        assert broker.port == port
        assert broker.pid not in (None, first)
        assert (broker.folder / "server.key").read_bytes() == key
    assert broker.pid is None


def test_it_sees_no_key_of_an_authority(tmp_path: Path) -> None:
    broker = Broker(tmp_path / "broker", Authority.create(tmp_path / "ca"), terminals=[TerminalId("t001")])

    broker.prepare()

    assert sorted(path.name for path in broker.folder.iterdir()) == [
        *("county.acl", "device-ca.crt", "device.crl", "mosquitto.conf", "persistence", "server.crt", "server.key"),
    ]
    assert "$" not in "".join(line for line in broker.config.read_text().splitlines() if not line.startswith("#"))


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    with Broker(tmp_path / "broker", Authority.create(tmp_path / "ca")) as broker:
        pid = broker.pid
        broker.start()

        assert broker.pid == pid


def test_it_does_not_outlive_who_started_it(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        text=True,
    )
    with parent:
        assert parent.stdout
        broker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while _alive(broker) and time.monotonic() < deadline:
        time.sleep(0.02)

    assert not _alive(broker)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    return state != "Z"
