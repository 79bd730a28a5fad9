"""An edge for faces under test: a real socket, real frames, and a villager's petition that always goes well."""

import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.kiosk.cast import CODE, NOTICES, POINT
from wire import port
from wire.affairs.notice import Notice
from wire.errors import BadMessage
from wire.ids import PetitionId, TakeId
from wire.record import Record


class FakeEdge:
    """Answers as the edge does; what it must not do by itself (receipts, progress) is told by the test."""

    def __init__(self, path: Path, *, notices: tuple[Notice, ...] = NOTICES) -> None:
        self._path = path
        self.notices = list(notices)
        self.heard: list[Record] = []
        self.birth = 0
        self.recording_ms = 2_000
        self.equipment = port.Equipment(
            printer="ready",
            papers_camera=True,
            counts_faces=True,
            covers_faces=True,
            calls=True,
            voices=("zh_CN", "en"),
            reads_text=("zh_CN",),
        )
        self._take_id = TakeId("")
        self._connection: socket.socket | None = None
        self._server: socket.socket | None = None

    @property
    def inquiry_code(self) -> str:
        """Under which what was said in an inquiry can be asked for."""
        return CODE

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
                    port.EdgeStatus(link_up=True, waiting_petitions=0, camera="ready", equipment=self.equipment),
                ]
            case port.WatchNotices():
                return [port.NoticesChanged(serial=1, notices=self.notices, checked_at_ms=0)]
            case port.StartRecording():
                self._take_id = request.take_id
            case port.StopRecording(petition_id=one):
                return [self._stopped(one)]
            case port.LeaveInquiry() | port.SignInquiry():
                return [self._inquired(request)]
            case port.Say(say_id=said):
                return [port.SayingStarted(say_id=said), port.SayingEnded(say_id=said)]
        answer = _ANSWERS.get(type(request))
        return [answer(request)] if answer else []

    def _inquired(self, request: port.LeaveInquiry | port.SignInquiry) -> Record:
        why: port.InquiryEnd = "done" if isinstance(request, port.SignInquiry) else "villager_left"
        return port.InquiryOver(inquiry_id=request.inquiry_id, why=why, kept=True, code=self.inquiry_code)

    def _stopped(self, one: PetitionId) -> Record:
        return port.RecordingStopped(
            petition_id=one, take_id=self._take_id, duration_ms=self.recording_ms, sealed_bytes=9
        )


_ANSWERS: dict[type[Record], Callable[[Any], Record]] = {
    port.StartPreview: lambda _: port.PreviewStarted(width=640, height=480),
    port.StartDraft: lambda asked: port.DraftStarted(petition_id=asked.petition_id, code=asked.code or CODE),
    port.StartRecording: lambda asked: port.RecordingStarted(petition_id=asked.petition_id, limit_s=600),
    port.PauseRecording: lambda asked: port.RecordingPaused(petition_id=asked.petition_id),
    port.ResumeRecording: lambda asked: port.RecordingResumed(petition_id=asked.petition_id),
    port.DiscardRecording: lambda asked: port.RecordingDiscarded(petition_id=asked.petition_id, take_id=asked.take_id),
    port.StartReplay: lambda asked: port.ReplayStarted(petition_id=asked.petition_id, duration_ms=2_000),
    port.TakePage: lambda asked: port.PageKept(petition_id=asked.petition_id, page_id=asked.page_id),
    port.KeepWriting: lambda asked: port.PageKept(petition_id=asked.petition_id, page_id=asked.page_id),
    port.ShowPage: lambda asked: port.PageShown(petition_id=asked.petition_id, page_id=asked.page_id),
    port.DiscardPage: lambda asked: port.PageDiscarded(petition_id=asked.petition_id, page_id=asked.page_id),
    port.SubmitDraft: lambda asked: port.Submitted(petition_id=asked.petition_id, total_bytes=1000),
    port.CancelDraft: lambda asked: port.DraftCancelled(petition_id=asked.petition_id),
    port.AskAnswer: lambda asked: port.AnswerFound(ask_id=asked.ask_id, replies=[]),
    port.StartCall: lambda asked: port.CallRinging(call_id=asked.call_id, ahead=0),
    port.EndCall: lambda asked: port.CallEnded(call_id=asked.call_id, why="hung_up"),
    port.AgreeToInquiry: lambda asked: port.InquiryTape(inquiry_id=asked.inquiry_id, on=asked.agreed, elapsed_ms=0),
    port.MuteMe: lambda asked: port.CallSides(call_id=asked.call_id, muted=asked.muted, camera_off=False),
    port.CameraOff: lambda asked: port.CallSides(call_id=asked.call_id, muted=False, camera_off=asked.off),
    port.ShowPaper: lambda asked: port.CallSides(
        call_id=asked.call_id, muted=False, camera_off=False, paper=asked.shown
    ),
    port.AllowRecording: lambda asked: port.CallRecording(call_id=asked.call_id, on=asked.allowed),
    port.WantCallBack: lambda asked: port.CallBackKept(call_id=asked.call_id),
    port.RefuseRing: lambda asked: port.RingOver(ring_id=asked.ring_id),
    port.CallVillage: lambda asked: port.VillageOnWall(summon_id=asked.summon_id, state="now"),
    port.PrintSlip: lambda asked: port.SlipPrinted(slip_id=asked.slip_id),
}
"""What goes well at once."""
