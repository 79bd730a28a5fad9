"""A gateway of its own, as a process, at a real broker; and a terminal that speaks to it with a real certificate."""

import queue
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from county.config import CountyConfig
from county.fleet.authority import Authority
from county.fleet.broker import Broker
from county.fleet.models import Terminal
from tests.county.cast import Device, Sealed, write_settings
from wire import topics
from wire.codec import from_json, to_json, to_msgpack
from wire.ids import TerminalId
from wire.petition.upload import Have
from wire.record import Record
from wire.seal.signed import Signed


class GatewayProcess:
    """`python -m county.gateway`, to be killed at will."""

    def __init__(self, settings: Path) -> None:
        self._command = [sys.executable, "-m", "county.gateway", "--config", str(settings)]
        self.log = settings.parent / "gateway.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> None:
        before = self._ups()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stderr=log, stdout=log)
        deadline = time.monotonic() + 20
        while wait and self._ups() == before:
            assert time.monotonic() < deadline, self.log.read_text(encoding="utf-8")
            time.sleep(0.02)

    def _ups(self) -> int:
        return self.log.read_text(encoding="utf-8").count("the link is up") if self.log.exists() else 0

    def kill(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """In order, as systemd would; the exit code."""
        assert self._process
        self._process.terminate()
        return self._process.wait(10)


@dataclass
class Place:
    """Broker, certificates and settings of one county."""

    config: CountyConfig
    authority: Authority
    broker: Broker
    gateway: GatewayProcess


@pytest.fixture
def place(home: CountyConfig) -> Iterator[Place]:
    authority = Authority.create(home.home / "ca")
    authority.issue_gateway().write(home.keys / "gateway.key", home.keys / "gateway.crt")
    (home.keys / "ca.crt").write_bytes(authority.server_ca.read_bytes())
    broker = Broker(
        home.home / "broker", authority, terminals=[TerminalId(name) for name in ("t001", "t002", "mallory")]
    )
    gateway = GatewayProcess(
        write_settings(home.home, broker_port=broker.port, more="[limits]\ndisk_reserve_bytes=1\n")
    )
    broker.start()
    gateway.start()
    yield Place(home, authority, broker, gateway)
    gateway.stop()
    broker.stop()


class Kiosk:
    """A terminal's two connections in one, and all it hears."""

    def __init__(self, place: Place, terminal_id: str, *, enrolled_as: str = "") -> None:
        self.terminal_id = terminal_id
        self.heard: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
        link, bulk = place.authority.issue_terminal(TerminalId(terminal_id))
        self.device = Device(terminal_id)
        key = load_pem_private_key(link.key, None)
        assert isinstance(key, EllipticCurvePrivateKey)
        self.device.key, self.device.certificate = key, link.certificate.decode()
        Terminal.objects.create(
            terminal_id=terminal_id, site="liuhe", certificate=self.device.certificate, enrolled_as=enrolled_as
        )
        folder = place.config.home / f"peer-{terminal_id}"
        folder.mkdir()
        self._contexts: list[ssl.SSLContext] = []
        clients = []
        for name, identity in ((terminal_id, link), (topics.bulk_client(terminal_id), bulk)):
            identity.write(folder / f"{name}.key", folder / f"{name}.crt")
            context = ssl.create_default_context(cafile=str(place.authority.server_ca))
            context.load_cert_chain(folder / f"{name}.crt", folder / f"{name}.key")
            clients.append(self._client(name, context))
        self.link, self.bulk = clients
        for client in clients:
            client.connect("localhost", place.broker.port)
            client.loop_start()

    def _client(self, name: str, context: ssl.SSLContext) -> Client:
        client = Client(CallbackAPIVersion.VERSION2, client_id=name, protocol=MQTTProtocolVersion.MQTTv5)
        client.tls_set_context(context)
        client.reconnect_delay_set(1, 1)
        client.on_message = self._on_message
        client.on_connect = self._on_connect if name == self.terminal_id else self._on_bulk
        return client

    def _on_bulk(self, client: Client, *_: Any) -> None:
        client.subscribe(topics.pattern(topics.PIECE), 1)

    def _on_connect(self, client: Client, *_: Any) -> None:
        client.subscribe([(f"zt/1/{self.terminal_id}/down/#", 1), ("zt/1/public/#", 1)])

    def _on_message(self, _client: Any, _data: Any, message: MQTTMessage) -> None:
        self.heard.put((message.topic, bytes(message.payload)))

    def says(self, row: topics.Row, subject_id: str, record: Record, *, retain: bool = False) -> None:
        client = self.bulk if row.connection == "bulk" else self.link
        payload = to_msgpack(record) if row.encoding == "msgpack" else to_json(record)
        client.publish(topics.topic(row, self.terminal_id, subject_id), payload, qos=1, retain=retain)

    def hears(self, row: topics.Row, *, within_s: float = 10) -> bytes:
        """The next message of this row; others are passed over."""
        deadline = time.monotonic() + within_s
        while True:
            topic, payload = self.heard.get(timeout=max(0.01, deadline - time.monotonic()))
            if topics.parse(topic).row == row:
                return payload

    def uploads(self, petition: Sealed) -> Signed:
        """As an edge does: offer, send what is missing, until the receipt comes."""
        self.says(topics.OFFER, petition.petition_id, petition.offer)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                topic, payload = self.heard.get(timeout=1.5)
            except queue.Empty:
                self.says(topics.OFFER, petition.petition_id, petition.offer)
                continue
            row = topics.parse(topic).row
            if row == topics.RECEIPT:
                return from_json(payload, Signed)
            if row == topics.HAVE:
                self.send_missing(petition, from_json(payload, Have))
        raise TimeoutError("no receipt")

    def send_missing(self, petition: Sealed, have: Have) -> None:
        if any(have.received):
            return
        for chunk in petition.chunks:
            self.says(topics.CHUNK, petition.petition_id, chunk)

    def leave(self) -> None:
        for client in (self.link, self.bulk):
            client.disconnect()
            client.loop_stop()


@pytest.fixture
def kiosk(place: Place) -> Iterator[Kiosk]:
    peer = Kiosk(place, "t001")
    yield peer
    peer.leave()


@pytest.fixture
def yard(place: Place) -> Iterator[Kiosk]:
    """The connections of t002, the wall."""
    peer = Kiosk(place, "t002", enrolled_as="wall")
    yield peer
    peer.leave()
