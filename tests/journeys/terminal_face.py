"""A face without pixels: speaks the EdgePort as the kiosk does, from a test."""

import socket
import time
from pathlib import Path
from typing import Any, Self, TypeVar

from wire.port import Event, Frames, Hello, Welcome, frame
from wire.record import Record

E = TypeVar("E", bound=Record)


class TerminalFace:
    """Blocks until it hears what it waits for; everything else it heard is kept in `heard`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: socket.socket | None = None
        self._frames = Frames(Event)
        self._waiting: list[Record] = []
        self.heard: list[Record] = []

    def __enter__(self) -> Self:
        ends = time.monotonic() + 20
        while self._socket is None:
            self._reach(ends)
        self.says(Hello(face="kiosk"))
        self.hears(Welcome)
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket is not None:
            self._socket.close()

    def says(self, request: Record) -> None:
        assert self._socket is not None
        self._socket.sendall(frame(request))

    def hears(self, kind: type[E], *, within_s: float = 20) -> E:
        """The next event of this kind."""
        ends = time.monotonic() + within_s
        while True:
            while self._waiting:
                event = self._waiting.pop(0)
                self.heard.append(event)
                if isinstance(event, kind):
                    return event
            self._read(ends, wanted=kind)

    def _read(self, ends: float, *, wanted: type[Any]) -> None:
        assert self._socket is not None
        if time.monotonic() > ends:
            raise TimeoutError(f"no {wanted.__name__}; heard {self.heard[-5:]}")
        try:
            content = self._socket.recv(1 << 16)
        except TimeoutError:
            return
        if not content:
            raise ConnectionError("the edge went away")
        self._waiting += self._frames.feed(content)

    def _reach(self, ends: float) -> None:
        door = socket.socket(socket.AF_UNIX)
        try:
            door.connect(str(self._path))
        except OSError:
            door.close()
            if time.monotonic() > ends:
                raise
            time.sleep(0.05)
            return
        door.settimeout(0.2)
        self._socket = door
