"""The face's end of the EdgePort. One thread owns the socket, connects again for ever, and only posts what it hears."""

import contextlib
import selectors
import socket
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from kiosk.flows.step import EdgeGone, Heard
from wire.errors import BadMessage
from wire.port import Event, Frames, Hello, Request, frame

_AGAIN_S = 0.5
_SILENT_S = 2.0
"""A frame that cannot be written for so long means an edge that no longer reads."""
_READ_BYTES = 256 * 1024


class EdgePort:
    """`post` is called on the port's own thread, once with EdgeGone when the edge is lost or was never there."""

    def __init__(self, path: Path, *, hello: Hello, post: Callable[[Heard], None]) -> None:
        self._path = path
        self._hello = hello
        self._post = post
        self._waiting: deque[Request] = deque()
        self._wake, self._woken = socket.socketpair()
        self._wake.setblocking(False)
        self._ended = False
        self._connected = False
        self._thread = threading.Thread(target=self._run, name="edge-port", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def send(self, request: Request) -> None:
        """From any thread; returns at once. While the edge is gone it is dropped: the flow asks anew after Welcome."""
        if self._connected:
            self._waiting.append(request)
            self._ring()

    def stop(self) -> None:
        self._ended = True
        self._ring()
        if self._thread.is_alive():
            self._thread.join(2 * _SILENT_S)
        self._wake.close()
        self._woken.close()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):
            self._wake.send(b"!")

    def _run(self) -> None:
        told = False
        while not self._ended:
            with contextlib.suppress(OSError, BadMessage), self._connection() as connection:
                told = False
                self._serve(connection)
            self._connected = False
            if not told and not self._ended:
                self._post(EdgeGone())
                told = True
            self._pause()

    def _connection(self) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SILENT_S)
        try:
            connection.connect(str(self._path))
        except OSError:
            connection.close()
            raise
        return connection

    def _serve(self, connection: socket.socket) -> None:
        frames = Frames(Event)
        self._waiting.clear()
        connection.sendall(frame(self._hello))
        self._connected = True
        with selectors.DefaultSelector() as ready:
            ready.register(connection, selectors.EVENT_READ)
            ready.register(self._woken, selectors.EVENT_READ)
            while not self._ended:
                self._turn(connection, frames, ready={key.fileobj for key, _ in ready.select()})

    def _turn(self, connection: socket.socket, frames: Frames, *, ready: set[object]) -> None:
        if self._woken in ready:
            self._woken.recv(_READ_BYTES)
        while self._waiting:
            connection.sendall(frame(self._waiting.popleft()))
        if connection not in ready:
            return
        content = connection.recv(_READ_BYTES)
        if not content:
            raise ConnectionResetError("the edge closed the port")
        for event in frames.feed(content):
            self._post(event)  # type: ignore[arg-type]  # Frames(Event) yields events only

    def _pause(self) -> None:
        with selectors.DefaultSelector() as ready:
            ready.register(self._woken, selectors.EVENT_READ)
            if not self._ended and ready.select(_AGAIN_S):
                self._woken.recv(_READ_BYTES)  # rung for a connection that is gone; unheard it would ring for ever
