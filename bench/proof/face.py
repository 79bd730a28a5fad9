"""A scripted face: shows page after page, says so as a wall says it, and keeps a log of what stood there and when."""

import secrets
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.proof.clockwork import steady_ms
from edge.wall.proof.proof import SILENT_MS
from wire import port
from wire.port import Event, Frames, Hello, frame
from wire.record import Record
from wire.wall.proof import Shown

_PATIENCE_S = 60.0
_VILLAGES = ("Liuhe", "Dongshu", "Shiqiao", "Beishan", "Nanwa")


class EdgeGone(Exception):
    """The edge died, or has not come back in time."""


@dataclass
class Stood:
    """One page in the log of the face."""

    page: Shown
    reported: bool = False
    """The edge answered after it had been told."""
    least_ms: int = 0
    """Between words that the edge has heard: so long it must be proved."""
    most_ms: int = 0
    """From the first word to the last: longer it must not be proved."""
    _since_ms: int | None = None
    _run: tuple[int, int, int] | None = None
    """Words that the edge took close to each other: the first was taken by, the last was said at, and answered at."""

    def begins(self, at_ms: int) -> None:
        self._since_ms, self._run = at_ms, None

    def heard(self, said_ms: int, answered_ms: int) -> None:
        """The edge has taken a word at some time between these two."""
        self.reported = True
        if self._run and answered_ms - self._run[1] <= SILENT_MS:
            first_ms = self._run[0]
            self.least_ms += max(said_ms - first_ms, 0) - max(self._run[1] - first_ms, 0)
            self._run = first_ms, said_ms, answered_ms
        else:
            self._run = answered_ms, said_ms, answered_ms

    def ends(self, at_ms: int) -> None:
        """By now the edge knows; what stands on while it is lost is not counted by anybody."""
        if self._since_ms is not None:
            self.most_ms += at_ms - self._since_ms
        self._since_ms = None


@dataclass
class Face:
    """One connection at a time; raises EdgeGone wherever the edge is gone."""

    socket_path: Path
    log: list[Stood] = field(default_factory=list)
    _line: socket.socket | None = None
    _frames: Frames = field(default_factory=lambda: Frames(Event))
    _heard: list[Record] = field(default_factory=list)

    def arrive(self) -> None:
        self.leave()
        deadline = time.monotonic() + _PATIENCE_S
        while self._line is None:
            if time.monotonic() > deadline:
                raise EdgeGone("nobody opens")
            self._line = _knock(self.socket_path)
        self._say(Hello(face="wall"))

    def leave(self) -> None:
        if self._line:
            self._line.close()
        self._line, self._frames, self._heard = None, Frames(Event), []

    def shows(self, stood: Stood) -> None:
        """Say that it stands there now."""
        at_ms = steady_ms()
        stood.begins(at_ms)
        self._say(port.ReportPage(page=stood.page))
        self._fence(stood, at_ms)

    def still(self, stood: Stood) -> None:
        at_ms = steady_ms()
        self._say(port.StillShowing(pixels_sha256=stood.page.pixels_sha256))
        self._fence(stood, at_ms)

    def nothing(self) -> None:
        self._say(port.ReportPage(page=None))

    def _fence(self, stood: Stood, at_ms: int) -> None:
        """Requests are done in their order: after this answer, what was asked before it is done."""
        self._say(port.WatchWall())
        deadline = time.monotonic() + _PATIENCE_S
        while not any(isinstance(event, port.SharesTold) for event in self._heard):
            if time.monotonic() > deadline:
                raise EdgeGone("no answer")
            self._listen()
        self._heard.clear()
        stood.heard(at_ms, steady_ms())

    def _say(self, request: Record) -> None:
        try:
            if self._line is None:
                raise EdgeGone("not connected")
            self._line.sendall(frame(request))
        except OSError as error:
            raise EdgeGone(str(error)) from error

    def _listen(self) -> None:
        assert self._line is not None
        self._line.settimeout(1.0)
        try:
            content = self._line.recv(65536)
        except TimeoutError:
            return
        except OSError as error:
            raise EdgeGone(str(error)) from error
        if not content:
            raise EdgeGone("hung up")
        self._heard += self._frames.feed(content)


def new_page(number: int) -> Stood:
    """Each page is told from all others by its pixels."""
    notice = number // 3
    return Stood(
        Shown(
            village=_VILLAGES[notice % len(_VILLAGES)],
            notice_id=f"{notice:032x}",
            version=1,
            content_sha256=f"{notice:064x}",
            title=f"Accounts of the third quarter, part {notice % 7}",
            period="2026-Q3",
            kind="ledger",
            page=number % 3,
            pages=3,
            pixels_sha256=secrets.token_hex(32),
            readable_ms=0,
        )
    )


def _knock(path: Path) -> socket.socket | None:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.connect(str(path))
    except OSError:
        line.close()
        time.sleep(0.02)
        return None
    return line
