"""A bad line in a box: two network namespaces joined by a process that is slow, far and loses packets.

Kernels of small machines often come without netem, so the line is user-space: a TUN device at either end, and
between them a bottleneck with a drop-tail queue, a delay, random loss in both directions, and a switch that cuts it.
Nothing has a name that could be left behind: this process moves into a namespace of its own (`enter_own_network`: the
near end, where the county lives), the far end belongs to a child, and both vanish with their processes.
"""

import ctypes
import fcntl
import mmap
import os
import random
import select
import socket
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from typing import Final, Self

import msgspec

NEAR: Final = "10.77.0.1"
FAR: Final = "10.77.0.2"
_MTU: Final = 1500
_CLONE_NEWNET: Final = 0x40000000
_TUNSETIFF: Final = 0x400454CA
_TUN_WITHOUT_HEADER: Final = 0x0001 | 0x1000
_TALLIES: Final = struct.Struct("=qqqqqq")


class NoEmulator(Exception):
    """This machine does not let us build the line; says what is missing."""


@dataclass(frozen=True)
class Line:
    """What the line is like, the same in both directions. Its queue holds what one round trip delivers."""

    bits_per_s: int
    round_trip_s: float
    loss: float

    @property
    def queue_bytes(self) -> int:
        """What finds it full is dropped."""
        return int(self.bits_per_s / 8 * self.round_trip_s)


@dataclass(frozen=True)
class Tally:
    """What the line has seen since `LineEmulator.reset`. Times are `time.monotonic_ns`."""

    cut: int
    first_call_ns: int
    """When the far end first asked for a TCP connection."""
    bytes_to_near: int
    bytes_to_far: int
    lost: int
    dropped: int


