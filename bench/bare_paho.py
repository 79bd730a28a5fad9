"""A paho publisher and a paho subscriber that writes to disk, and nothing else: what MQTT itself costs here.

The publisher is the bench's own process; the subscriber is a child (`python -m bench.bare_paho`), as a gateway is.
"""

import os
import secrets
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

import msgspec
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from wire.codec import to_msgpack
from wire.ids import PetitionId, new_id
from wire.petition.upload import Chunk
from wire.topics import CHUNK, pattern, topic

_PATIENCE_S: Final = 120.0
_IN_FLIGHT: Final = 64


@dataclass(frozen=True)
class Way:
    """To the broker, as whom."""

    name: str
    host: str
    port: int
    ca: str
    certificate: str
    key: str


class Bare:
    """A paho client, connected."""

    def __init__(self, way: Way) -> None:
        context = ssl.create_default_context(cafile=way.ca)
        context.load_cert_chain(way.certificate, way.key)
        self._subscribed = threading.Event()
        self.mqtt = Client(CallbackAPIVersion.VERSION2, client_id=way.name, protocol=MQTTProtocolVersion.MQTTv5)
        self.mqtt.tls_set_context(context)
        self.mqtt.max_inflight_messages_set(_IN_FLIGHT)
        self.mqtt.on_socket_open = _without_delay
        self.mqtt.on_subscribe = lambda *_: self._subscribed.set()
        self.mqtt.connect(way.host, way.port)
        self.mqtt.loop_start()

    def subscribe(self, wanted: str, hear: Callable[[str, bytes], None]) -> Self:
        """`hear(topic, payload)` runs on paho's thread."""
        self.mqtt.on_message = lambda _client, _data, message: hear(message.topic, bytes(message.payload))
        self.mqtt.subscribe(wanted, qos=1)
        if not self._subscribed.wait(_PATIENCE_S):
            raise TimeoutError("no SUBACK")
        return self

    def close(self) -> None:
        self.mqtt.disconnect()
        self.mqtt.loop_stop()


def bare_seconds(source: Way, sink: Way, total_bytes: int, *, window: int, to: Path) -> float:
    """Time in which paho moves as many bytes in chunks of 64 KiB to a file, `window` of them on their way."""
    chunk_bytes = 64 * 1024
    petition, body = PetitionId(new_id()), secrets.token_bytes(chunk_bytes)
    count = -(-total_bytes // chunk_bytes)
    chunks = [to_msgpack(Chunk(petition_id=petition, index=i, sha256=body[:32], body=body)) for i in range(count)]
    facts = [msgspec.json.encode(asdict(sink)).decode(), str(count), str(to)]
    with subprocess.Popen([sys.executable, "-m", "bench.bare_paho", *facts], stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        return _pour(source, chunks, window=window, ended=child.stdout.readline)


def _pour(source: Way, chunks: list[bytes], *, window: int, ended: Callable[[], object]) -> float:
    publisher = Bare(source)
    free = threading.Semaphore(window)
    publisher.mqtt.on_publish = lambda *_: free.release()
    address = topic(CHUNK, source.name.removesuffix("-bulk"), new_id())
    began = time.monotonic()
    for chunk in chunks:
        free.acquire(timeout=_PATIENCE_S)
        publisher.mqtt.publish(address, chunk, qos=1)
    ended()
    took = time.monotonic() - began
    publisher.close()
    return took


def _without_delay(_client: Client, _data: Any, opened: Any) -> None:
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def main(words: list[str]) -> None:
    """The subscriber: says when it listens, and when all of it is on the disk."""
    way, count, path = msgspec.json.decode(words[0], type=Way), int(words[1]), Path(words[2])
    arrived = threading.Semaphore(0)
    with path.open("wb", buffering=0) as file:

        def keep(_topic: str, payload: bytes) -> None:
            file.write(payload)
            arrived.release()

        sink = Bare(way).subscribe(pattern(CHUNK), keep)
        print(flush=True)
        for _ in range(count):
            arrived.acquire(timeout=_PATIENCE_S)
        os.fsync(file.fileno())
        print(flush=True)
        sink.close()


if __name__ == "__main__":
    main(sys.argv[1:])
