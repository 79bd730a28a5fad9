"""A receipt printer on a socket or a serial line: reads ESC/POS as printers do, and gives back what came out.

It answers DLE EOT at once, GS r in its turn, and stops without paper or with its cover open: what it was given
waits in its memory then, and is printed when it can, unless DLE DC4 8 clears it.
"""

import contextlib
import os
import pty
import select
import socket
import threading
import tty
from collections.abc import Callable

from PIL import Image

STATUS, CLEAR = b"\x10\x04", b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


class EscposEmulator:
    """What the wire brings goes into `take`; what it answers comes back from it. `rows_left`: paper on the roll."""

    def __init__(self) -> None:
        self.rows_left: int | None = None
        self.cover_open = False
        self.hangs = False
        self.tells = True
        self.slips: list[Image.Image] = []
        """Cut off."""
        self._rows: list[bytes] = []
        self._waiting = b""

    @property
    def has_paper(self) -> bool:
        return self.rows_left is None or self.rows_left > 0

    def new_roll(self) -> bytes:
        """Whatever still waits is printed now."""
        self.rows_left = None
        return self._go_on()

    def hanging_out(self) -> int:
        """Rows that are printed and not cut."""
        return len(self._rows)

    def take(self, content: bytes) -> bytes:
        self._waiting += content
        return self._go_on()

    def _go_on(self) -> bytes:
        answers = b""
        while self._waiting:
            eaten, answer = self._step()
            if not eaten:
                break
            answers += answer
            self._waiting = self._waiting[eaten:]
        return (answers + self._in_real_time()) if self.tells else b""

    def _step(self) -> tuple[int, bytes]:
        buffer = self._waiting
        if buffer.startswith(CLEAR):
            return len(CLEAR), b""
        if buffer.startswith(STATUS):
            return (3, self._status(buffer[2])) if len(buffer) >= 3 else (0, b"")
        if not self.has_paper or self.cover_open:
            return 0, b""
        for opening, rule in self._rules().items():
            if buffer.startswith(opening):
                return rule(buffer)
        if len(buffer) < 4:
            return 0, b""
        raise AssertionError(f"not ESC/POS as we know it: {buffer[:8]!r}")

    def _rules(self) -> dict[bytes, Callable[[bytes], tuple[int, bytes]]]:
        return {
            b"\x1b@": lambda _: (2, b""),
            b"\x1bd": lambda _: (3, b""),
            b"\x1dr\x01": lambda _: (3, b"\x00"),
            b"\x1dv0\x00": self._raster,
            b"\x1dV": self._cut,
        }

    def _raster(self, buffer: bytes) -> tuple[int, bytes]:
        width, height = int.from_bytes(buffer[4:6], "little"), int.from_bytes(buffer[6:8], "little")
        end = 8 + width * height
        if len(buffer) < max(8, end):
            return 0, b""
        for row in range(height):
            if not self.has_paper:
                # The printer keeps what it could not print and goes on with it later.
                rest = b"\x1dv0\x00" + width.to_bytes(2, "little") + (height - row).to_bytes(2, "little")
                self._waiting = rest + buffer[8 + row * width :]
                return 0, b""
            self._rows.append(buffer[8 + row * width : 8 + (row + 1) * width])
            if self.rows_left is not None:
                self.rows_left -= 1
        return end, b""

    def _cut(self, _buffer: bytes) -> tuple[int, bytes]:
        size = (len(self._rows[0]) * 8, len(self._rows))
        black = Image.frombytes("1", size, b"".join(self._rows))
        self.slips.append(black.point(lambda dot: 255 - dot))
        self._rows = []
        return 3 if self._waiting[2] in {0, 1} else 4, b""

    def _in_real_time(self) -> bytes:
        """What stands behind work that cannot be done now is heard all the same."""
        if CLEAR in self._waiting:
            self._waiting, self._rows = self._waiting.split(CLEAR, 1)[1], []
            return self._go_on()
        answers = b""
        while not (self.has_paper and not self.cover_open) and STATUS in self._waiting:
            at = self._waiting.rindex(STATUS)
            answers = self._status(self._waiting[at + 2]) + answers
            self._waiting = self._waiting[:at] + self._waiting[at + 3 :]
        return answers

    def _status(self, about: int) -> bytes:
        if about == 4:
            return b"\x12" if self.has_paper else b"\x72"
        if about == 2:
            return bytes((0x12 | 0x04 * self.cover_open | 0x20 * (not self.has_paper),))
        return b"\x12"


class WiredPrinter:
    """An emulator behind a TCP port (`tcp://…`) or a serial line (`/dev/pts/…`), on a thread of its own."""

    def __init__(self, kind: str) -> None:
        self.paper = EscposEmulator()
        self._kind = kind
        self._stopping = threading.Event()
        self._port = 0
        self.power_off_after: int | None = None
        """Bytes after which somebody trips over the cable."""
        self.start()

    def start(self) -> None:
        self._stopping = threading.Event()
        serve = self._listen if self._kind == "tcp" else self._open_line()
        if self._kind == "tcp":
            self._server = socket.create_server(("127.0.0.1", self._port))
            self._port = self._server.getsockname()[1]
            self.address = f"tcp://127.0.0.1:{self._port}"
        self._thread = threading.Thread(target=serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _listen(self) -> None:
        with self._server:
            while not self._stopping.is_set():
                self._let_in()

    def _let_in(self) -> None:
        if select.select([self._server], [], [], 0.05)[0]:
            with self._server.accept()[0] as wire:
                self._serve(wire.fileno())

    def _open_line(self) -> Callable[[], None]:
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self.address = os.ttyname(theirs)

        def serve() -> None:
            self._serve(ours)
            os.close(theirs)
            os.close(ours)

        return serve

    def _serve(self, wire: int) -> None:
        taken = 0
        while not self._stopping.is_set():
            if self.paper.hangs or not select.select([wire], [], [], 0.05)[0]:
                self._stopping.wait(0.02)
                continue
            with contextlib.suppress(OSError):
                content = os.read(wire, 512)
                taken += len(content)
                if not content or (self.power_off_after is not None and taken > self.power_off_after):
                    return
                os.write(wire, self.paper.take(content))
