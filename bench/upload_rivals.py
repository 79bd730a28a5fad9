"""Who stands beside the upload: curl and nginx, an onlooker at the broker, and a terminal that pings meanwhile."""

import subprocess
import time
from pathlib import Path
from string import Template
from typing import Final, Self

from bench.bare_paho import Bare
from bench.link_emulator import NEAR
from bench.upload_rig import LOOPBACK, WITNESS, Placed, Rig, here
from wire.codec import from_json, from_msgpack, to_json
from wire.fleet.state import Ping, Pong
from wire.ids import PetitionId, PingId, TerminalId, new_id
from wire.petition.upload import Chunk
from wire.topics import CHUNK, PING, PONG, parse, pattern, topic

HTTPS_PORT: Final = 8443
PING_EVERY_S: Final = 0.25
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


class Witness:
    """Looks on at the broker: which chunks went by, how often."""

    def __init__(self, rig: Rig) -> None:
        self.seen: dict[tuple[str, int], int] = {}
        self._client = Bare(rig.way(WITNESS)).subscribe(pattern(CHUNK), self._hear)

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
        self._last = 0.0
        self._sent: dict[str, float] = {}
        self.seconds: list[float] = []
        self._client = Bare(rig.way(terminal, host=host)).subscribe(pattern(PONG, terminal), self._hear)

    def now_and_then(self) -> None:
        """Call it often; it asks four times a second."""
        if time.monotonic() - self._last >= PING_EVERY_S:
            self.ping()

    def ping(self) -> None:
        self._last = time.monotonic()
        ping = PingId(new_id())
        self._sent[ping] = time.monotonic()
        self._client.mqtt.publish(topic(PING, self._terminal, ping), to_json(Ping(ping_id=ping, at_ms=0)), qos=1)

    def _hear(self, _address: str, payload: bytes) -> None:
        pong = from_json(payload, Pong)
        self.seconds.append(time.monotonic() - self._sent.pop(pong.ping_id))

    def close(self) -> None:
        self._client.close()
