"""The bad line is as bad as it says: rate, distance, switch. In a process of its own, which leaves our network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.root,
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root: the emulated line was NOT tested"),
]

CROSSING = """
import json, socket, subprocess, sys, time
from bench.link_emulator import NEAR, Line, LineEmulator, enter_own_network

CALLER = '''
import json, socket, sys, time
began = time.monotonic()
caller = socket.create_connection((sys.argv[1], 5001), timeout=20)
connected = time.monotonic()
caller.sendall(bytes(1_000_000))
caller.shutdown(socket.SHUT_WR)
caller.recv(1)
print(json.dumps({"connect_s": connected - began, "sent_s": time.monotonic() - connected}))
'''
enter_own_network()
with LineEmulator(Line(bits_per_s=10_000_000, round_trip_s=0.1, loss=0.0)) as line:
    desk = socket.create_server((NEAR, 5001))
    line.reset()
    caller = subprocess.Popen(line.far(sys.executable, "-c", CALLER, NEAR), stdout=subprocess.PIPE)
    taken, _ = desk.accept()
    while taken.recv(65536):
        pass
    taken.close()
    facts = json.loads(caller.communicate()[0])
    facts["bytes_to_near"] = line.tally().bytes_to_near
    line.cut(off=True)
    refused = subprocess.run(
        line.far(sys.executable, "-c", "import socket; socket.create_connection(('%s', 5001), timeout=1)" % NEAR),
        capture_output=True,
    )
    facts["through_the_cut"] = refused.returncode == 0
    facts["lost"] = line.tally().lost
print(json.dumps(facts))
"""


def test_the_line_is_as_slow_and_far_as_it_says_and_can_be_cut() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CROSSING],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        timeout=50,
    )

    facts = json.loads(done.stdout)
    assert 0.1 <= facts["connect_s"] < 0.3
    assert facts["sent_s"] >= 0.8, "a megabyte takes at least this long at 10 Mbit/s"
    assert facts["bytes_to_near"] > 1_000_000
    assert not facts["through_the_cut"]
    assert facts["lost"] > 0
