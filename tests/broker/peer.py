"""A raw MQTT 5 client that obeys nobody: it tries what our own links never would, and reports what came of it."""

import queue
import ssl
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from county.fleet.broker import Broker
from county.fleet.keys import Identity

PATIENCE_S: Final = 5.0
SUCCESS: Final = 0x00
NOBODY_LISTENS: Final = 0x10
NOT_AUTHORIZED: Final = 0x87
TAKEN: Final = frozenset({SUCCESS, NOBODY_LISTENS})


class NotLetIn(Exception):
    """The broker ended the connection before or with its answer."""


@dataclass(frozen=True)
class Heard:
    topic: str
    payload: bytes
    retained: bool


class PeerContext(ssl.SSLContext):
    """Remembers its sockets, because paho leaves them open when a handshake fails, and can resume a session."""

    made: list[ssl.SSLSocket]
    resumed: ssl.SSLSession | None = None

    def wrap_socket(self, *args: Any, **kwargs: Any) -> ssl.SSLSocket:
        made = super().wrap_socket(*args, **{**kwargs, "session": self.resumed})
        self.made.append(made)
        return made


def tls(folder: Path, identity: Identity | None, *, trust: Path) -> PeerContext:
    """What a client of the broker would use; `identity` None shows no certificate."""
    context = PeerContext(ssl.PROTOCOL_TLS_CLIENT)
    context.made = []
    context.load_verify_locations(str(trust))
    if identity is not None:
        key, certificate = folder / "peer.key", folder / "peer.crt"
        identity.write(key, certificate)
        context.load_cert_chain(certificate, key)
    return context


class Peer:
    """One connection. `publish` waits for the PUBACK and returns its reason code."""

    def __init__(self, broker: Broker, context: PeerContext, *, client_id: str) -> None:
        self._broker = broker
        self._context = context
        self._answer: queue.Queue[ReasonCode | None] = queue.Queue()
        self._acks: dict[int, int] = {}
        self._changed = threading.Condition()
        self.heard: list[Heard] = []
        self.session_present = False
        self.lost = threading.Event()
        self.mqtt = Client(
            CallbackAPIVersion.VERSION2,
            client_id=client_id,
            protocol=MQTTProtocolVersion.MQTTv5,
            reconnect_on_failure=False,
        )
        self.mqtt.tls_set_context(context)
        self.mqtt.on_connect = self._on_connect
        self.mqtt.on_disconnect = self._on_disconnect
        self.mqtt.on_publish = self._on_publish
        self.mqtt.on_message = self._on_message

    def connect(self, *, clean_start: bool = True) -> Self:
        """Raises NotLetIn."""
        properties: Any = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call] # paho's own
        properties.SessionExpiryInterval = 0 if clean_start else 3600
        try:
            self.mqtt.connect(self._broker.address, self._broker.port, clean_start=clean_start, properties=properties)
        except OSError as problem:
            raise NotLetIn(str(problem)) from problem
        self.mqtt.loop_start()
        answer = self._answer.get(timeout=PATIENCE_S)
        if answer is None or answer.is_failure:
            self.close()
            raise NotLetIn(str(answer))
        return self

    def publish(self, topic: str, payload: bytes = b"x", *, retain: bool = False) -> int:
        sent = self.mqtt.publish(topic, payload, qos=1, retain=retain)
        with self._changed:
            assert self._changed.wait_for(lambda: sent.mid in self._acks, PATIENCE_S), "no PUBACK"
            return self._acks[sent.mid]

    def subscribe(self, *filters: str) -> Self:
        done = threading.Event()
        self.mqtt.on_subscribe = lambda *_: done.set()
        self.mqtt.subscribe([(filter_, 1) for filter_ in filters])
        assert done.wait(PATIENCE_S), "no SUBACK"
        return self

    def hears(self, topic: str, payload: bytes | None = None) -> Heard:
        """Waits for it."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._find(topic, payload), PATIENCE_S), f"{topic} not heard"
            found = self._find(topic, payload)
            assert found
            return found

    def topics(self) -> list[str]:
        with self._changed:
            return [heard.topic for heard in self.heard]

    def close(self) -> None:
        self.mqtt.disconnect()
        self.mqtt.loop_stop()
        for made in self._context.made:
            made.close()

    def vanish(self) -> None:
        """As a terminal whose power fails: no DISCONNECT, so that the will is carried out."""
        self.mqtt.loop_stop()
        connection: Any = self.mqtt.socket()
        connection.close()

    def _find(self, topic: str, payload: bytes | None) -> Heard | None:
        return next((h for h in self.heard if h.topic == topic and payload in (None, h.payload)), None)

    def _on_connect(self, _client: Client, _user: Any, flags: Any, code: ReasonCode, _properties: Any) -> None:
        self.session_present = flags.session_present
        self._answer.put(code)

    def _on_disconnect(self, *_: Any) -> None:
        self._answer.put(None)
        self.lost.set()

    def _on_publish(self, _client: Client, _user: Any, mid: int, code: ReasonCode, _properties: Any) -> None:
        with self._changed:
            self._acks[mid] = code.value
            self._changed.notify_all()

    def _on_message(self, _client: Client, _user: Any, message: MQTTMessage) -> None:
        with self._changed:
            self.heard.append(Heard(message.topic, bytes(message.payload), message.retain))
            self._changed.notify_all()
