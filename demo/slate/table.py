"""A document camera with its table: an MJPEG server over HTTP that shows whatever was laid under it last."""

import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from typing import Self

import cv2

from demo.slate.sheets import Picture, bare_table

_RATE_HZ = 8
_QUALITY = 88
_BOUNDARY = "sheet"


class Table:
    """`with Table() as table: table.lays(picture)`; `address` is what terminal.toml calls the camera's source."""

    def __init__(self) -> None:
        self._jpeg = b""
        self.lays(bare_table())
        table = self

        class Watcher(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                table.show(self)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Watcher)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="table", daemon=True)
        self._cleared = threading.Event()
        self._turner: threading.Thread | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/table.mjpg"

    def lays(self, picture: Picture) -> None:
        """From now on this lies there."""
        self._jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()

    def turns(self, pictures: Sequence[Picture], *, every_s: float) -> None:
        """One after the other lies there, from the first on and round again, until nobody looks any more."""
        self._turner = threading.Thread(target=self._turn, args=(pictures, every_s), name="turner", daemon=True)
        self._turner.start()

    def _turn(self, pictures: Sequence[Picture], every_s: float) -> None:
        for picture in cycle(pictures):
            self.lays(picture)
            if self._cleared.wait(every_s):
                return

    def show(self, watcher: BaseHTTPRequestHandler) -> None:
        """Until whoever looks goes away."""
        watcher.send_response(200)
        watcher.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={_BOUNDARY}")
        watcher.end_headers()
        while True:
            jpeg = self._jpeg
            head = f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n".encode()
            try:
                watcher.wfile.write(head + jpeg + b"\r\n")
            except OSError:
                return
            time.sleep(1 / _RATE_HZ)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._cleared.set()
        if self._turner is not None:
            self._turner.join()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
