"""What the upload is measured against: curl's HTTPS PUT into nginx, and a bare paho publisher and subscriber."""

import secrets
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path
from string import Template
from typing import Any, Final, Self

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from bench.link_emulator import NEAR
from bench.upload_rig import LOOPBACK, WITNESS, Placed, Rig, here
from wire.codec import from_json, from_msgpack, to_json, to_msgpack
from wire.fleet.state import Ping, Pong
from wire.ids import PetitionId, PingId, TerminalId, new_id
from wire.petition.upload import Chunk
from wire.topics import CHUNK, PING, PONG, bulk_client, parse, pattern, topic

HTTPS_PORT: Final = 8443
_PATIENCE_S: Final = 120.0
_NGINX: Final = Template("""\
daemon off;
user $user;
worker_processes 1;
pid $folder/nginx.pid;
error_log $folder/nginx.log;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path $folder/body;
  client_max_body_size 0;
  server {
    listen 0.0.0.0:$port ssl;
    ssl_certificate $folder/server.crt;
    ssl_certificate_key $folder/server.key;
    ssl_protocols TLSv1.3;
    root $folder/put;
    location / { dav_methods PUT; }
  }
}
""")


class HttpsServer:
    """nginx that writes what is PUT to the same disk as the county."""

    def __init__(self, rig: Rig) -> None:
        self._folder = rig.place.home / "nginx"
        self._authority = rig.authority
        self._process: subprocess.Popen[bytes] | None = None

    def put(self, at: Placed, path: Path, *, host: str) -> None:
        """Returns when curl has the server's word; raises CalledProcessError."""
        url = f"https://{host}:{HTTPS_PORT}/{new_id()}"
        command = ["curl", "--silent", "--show-error", "--fail", "--tlsv1.3", "--http1.1", "--retry", "20"]
        trust = ["--retry-connrefused", "--retry-delay", "1", "--cacert", str(self._authority.server_ca)]
        subprocess.run(at(*command, *trust, "--upload-file", str(path), url), check=True)

    def __enter__(self) -> Self:
        for name in ("put", "body"):
            (self._folder / name).mkdir(parents=True)
        server = self._authority.issue_server(NEAR, LOOPBACK)
        server.write(self._folder / "server.key", self._folder / "server.crt")
        config = self._folder / "nginx.conf"
        config.write_text(_NGINX.substitute(folder=self._folder, port=HTTPS_PORT, user="root"))
        self._process = subprocess.Popen(
            here("/usr/sbin/nginx", "-e", str(self._folder / "nginx.log"), "-c", str(config))
        )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()


class Bare:
    """A paho client and nothing else."""

    def __init__(self, rig: Rig, name: str, *, host: str = LOOPBACK) -> None:
        certificate, key = rig.identity(name)
        context = ssl.create_default_context(cafile=str(rig.authority.server_ca))
        context.load_cert_chain(certificate, key)
        self._up = threading.Event()
        self.mqtt = Client(CallbackAPIVersion.VERSION2, client_id=name, protocol=MQTTProtocolVersion.MQTTv5)
        self.mqtt.tls_set_context(context)
        self.mqtt.max_inflight_messages_set(64)
        self.mqtt.on_socket_open = _without_delay
        self.mqtt.on_subscribe = lambda *_: self._up.set()
        self.mqtt.connect(host, rig.broker.port)
        self.mqtt.loop_start()

    def subscribe(self, wanted: str, hear: Any) -> Self:
        """`hear(topic, payload)` runs on paho's thread."""
        self.mqtt.on_message = lambda _client, _data, message: hear(message.topic, bytes(message.payload))
        self.mqtt.subscribe(wanted, qos=1)
        if not self._up.wait(_PATIENCE_S):
            raise TimeoutError("no SUBACK")
        return self

    def close(self) -> None:
        self.mqtt.disconnect()
        self.mqtt.loop_stop()


def bare_seconds(rig: Rig, total_bytes: int, *, window: int, chunk_bytes: int = 64 * 1024) -> float:
    """Time in which paho moves as many equal chunks over loopback TLS, `window` of them on their way."""
    petition = PetitionId(new_id())
    body = secrets.token_bytes(chunk_bytes)
    count = -(-total_bytes // chunk_bytes)
    chunks = [to_msgpack(Chunk(petition_id=petition, index=i, sha256=body[:32], body=body)) for i in range(count)]
    heard = threading.Semaphore(0)
    sink = Bare(rig, WITNESS).subscribe(pattern(CHUNK), lambda *_: heard.release())
    source = Bare(rig, bulk_client(rig.cast.wall.id))
    free = threading.Semaphore(window)
    source.mqtt.on_publish = lambda *_: free.release()
    began = time.monotonic()
    for chunk in chunks:
        free.acquire()
        source.mqtt.publish(topic(CHUNK, rig.cast.wall.id, petition), chunk, qos=1)
    for _ in chunks:
        heard.acquire(timeout=_PATIENCE_S)
    took = time.monotonic() - began
    source.close()
    sink.close()
    return took


def _without_delay(_client: Client, _data: Any, opened: Any) -> None:
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Witness:
    """Looks on at the broker: which chunks went by, how often."""

    def __init__(self, rig: Rig) -> None:
        self.seen: dict[tuple[str, int], int] = {}
        self._client = Bare(rig, WITNESS).subscribe(pattern(CHUNK), self._hear)

    def _hear(self, address: str, payload: bytes) -> None:
        chunk = from_msgpack(payload, Chunk)
        key = (parse(address).subject_id, chunk.index)
        self.seen[key] = self.seen.get(key, 0) + 1

    def distinct(self, petition_id: PetitionId) -> int:
        return sum(1 for seen, _ in self.seen if seen == petition_id)

    def repeated(self, petition_id: PetitionId) -> int:
        """Chunks that went more often than once."""
        return sum(times - 1 for (seen, _), times in self.seen.items() if seen == petition_id)

    def close(self) -> None:
        self._client.close()


class Pinger:
    """Asks the county for a sign of life through the gateway, as a terminal's `link` does."""

    def __init__(self, rig: Rig, *, host: str, terminal: TerminalId) -> None:
        self._terminal = terminal
        self._sent: dict[str, float] = {}
        self.seconds: list[float] = []
        self._client = Bare(rig, terminal, host=host).subscribe(pattern(PONG, terminal), self._hear)

    def ping(self) -> None:
        ping = PingId(new_id())
        self._sent[ping] = time.monotonic()
        self._client.mqtt.publish(topic(PING, self._terminal, ping), to_json(Ping(ping_id=ping, at_ms=0)), qos=1)

    def _hear(self, _address: str, payload: bytes) -> None:
        pong = from_json(payload, Pong)
        self.seconds.append(time.monotonic() - self._sent.pop(pong.ping_id))

    def close(self) -> None:
        self._client.close()
