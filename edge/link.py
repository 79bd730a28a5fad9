"""One MQTT 5 connection to the county's broker; the only place that knows paho.

Its thread is paho's: every callback only puts a fact into the owner's inbox. A message that was taken for sending is
sent again by paho after a cut until the broker has it; that the broker has it proves nothing about the county.
"""

import contextlib
import logging
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from wire.topics import MAX_PAYLOAD_BYTES

_log = logging.getLogger(__name__)
_SESSION_S = 30 * 24 * 3600
_CONNECT_TIMEOUT_S = 20.0
_FIRST_DELAY_S = 1.0
_HURRIED_DELAY_S = 0.1
_HURRIED_TIMEOUTS_S = (1.0, 1.0, 3.0)
"""In turn: a first word that the cut swallowed is soon said again, and a very long line is waited for as well."""
_GREETING_S = 3.0
"""So long a broker that was just reached may take to let us in."""
_LONGEST_DELAY_S = 30.0
_MAX_QUEUED = 256
_MAX_IN_FLIGHT = 64
_DISCONNECT_WITH_WILL = 0x04


@dataclass(frozen=True)
class LinkUp:
    """The broker let us in and knows our subscriptions."""


@dataclass(frozen=True)
class LinkDown:
    """The connection is gone; paho tries again by itself."""


@dataclass(frozen=True)
class LinkRefused:
    """The broker does not let us in: revoked or unknown credentials, or not our broker."""

    why: str


@dataclass(frozen=True)
class Heard:
    """A message on one of our subscriptions."""

    topic: str
    payload: bytes


@dataclass(frozen=True)
class Taken:
    """The broker has a message of ours, or refused it (`ok` False)."""

    token: object
    ok: bool


LinkFact = LinkUp | LinkDown | LinkRefused | Heard | Taken


@dataclass(frozen=True)
class Dial:
    """Where and as whom to connect."""

    client_id: str
    host: str
    port: int
    keepalive_s: int
    tls: ssl.SSLContext
    subscriptions: tuple[str, ...] = ()
    will: tuple[str, bytes] | None = None
    """Retained topic and payload that the broker publishes when we are gone."""
    congestion_control: str = "bbr"
    """Asked of the kernel for our socket; where it has none of this name its default stays."""


