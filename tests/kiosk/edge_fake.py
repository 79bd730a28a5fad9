"""An edge for faces under test: a real socket, real frames, and a villager's petition that always goes well."""

import contextlib
import socket
import threading
from pathlib import Path

from tests.kiosk.cast import CODE, NOTICES, POINT
from wire import port
from wire.affairs.notice import Notice
from wire.errors import BadMessage
from wire.record import Record


class FakeEdge:
    """Answers as the edge does; what it must not do by itself (receipts, progress) is told by the test."""

    def __init__(self, path: Path, *, notices: tuple[Notice, ...] = NOTICES) -> None:
        self._path = path
        self.notices = list(notices)
        self.heard: list[Record] = []
        self.birth = 0
        self.recording_ms = 2_000
        self._connection: socket.socket | None = None
        self._server: socket.socket | None = None

    def start(self) -> None:
        self.birth += 1
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._server.bind(str(self._path))
        self._server.listen(1)
        threading.Thread(target=self._serve, args=(self._server,), daemon=True).start()

    def stop(self) -> None:
        """As kill -9 does it."""
        for one in (self._server, self._connection):
            if one is not None:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()
        self._server = self._connection = None

    def tell(self, *events: Record) -> None:
        connection = self._connection
        for event in events if connection else ():
            with contextlib.suppress(OSError):
                connection.sendall(port.frame(event))  # type: ignore[union-attr]  # none, no events

    def publish(self, *notices: Notice) -> None:
        self.notices = list(notices)
        self.tell(port.NoticesChanged(serial=len(notices), notices=self.notices, checked_at_ms=0))

    def _serve(self, server: socket.socket) -> None:
        while True:
            try:
                self._connection, _ = server.accept()
            except OSError:
                return
            with contextlib.suppress(OSError, BadMessage):
                self._listen(self._connection)

    def _listen(self, connection: socket.socket) -> None:
        frames = port.Frames(port.Request)
        while content := connection.recv(65536):
            for request in frames.feed(content):
                self.heard.append(request)
                self.tell(*self.answers(request))

    def answers(self, request: Record) -> list[Record]:
        match request:
            case port.Hello():
                return [
                    port.Welcome(terminal_id="t001", point=POINT, birth=self.birth, picture_path="/nowhere"),
                    port.EdgeStatus(link_up=True, waiting_petitions=0),
                ]
            case port.WatchNotices():
                return [port.NoticesChanged(serial=1, notices=self.notices, checked_at_ms=0)]
            case port.StartPreview():
                return [port.PreviewStarted(width=640, height=480)]
            case port.StartDraft():
                return [port.DraftStarted(petition_id=request.petition_id, code=CODE)]
            case port.AskAnswer():
                return [port.AnswerFound(ask_id=request.ask_id, replies=[])]
            case _:
                return self._about_a_recording(request)

    def _about_a_recording(self, request: Record) -> list[Record]:
        match request:
            case port.StartRecording(petition_id=one):
                return [port.RecordingStarted(petition_id=one, limit_s=600)]
            case port.StopRecording(petition_id=one):
                return [port.RecordingStopped(petition_id=one, duration_ms=self.recording_ms, sealed_bytes=9)]
            case port.StartReplay(petition_id=one):
                return [port.ReplayStarted(petition_id=one, duration_ms=self.recording_ms)]
            case port.SubmitDraft(petition_id=one):
                return [port.Submitted(petition_id=one, total_bytes=1000)]
            case _:
                return []
