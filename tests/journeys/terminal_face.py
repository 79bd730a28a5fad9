"""A face without pixels: speaks the EdgePort as the kiosk does, from a test."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

from wire import port
from wire.ids import PetitionId, new_id
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

    def is_gone(self) -> None:
        """As a process that was killed."""
        self.__exit__()

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

    def heard_or_hears(self, kind: type[E]) -> E:
        """The last event of this kind that was heard, or the next one."""
        known = [event for event in self.heard if isinstance(event, kind)]
        return known[-1] if known else self.hears(kind)

    def waits_for(self, kind: type[E], true: Callable[[E], bool], *, within_s: float = 20) -> E:
        """The next event of this kind that `true` holds for."""
        ends = time.monotonic() + within_s
        while not true(event := self.hears(kind, within_s=ends - time.monotonic())):
            pass
        return event

    @property
    def status(self) -> port.EdgeStatus:
        """The last one heard."""
        return [event for event in self.heard if isinstance(event, port.EdgeStatus)][-1]

    def begins_recording(self) -> PetitionId:
        """A villager speaks from now on."""
        petition_id = PetitionId(new_id())
        self.says(port.StartDraft(petition_id=petition_id))
        self.hears(port.DraftStarted)
        self.says(port.StartRecording(petition_id=petition_id))
        self.hears(port.RecordingStarted)
        return petition_id

    def ends_recording(self, petition_id: PetitionId) -> port.RecordingStopped:
        self.says(port.StopRecording(petition_id=petition_id))
        return self.hears(port.RecordingStopped)

    def records(self, seconds: float) -> PetitionId:
        """A villager speaks for so long, and has not sent it yet."""
        petition_id = self.begins_recording()
        time.sleep(seconds)
        self.ends_recording(petition_id)
        return petition_id

    def sends(self, petition_id: PetitionId) -> None:
        """Returns when the terminal has promised."""
        self.says(port.SubmitDraft(petition_id=petition_id))
        self.hears(port.Submitted)

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