class LineEmulator:
    """The line while the `with` lasts, in the network of this process. `far` wraps commands for the other end."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._shared = os.memfd_create("tally")
        os.ftruncate(self._shared, _TALLIES.size)
        self._tally = mmap.mmap(self._shared, _TALLIES.size)
        self._children: list[subprocess.Popen[bytes]] = []
        self._tuns: list[int] = []
        self._far_address = FAR

    def far(self, *command: str) -> list[str]:
        """Run this there; it ends with us."""
        return ["nsenter", f"--net=/proc/{self._children[0].pid}/ns/net", "setpriv", "--pdeathsig", "KILL", *command]

    @contextmanager
    def standing_far(self) -> Iterator[None]:
        """Sockets that this thread opens meanwhile are at the far end, and stay there."""
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        there = os.open(f"/proc/{self._children[0].pid}/ns/net", os.O_RDONLY)
        try:
            _move_into(there)
            yield
        finally:
            _move_into(home)
            os.close(home)
            os.close(there)

    def tally(self) -> Tally:
        return Tally(*_TALLIES.unpack(self._tally[:]))

    def reset(self) -> None:
        """Count from now; the switch stays as it is."""
        self._tally[8:] = bytes(_TALLIES.size - 8)

    def cut(self, *, off: bool) -> None:
        """While off, every packet is lost, as when an excavator has found the fibre."""
        self._tally[:8] = struct.pack("=q", int(off))

    def move(self) -> None:
        """The far end has another address, as after a modem dialled anew; nothing is lost or delayed by it."""
        old, self._far_address = self._far_address, str(ip_address(self._far_address) + 1)
        _ip("route", "add", self._far_address, "dev", "near")
        for words in (["del", old], ["add", self._far_address]):
            _run(self.far("ip", "addr", *words, "peer", NEAR, "dev", "far"))

    def __enter__(self) -> Self:
        self._tuns = [_tun("near"), _tun("far")]
        holder = ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "sh", "-c", "echo; exec sleep infinity"]
        self._start(holder)
        _ip("link", "set", "far", "netns", str(self._children[0].pid))
        _ip("addr", "add", NEAR, "peer", FAR, "dev", "near")
        _ip("link", "set", "near", "mtu", str(_MTU), "up")
        for words in (["addr", "add", FAR, "peer", NEAR, "dev", "far"], ["link", "set", "far", "mtu", str(_MTU), "up"]):
            _run(self.far("ip", *words))
        _run(self.far("ip", "link", "set", "lo", "up"))
        facts = msgspec.json.encode(asdict(self.line)).decode()
        fds = [*self._tuns, self._shared]
        self._start([sys.executable, "-m", "bench.link_emulator", *map(str, fds), facts], pass_fds=fds)
        return self

    def __exit__(self, *_: object) -> None:
        for child in reversed(self._children):
            child.kill()
            child.wait()
            if child.stdout:
                child.stdout.close()
        for tun in self._tuns:
            os.close(tun)
        self._children.clear()

    def _start(self, command: list[str], *, pass_fds: list[int] | None = None) -> None:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=pass_fds or [])
        self._children.append(child)
        if not child.stdout or not child.stdout.readline():
            raise NoEmulator(f"{command[0]} did not start")


class _Direction:
    """One way through the bottleneck. The queue is what has not yet been put on the line by `busy_until`."""

    def __init__(self, line: Line, out: int) -> None:
        self._line = line
        self._out = out
        self._busy_until = 0.0
        self._flying: deque[tuple[float, bytes]] = deque()

    def take(self, packet: bytes, now: float) -> str:
        """What becomes of it: "sent", "lost" or "dropped"."""
        waiting = max(self._busy_until - now, 0.0) * self._line.bits_per_s / 8
        if waiting + len(packet) > self._line.queue_bytes:
            return "dropped"
        self._busy_until = max(self._busy_until, now) + len(packet) * 8 / self._line.bits_per_s
        if random.random() < self._line.loss:  # noqa: S311 - weather, not secrets
            return "lost"
        self._flying.append((self._busy_until + self._line.round_trip_s / 2, packet))
        return "sent"

    def deliver(self, now: float) -> None:
        while self._flying and self._flying[0][0] <= now:
            os.write(self._out, self._flying.popleft()[1])

    @property
    def next_at(self) -> float:
        return self._flying[0][0] if self._flying else float("inf")


class _Forwarder:
    """The process between the two ends."""

    def __init__(self, line: Line, near: int, *, far: int, tally: mmap.mmap) -> None:
        self._ways = {far: _Direction(line, near), near: _Direction(line, far)}
        self._far = far
        self._tally = tally

    def forward_for_ever(self) -> None:
        while True:
            now = time.monotonic()
            wait = min(way.next_at for way in self._ways.values()) - now
            readable, _, _ = select.select(list(self._ways), [], [], None if wait == float("inf") else max(wait, 0))
            for end in readable:
                self._read(end)
            now = time.monotonic()
            for way in self._ways.values():
                way.deliver(now)

    def _read(self, end: int) -> None:
        packet = os.read(end, _MTU + 100)
        if packet[0] >> 4 != 4:
            return
        cut, first, to_near, to_far, lost, dropped = _TALLIES.unpack(self._tally[:])
        fate = "lost" if cut else self._ways[end].take(packet, time.monotonic())
        if not first and end == self._far and _opens_a_connection(packet):
            first = time.monotonic_ns()
        to_near += len(packet) if end == self._far else 0
        to_far += len(packet) if end != self._far else 0
        counts = (first, to_near, to_far, lost + (fate == "lost"), dropped + (fate == "dropped"))
        self._tally[8:] = _TALLIES.pack(0, *counts)[8:]


def _opens_a_connection(packet: bytes) -> bool:
    header = (packet[0] & 0x0F) * 4
    return packet[9] == socket.IPPROTO_TCP and packet[header + 13] & 0x12 == 0x02  # SYN without ACK


def enter_own_network() -> None:
    """Give this process a network of its own with a loopback; raises NoEmulator."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) != 0:
        raise NoEmulator(f"no network namespace: {os.strerror(ctypes.get_errno())} (root is needed)")
    _ip("link", "set", "lo", "up")


def _move_into(network: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(network, _CLONE_NEWNET) != 0:
        raise NoEmulator(f"cannot change networks: {os.strerror(ctypes.get_errno())}")


def _tun(name: str) -> int:
    try:
        tun = os.open("/dev/net/tun", os.O_RDWR)
        fcntl.ioctl(tun, _TUNSETIFF, struct.pack("16sH22x", name.encode(), _TUN_WITHOUT_HEADER))
    except OSError as problem:
        raise NoEmulator(f"no TUN device: {problem}") from problem
    return tun


def _ip(*words: str) -> None:
    _run(["ip", *words])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoEmulator(f"{' '.join(command)}: {done.stderr.strip()}")


def main(words: list[str]) -> None:
    """Started by LineEmulator with the two ends, the tally and the line's facts."""
    near, far, shared = map(int, words[:3])
    line = msgspec.json.decode(words[3], type=Line)
    ctypes.CDLL(None).prctl(1, 9)  # end with the parent, however it ends
    print(flush=True)
    _Forwarder(line, near, far=far, tally=mmap.mmap(shared, _TALLIES.size)).forward_for_ever()


if __name__ == "__main__":
    main(sys.argv[1:])