class Link:
    """Connects, stays connected, publishes. All methods return at once."""

    def __init__(self, dial: Dial, put: Callable[[LinkFact], None]) -> None:
        """`put` is called from paho's thread and must only hand over."""
        self._dial = dial
        self._put = put
        self._tokens: dict[int, object] = {}
        self._early: dict[int, bool] = {}
        self._lock = threading.Lock()
        self._was_let_in = False
        self._failures = 0
        self._hurried = False
        self._reached_at_s = 0.0
        self._client = self._make_client()

    def start(self) -> None:
        self._client.connect_async(
            self._dial.host,
            self._dial.port,
            keepalive=self._dial.keepalive_s,
            clean_start=False,
            properties=_session(),
        )
        self._client.loop_start()

    def stop(self) -> None:
        """Leave in order, with the will told; waits for paho's thread, so call it off the loop."""
        reason = ReasonCode(PacketTypes.DISCONNECT, identifier=_DISCONNECT_WITH_WILL)
        self._client.disconnect(reasoncode=reason)
        self._client.loop_stop()

    def publish(self, topic: str, payload: bytes, *, token: object = None, retain: bool = False) -> bool:
        """Hand over at QoS 1; False when it was not taken: not connected, queue full, or too long for the broker.

        Taken(token) follows when the broker answered, perhaps after reconnections.
        """
        if len(payload) > MAX_PAYLOAD_BYTES or not self._client.is_connected():
            return False
        sent = self._client.publish(topic, payload, qos=1, retain=retain)
        if sent.rc == MQTTErrorCode.MQTT_ERR_QUEUE_SIZE:
            return False
        self._remember(sent.mid, token)
        return True

    def watch(self, topic: str) -> bool:
        """Hear one topic more, and at once what is retained there; False when not connected."""
        if not self._client.is_connected():
            return False
        code, _ = self._client.subscribe([(topic, SubscribeOptions(qos=1))])
        return code == MQTTErrorCode.MQTT_ERR_SUCCESS

    def unwatch(self, topic: str) -> None:
        """While not connected nothing is said; what is heard later without being wanted does no harm."""
        if self._client.is_connected():
            self._client.unsubscribe(topic)

    def hurry(self, *, wanted: bool) -> None:
        """Whether it dials at once and often after a cut, and waits for no answer long; from the next cut on."""
        self._hurried = wanted

    def redial(self) -> bool:
        """Drop the connection, which may be dead without knowing it; paho dials anew. One that is just made stays.

        Whether it was dropped.
        """
        opened: Any = self._client.socket()
        is_greeting = not self._client.is_connected() and time.monotonic() - self._reached_at_s < _GREETING_S
        if opened is None or is_greeting:
            return False
        with contextlib.suppress(OSError, ValueError):
            opened.shutdown(socket.SHUT_RDWR)
        return True

    def follow_address(self) -> bool:
        """Dial anew when this machine no longer speaks from the address that the connection began at.

        What was sent from the old one is answered to nobody, which the keepalive would notice much later. Whether
        it was so.
        """
        opened: Any = self._client.socket()
        if opened is None or not has_moved(opened) or not self.redial():
            return False
        _log.info("%s: this machine has another address", self._dial.client_id)
        return True

    def _remember(self, mid: int, token: object) -> None:
        # The broker's answer may be here before publish() returns. paho holds a lock of its own while it calls
        # _on_publish, so ours must never be held while calling paho.
        with self._lock:
            early = self._early.pop(mid, None)
            if early is None:
                self._tokens[mid] = token
        if early is not None:
            self._put(Taken(token, ok=early))

    def _make_client(self) -> Client:
        client = Client(
            CallbackAPIVersion.VERSION2, client_id=self._dial.client_id, protocol=MQTTProtocolVersion.MQTTv5
        )
        client.max_inflight_messages_set(_MAX_IN_FLIGHT)
        client.max_queued_messages_set(_MAX_QUEUED)
        client.tls_set_context(self._dial.tls)
        if self._dial.will:
            topic, payload = self._dial.will
            client.will_set(topic, payload, qos=1, retain=True)
        client.on_socket_open = self._on_socket_open
        client.on_pre_connect = self._on_pre_connect
        client.on_connect = self._on_connect
        client.on_connect_fail = self._on_connect_fail
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        self._set_delay(client)
        return client

    def _on_pre_connect(self, client: Client, _userdata: Any) -> None:
        self._was_let_in = False
        turn = self._failures % len(_HURRIED_TIMEOUTS_S)
        # paho's own setter refuses once a connection was lost, although only the next dialling looks at it.
        client._connect_timeout = _HURRIED_TIMEOUTS_S[turn] if self._hurried else _CONNECT_TIMEOUT_S  # noqa: SLF001

    def _on_socket_open(self, _client: Client, _userdata: Any, opened: Any) -> None:
        self._reached_at_s = time.monotonic()
        # Without this, Nagle and delayed acknowledgements cost 40 ms a chunk.
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, self._dial.congestion_control.encode())
        except OSError:
            _log.debug("%s: no %s here", self._dial.client_id, self._dial.congestion_control)

    def _on_connect(
        self, client: Client, _userdata: Any, _flags: ConnectFlags, reason: ReasonCode, _properties: Any
    ) -> None:
        if reason.is_failure:
            self._put(LinkRefused(str(reason)))
            return
        self._was_let_in = True
        self._failures = 0
        if self._dial.subscriptions:
            options = SubscribeOptions(qos=1)
            client.subscribe([(topic, options) for topic in self._dial.subscriptions])
        self._put(LinkUp())

    def _on_connect_fail(self, client: Client, _userdata: Any) -> None:
        self._set_delay(client)
        self._put(LinkDown())

    def _on_disconnect(
        self, client: Client, _userdata: Any, _flags: DisconnectFlags, reason: ReasonCode, _properties: Any
    ) -> None:
        self._set_delay(client)
        # TLS 1.3 tells a refused client certificate only after the handshake: gone before CONNACK means refused.
        self._put(LinkDown() if self._was_let_in else LinkRefused(str(reason)))

    def _on_message(self, _client: Client, _userdata: Any, message: MQTTMessage) -> None:
        self._put(Heard(message.topic, bytes(message.payload)))

    def _on_publish(self, _client: Client, _userdata: Any, mid: int, reason: ReasonCode, _properties: Any) -> None:
        if reason.is_failure:
            _log.warning("%s: the broker refused a message: %s", self._dial.client_id, reason)
        with self._lock:
            if mid not in self._tokens:
                self._early[mid] = not reason.is_failure
                return
            token = self._tokens.pop(mid)
        self._put(Taken(token, ok=not reason.is_failure))

    def _set_delay(self, client: Client) -> None:
        # Each terminal of a county that lost its broker comes back at its own moment. paho forgets its own
        # back-off with every call, so the doubling is done here.
        if self._hurried:
            self._failures += 1
            client.reconnect_delay_set(_HURRIED_DELAY_S, _HURRIED_DELAY_S)  # type: ignore[arg-type]  # as below
            return
        wanted = min(_FIRST_DELAY_S * 2.0 ** min(self._failures, 10), _LONGEST_DELAY_S)
        delay = wanted * random.uniform(0.5, 1.5)  # noqa: S311  # no secret
        client.reconnect_delay_set(delay, delay)  # type: ignore[arg-type]  # paho sleeps fractions as well
        self._failures += 1


def has_moved(opened: socket.socket) -> bool:
    """Whether a packet to the same place would leave from elsewhere now; without any way there, it is not known."""
    try:
        with socket.socket(opened.family, socket.SOCK_DGRAM) as asked:
            asked.connect(opened.getpeername())  # sends nothing
            return bool(asked.getsockname()[0] != opened.getsockname()[0])
    except OSError:
        return False


def _session() -> Properties:
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho's own lack
    properties.SessionExpiryInterval = _SESSION_S
    return properties
