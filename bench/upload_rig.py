"""A county and a terminal for the upload bench: real broker, real gateway, real edge, petitions of random bytes."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import msgspec

from bench.bare_paho import Way
from bench.link_emulator import NEAR
from county.fleet.broker import Broker
from county.fleet.bundle import write_settings
from demo import station
from demo.cast import Cast, cast
from demo.place import Devices, Place, kiosk_settings, make_authority, make_office_keys, make_terminal
from edge.keys import load_keys
from edge.store.blobs import Blobs, SealedPart
from edge.store.spool import Spool
from wire.ids import MailboxId, PetitionId, TerminalId, new_id
from wire.petition.manifest import MANIFEST_CONTEXT, Manifest, Part
from wire.seal.signed import signed
from wire.terminal_config import LinkSection, TerminalConfig

WITNESS: Final = "bench-witness"
LOOPBACK: Final = "127.0.0.1"
_PART_BYTES: Final = 512 * 1024
_PATIENCE_S: Final = 300.0
_LOOK_S: Final = 0.002
Placed = Callable[..., list[str]]
"""Turns a command into one that runs at a certain end of the line."""


def here(*command: str) -> list[str]:
    """No line in between."""
    return ["setpriv", "--pdeathsig", "KILL", *command]


@dataclass(frozen=True)
class Sample:
    """Random bytes that stand for a sealed petition."""

    petition_id: PetitionId
    path: Path
    total_bytes: int

    @property
    def arrived(self) -> bool:
        """The edge lets go of it only on the county's signed receipt."""
        return not self.path.exists()


class Rig:
    """County and broker run while the `with` lasts; edges come and go."""

    def __init__(self, home: Path) -> None:
        self.place = Place(home)
        self.cast: Cast = cast()
        self.authority = make_authority(self.place, self.cast)
        terminals = [TerminalId(point.id) for point in (self.cast.kiosk, self.cast.wall)]
        names = ("localhost", LOOPBACK, NEAR)
        self.broker = Broker(
            self.place.broker,
            self.authority,
            terminals=terminals,
            address="0.0.0.0",  # noqa: S104  # a network of its own
            server_names=names,
        )
        self._gateway: subprocess.Popen[bytes] | None = None

    @property
    def terminal(self) -> Path:
        return self.place.terminal(self.cast.kiosk)

    def sample(self, total_bytes: int) -> Sample:
        """A petition in the spool as if a villager had just been thanked; no edge may run meanwhile."""
        petition_id = PetitionId(new_id())
        sizes = [min(_PART_BYTES, total_bytes - at) for at in range(0, total_bytes, _PART_BYTES)]
        parts = [SealedPart.holding(secrets.token_bytes(size)) for size in sizes]
        blobs = Blobs(self.terminal / "blobs", reserve_bytes=0)
        blobs.assemble(petition_id, parts)
        keys = load_keys(self.terminal / "keys", TerminalId(self.cast.kiosk.id))
        listed = [Part(role="media", length=part.length, sha256=part.sha256) for part in parts[:-1]]
        manifest = Manifest(
            petition_id=petition_id,
            mailbox=MailboxId(secrets.token_hex(32)),
            recipients_version=keys.recipients.version,
            kids=[recipient.kid for recipient in keys.recipients.recipients],
            nonce=new_id(),
            parts=[*listed, Part(role="meta", length=parts[-1].length, sha256=parts[-1].sha256)],
        )
        spool = Spool(self.terminal / "spool.sqlite")
        spool.add(
            petition_id,
            signed(manifest, keys.device, MANIFEST_CONTEXT),
            total_bytes=total_bytes,
            submitted_at_ms=time.time_ns() // 1_000_000,
        )
        spool.close()
        return Sample(petition_id, blobs.path(petition_id), total_bytes)

    def sample_bytes(self, total_bytes: int) -> bytes:
        """As hard to compress as a sealed petition."""
        return secrets.token_bytes(total_bytes)

    def edge(self, at: Placed, *, host: str) -> "Edge":
        """The real one, not yet started."""
        path = self.place.terminal_config(self.cast.kiosk)
        link = LinkSection(host=host, port=self.broker.port, server_name="localhost")
        write_settings(path, msgspec.structs.replace(self._settings(), link=link))
        return Edge(at(sys.executable, "-m", "edge", "--config", str(path)), self.place.logs / "edge.log")

    def way(self, name: str, *, host: str = LOOPBACK) -> Way:
        """Of another client to the broker, with a certificate of its own."""
        folder = self.place.home / "identities"
        folder.mkdir(exist_ok=True)
        certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
        self.authority.issue_client(name).write(key, certificate)
        return Way(name, host, self.broker.port, str(self.authority.server_ca), str(certificate), str(key))

    def __enter__(self) -> Self:
        self.broker.prepare()  # before the county is founded: its certificate has to name the near end of the line
        recipients = make_office_keys(self.place)
        make_terminal(
            self.terminal,
            self._settings(),
            authority=self.authority,
            recipients=recipients,
            county=self.place.county,
        )
        port = self.broker.port
        station.make_county(self.place, self.cast, broker_port=port, web_port=1)
        station.register_terminals(self.place, self.cast, self.cast.kiosk)
        self.place.logs.mkdir(exist_ok=True)
        self.broker.start()
        self._let_the_witness_read()
        command = here(sys.executable, "-m", "county.gateway", "--config", str(self.place.county_config))
        with (self.place.logs / "gateway.log").open("ab") as log:
            self._gateway = subprocess.Popen(command, stdout=log, stderr=log)
        return self

    def __exit__(self, *_: object) -> None:
        if self._gateway:
            self._gateway.terminate()
            self._gateway.wait()
        self.broker.stop()

    def _let_the_witness_read(self) -> None:
        # Nobody but the gateway may read chunks; the bench looks on with a right that is given here and nowhere else.
        self.broker.reload()
        rules = self.broker.folder / "county.acl"
        rules.write_text(f"{rules.read_text()}\nuser {WITNESS}\ntopic readwrite #\n")
        self.broker.reread()

    def _settings(self) -> TerminalConfig:
        devices = Devices(camera="0", microphone="default", speaker="none")
        return kiosk_settings(
            self.cast, self.cast.kiosk, broker_port=self.broker.port, devices=devices, fullscreen=False
        )


class Edge:
    """The keeper of the terminal as a process."""

    def __init__(self, command: list[str], log: Path) -> None:
        self._command = command
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, env={**os.environ})

    def wait_until(self, reached: Callable[[], bool]) -> int:
        """`time.monotonic_ns` of the moment; raises TimeoutError, or RuntimeError when the edge ended."""
        deadline = time.monotonic() + _PATIENCE_S
        while not reached():
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError(f"the edge ended, see {self._log}")
            if time.monotonic() > deadline:
                raise TimeoutError(f"nothing after {_PATIENCE_S:.0f} s, see {self._log}")
            time.sleep(_LOOK_S)
        return time.monotonic_ns()

    def kill(self) -> None:
        """As kill -9 does."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()
