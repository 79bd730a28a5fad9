"""The only place of the county that knows paho. Its thread does nothing but post to the gateway's queue."""

import logging
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from county.config import CountyConfig
from county.errors import BadConfig
from wire import topics

if TYPE_CHECKING:
    from queue import SimpleQueue

log = logging.getLogger(__name__)

SESSION_EXPIRY_S: Final = 24 * 3600
RECEIVE_MAXIMUM: Final = 256
"""Messages that the broker may send ahead of our acknowledgement: a full disk slows terminals, not our memory."""


@dataclass(frozen=True)
class LinkUp:
    """The broker has let us in and knows our subscriptions."""


@dataclass(frozen=True)
class LinkDown:
    """The connection is gone; paho is trying again."""


@dataclass(frozen=True)
class Heard:
    """Somebody published; to be acknowledged when what it asks is durable."""

    topic: str
    payload: bytes
    retained: bool
    mid: int
    qos: int


@dataclass(frozen=True)
class Sent:
    """The broker has taken what was published under this number."""

    mid: int


Event = LinkUp | LinkDown | Heard | Sent


class Wire(Protocol):
    """What the gateway needs of a link."""

    def start(self) -> None: ...
    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> int: ...
    def acknowledge(self, heard: Heard) -> None: ...
    def stop(self) -> None: ...


class MqttLink:
    """One MQTT 5 connection over TLS with the gateway's certificate. Raises BadConfig when there is none."""

    def __init__(self, config: CountyConfig, events: "SimpleQueue[Event]") -> None:
        self._place = config.link
        self._events = events
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2,
            client_id=topics.COUNTY_CLIENT,
            protocol=mqtt.MQTTv5,
            manual_ack=True,
        )
        client.tls_set_context(_context(config))
        client.reconnect_delay_set(1, 8)
        client.max_queued_messages_set(10_000)
        client.on_socket_open = _without_delay
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        self._client = client

    def start(self) -> None:
        """Connect, now or as soon as there is a broker."""
        wishes = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho leaves it untyped
        wishes.SessionExpiryInterval = SESSION_EXPIRY_S
        wishes.ReceiveMaximum = RECEIVE_MAXIMUM
        self._client.connect_async(
            self._place.host,
            self._place.port,
            keepalive=self._place.keepalive_s,
            clean_start=False,
            properties=wishes,
        )
        self._client.loop_start()

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> int:
        return self._client.publish(topic, payload, qos=topics.parse(topic).row.qos, retain=retain).mid

    def acknowledge(self, heard: Heard) -> None:
        if heard.qos:
            self._client.ack(heard.mid, heard.qos)

    def stop(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _on_connect(self, client: mqtt.Client, _data: Any, _flags: Any, reason: Any, _props: Any) -> None:
        if reason.is_failure:
            log.warning("the broker does not let us in: %s", reason)
            return
        filters: list[tuple[str, int]] = [
            (topics.pattern(row), row.qos) for row in topics.TOPICS if row.direction == "up"
        ]
        client.subscribe(filters)
        self._events.put(LinkUp())

    def _on_disconnect(self, _client: Any, _data: Any, _flags: Any, reason: Any, _props: Any) -> None:
        log.info("the link is down: %s", reason)
        self._events.put(LinkDown())

    def _on_message(self, _client: Any, _data: Any, message: mqtt.MQTTMessage) -> None:
        self._events.put(
            Heard(
                topic=message.topic,
                payload=bytes(message.payload),
                retained=message.retain,
                mid=message.mid,
                qos=message.qos,
            )
        )

    def _on_publish(self, _client: Any, _data: Any, mid: int, reason: Any, _props: Any) -> None:
        # A broker may acknowledge what it does not allow: 0x80 and above are refusals.
        if reason.is_failure:
            log.error("the broker does not take message %d: %s", mid, reason)
            return
        self._events.put(Sent(mid))


def _context(config: CountyConfig) -> ssl.SSLContext:
    authority, own = config.home / config.link.ca, config.keys / "gateway.crt"
    try:
        context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=str(authority))
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(str(own), str(config.keys / "gateway.key"))
    except OSError as error:
        raise BadConfig(f"{authority} or {own}: cannot be used: {error}") from error
    return context


def _without_delay(_client: Any, _data: Any, connection: Any) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
