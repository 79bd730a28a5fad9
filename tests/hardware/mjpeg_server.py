"""A network camera on this machine: MJPEG over HTTP, which can stall, hang up and refuse."""

import http.server
import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

_BOUNDARY = "picture"
_ENDS_S = 5.0


class MjpegServer:
    """Serves JPEGs on a free port: those of `next_jpeg`, which sets the pace, or grey ones at 25 Hz."""

    def __init__(self, next_jpeg: Callable[[], bytes] | None = None) -> None:
        self.next_jpeg = next_jpeg or _grey_pictures()
        self.flowing = threading.Event()
        self.flowing.set()
        self.closing = threading.Event()
        self._switching = threading.Lock()
        self.port = 0
        self._server: http.server.ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self.restore()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/camera.mjpg"

    def stall(self) -> None:
        self.flowing.clear()

    def refuse(self) -> None:
        """Stop listening and hang up on everybody."""
        self.closing.set()
        self.flowing.set()
        with self._switching:
            server, self._server = self._server, None
            if server is not None and self._thread is not None:
                server.shutdown()
                server.server_close()
                self._thread.join(_ENDS_S)

    def restore(self) -> None:
        self.flowing.set()
        with self._switching:
            if self._server is not None:
                return
            self.closing.clear()
            self._server = _Server(("127.0.0.1", self.port), _handler(self))
            self.port = self._server.server_address[1]
            # a daemon: a test that fails before it closes the camera must not hold its process at the exit
            self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
            self._thread.start()

    def close(self) -> None:
        self.refuse()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True


def _handler(camera: MjpegServer) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = _ENDS_S
        """Who does not read for so long has gone."""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={_BOUNDARY}")
            self.end_headers()
            while not camera.closing.is_set():
                if camera.flowing.wait(0.05) and not self._send(camera.next_jpeg()):
                    return

        def _send(self, jpeg: bytes) -> bool:
            part = f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            try:
                self.wfile.write(part.encode() + jpeg + b"\r\n")
            except OSError:
                return False
            return True

        def log_message(self, *args: object) -> None:
            pass

    return Handler


def _grey_pictures() -> Callable[[], bytes]:
    numbers = itertools.count()

    def next_jpeg() -> bytes:
        time.sleep(1 / 25)
        return jpeg_of(np.full((480, 640, 3), 40 + next(numbers) % 160, np.uint8))

    return next_jpeg


def jpeg_of(bgr: Any) -> bytes:
    return cv2.imencode(".jpg", bgr)[1].tobytes()
