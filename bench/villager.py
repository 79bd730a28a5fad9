"""A villager at the EdgePort of a real edge: records, sends, and sends again when the edge died under the finger."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from wire import port
from wire.ids import PetitionId, new_id
from wire.port import Event, Frames, Hello, frame
from wire.record import Record

E = TypeVar("E", bound=Record)
_PATIENCE_S = 60.0
_CODE_IS_READY_S = 0.8
"""The code's keys are derived while the villager speaks; a petition is not sent sooner."""


class EdgeGone(Exception):
    """The edge died, or has not come back in time."""


class Villager:
    """One kiosk connection at a time."""

    def __init__(self, socket_path: Path) -> None:
        self._socket_path = socket_path
        self._line: socket.socket | None = None
        self._frames = Frames(Event)
        self._heard: list[Record] = []

    def arrive(self) -> None:
        """Connect, again if need be, as the kiosk does. Raises EdgeGone."""
        self.leave()
        deadline = time.monotonic() + _PATIENCE_S
        while self._line is None:
            if time.monotonic() > deadline:
                raise EdgeGone("nobody opens")
            self._line = self._knock()
        self.say(Hello(face="kiosk"))
        self.hear(port.Welcome)

    def leave(self) -> None:
        if self._line:
            self._line.close()
        self._line, self._frames, self._heard = None, Frames(Event), []

    def record(self) -> PetitionId:
        """A petition that is ready to be sent."""
        petition_id = PetitionId(new_id())
        self.say(port.StartDraft(petition_id=petition_id))
        self.hear(port.DraftStarted)
        began = time.monotonic()
        self.say(port.StartRecording(petition_id=petition_id))
        self.hear(port.RecordingStarted)
        self.say(port.StopRecording(petition_id=petition_id))
        self.hear(port.RecordingStopped)
        time.sleep(max(0.0, began + _CODE_IS_READY_S - time.monotonic()))
        return petition_id

    def say(self, request: Record) -> None:
        """Raises EdgeGone."""
        try:
            self._open_line().sendall(frame(request))
        except OSError as error:
            raise EdgeGone(str(error)) from error

    def hear(self, kind: type[E], *, that: Callable[[E], bool] = lambda _: True, within_s: float = _PATIENCE_S) -> E:
        """The next such event; all before it are dropped. Raises EdgeGone, or TimeoutError."""
        deadline = time.monotonic() + within_s
        while True:
            while self._heard:
                event = self._heard.pop(0)
                if isinstance(event, kind) and that(event):
                    return event
            if time.monotonic() > deadline:
                raise TimeoutError(kind.__name__)
            self._listen(deadline)

    def thanked(self, petition_id: PetitionId) -> bool:
        """Whether Submitted comes; raises EdgeGone when the edge dies first."""
        answer = self.hear_either(petition_id)
        return isinstance(answer, port.Submitted)

    def hear_either(self, petition_id: PetitionId) -> Record:
        """Submitted, or Sorry about it."""

        def concerns(event: Record) -> bool:
            submitted = isinstance(event, port.Submitted) and event.petition_id == petition_id
            sorry = isinstance(event, port.Sorry) and event.subject_id == petition_id
            return submitted or sorry

        return self.hear(Record, that=concerns)

    def _knock(self) -> socket.socket | None:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(str(self._socket_path))
        except OSError:
            line.close()
            time.sleep(0.02)
            return None
        return line

    def _listen(self, deadline: float) -> None:
        line = self._open_line()
        line.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            content = line.recv(65536)
        except TimeoutError:
            return
        except OSError as error:
            raise EdgeGone(str(error)) from error
        if not content:
            raise EdgeGone("the edge closed the line")
        self._heard += self._frames.feed(content)

    def _open_line(self) -> socket.socket:
        if self._line is None:
            raise EdgeGone("not connected")
        return self._line
