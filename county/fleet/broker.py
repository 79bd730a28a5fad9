"""Debian's Mosquitto as a child of ours: its folder, its life and its reloads.

The folder holds what the broker may see (server key, CA certificate, revocation list, rules) and never a CA key.
The revocation list is verified before the broker is told to read it, because Mosquitto fails open on a bad one.
"""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from string import Template
from typing import Final, Self

from county.durable import write_whole
from county.fleet.authority import Authority
from county.fleet.errors import BrokerFailed
from wire.acl import acl
from wire.ids import TerminalId

TEMPLATE: Final = Path(__file__).parents[2] / "broker-config" / "county.conf"
RULES: Final = "county.acl"
"""Who may read and write what, in the folder of the broker."""
_START_S: Final = 10.0
_STOP_S: Final = 10.0
_RELOAD_S: Final = 5.0
_NUDGE_S: Final = 0.25


class Broker:
    """One private Mosquitto. Only the thread that starts it may end before it: the kernel then ends it too."""

    def __init__(
        self,
        folder: Path,
        authority: Authority,
        *,
        terminals: Iterable[TerminalId] = (),
        port: int = 0,
        address: str = "127.0.0.1",
        server_names: Sequence[str] = ("localhost", "127.0.0.1"),
        max_connections: int = 10_000,
    ) -> None:
        """`port` 0 takes a free one, which then stays the same over restarts."""
        self.folder = folder.absolute()
        self.address = address
        self.port = port or _free_port(address)
        self._authority = authority
        self._terminals = frozenset(terminals)
        self._server_names = server_names
        self._max_connections = max_connections
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def config(self) -> Path:
        return self.folder / "mosquitto.conf"

    @property
    def log(self) -> Path:
        return self.folder / "mosquitto.log"

    @property
    def pid(self) -> int | None:
        """None while it is not running."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def prepare(self) -> None:
        """Write everything the broker reads. A second call renews the rules and keeps the server's key."""
        (self.folder / "persistence").mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self.folder / "server.crt").exists():
            server = self._authority.issue_server(*self._server_names)
            server.write(self.folder / "server.key", self.folder / "server.crt")
        self._write("device-ca.crt", self._authority.device_ca.read_bytes())
        self._write_rules()
        facts = {
            "user": getpass.getuser(),
            "port": self.port,
            "address": self.address,
            "folder": self.folder,
            "max_connections": self._max_connections,
        }
        self._write("mosquitto.conf", Template(TEMPLATE.read_text("utf-8")).substitute(facts).encode())

    def start(self) -> None:
        """Returns when it listens; raises BrokerFailed. Sessions and retained messages are those of the last stop."""
        if self.pid is not None:
            return
        self.prepare()
        with _ReadySocket() as ready:
            # KILL, because Mosquitto loses a TERM that comes between its ready notice and its first loop.
            command = [_installed("setpriv"), "--pdeathsig", "KILL", _installed("mosquitto"), "-c", str(self.config)]
            # What it says before it has opened its log, and nowhere else, goes into the same file.
            with self.log.open("ab") as early:
                environment = {**os.environ, "NOTIFY_SOCKET": ready.address}
                self._process = subprocess.Popen(command, env=environment, stdout=early, stderr=early, process_group=0)
            deadline = time.monotonic() + _START_S
            while not ready.heard():
                self._still_starting(deadline)

    def reload(self, terminals: Iterable[TerminalId] | None = None) -> None:
        """Make rules and revocations count for what comes next; returns when the broker has read them.

        A device that is connected stays connected, with the new rules; `restart` sends it away.
        """
        if terminals is not None:
            self._terminals = frozenset(terminals)
        self._write_rules()
        self.reread()

    def reread(self) -> None:
        """Have a running broker read its folder again; returns when it has."""
        if self.pid is None:
            return
        seen = self._reloads()
        deadline = time.monotonic() + _RELOAD_S
        while not self._reloaded(self.pid, seen):
            if time.monotonic() > deadline:
                raise BrokerFailed(f"no reload within {_RELOAD_S:.0f} s, see {self.log}")

    def _reloaded(self, pid: int, seen: int) -> bool:
        # Asked again and again, because 2.0.11 forgets a signal that comes between its READY and its first round.
        os.kill(pid, signal.SIGHUP)
        until = time.monotonic() + _NUDGE_S
        while self._reloads() == seen and time.monotonic() < until:
            time.sleep(0.01)
        return self._reloads() > seen

    def stop(self) -> None:
        """In order: sessions, queues and retained messages are saved."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut would; what was not saved is gone."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Every client has to show its certificate again."""
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _write_rules(self) -> None:
        self._authority.verify_list()
        self._write("device.crl", self._authority.revocation_list.read_bytes())
        self._write(RULES, acl(self._terminals).encode())

    def _write(self, name: str, content: bytes) -> None:
        write_whole(self.folder / name, content, mode=0o600)

    def _reloads(self) -> int:
        return self.log.read_text("utf-8", "replace").count("Reloading config")

    def _still_starting(self, deadline: float) -> None:
        code = self._process.poll() if self._process else None
        if code is not None:
            raise BrokerFailed(f"mosquitto ended with {code}, see {self.log}")
        if time.monotonic() > deadline:
            self.kill()
            raise BrokerFailed(f"mosquitto is not listening after {_START_S:.0f} s, see {self.log}")

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        deadline = time.monotonic() + _STOP_S
        while process.poll() is None:
            # Again, because 2.0.11 forgets a signal that comes between its READY and its first round.
            process.send_signal(how if time.monotonic() < deadline else signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_NUDGE_S)


class _ReadySocket:
    """Where Mosquitto says READY=1 once all its listeners are open (sd_notify, abstract socket)."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("")  # the kernel picks a free abstract name
        self._socket.settimeout(0.1)
        self.address = "@" + self._socket.getsockname()[1:].decode()

    def heard(self) -> bool:
        """Waits a moment."""
        try:
            return b"READY=1" in self._socket.recv(4096)
        except TimeoutError:
            return False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def _installed(program: str) -> str:
    # Debian keeps mosquitto in /usr/sbin, which an ordinary user's PATH lacks.
    path = shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
    if path is None:
        raise BrokerFailed(f"{program} is not installed: apt install mosquitto util-linux")
    return path


def _free_port(address: str) -> int:
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])
