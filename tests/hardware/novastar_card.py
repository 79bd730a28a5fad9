"""A NovaStar sending card with its receiving cards, at a TCP port or a serial line, on a thread of its own.

It keeps registers, obeys orders that are whole and meant for a card it has, and answers each with one frame.
"""

import contextlib
import os
import pty
import select
import socket
import threading
import tty
from dataclasses import replace

from hardware.panels import novastar_frames as frames

FACTORY = {frames.BRIGHTNESS: 255, frames.BLACKOUT: 0}


class NovastarCard:
    """`kind`: tcp or serial. What a test may do to it stands below."""

    def __init__(self, kind: str) -> None:
        self.registers = dict(FACTORY)
        self.orders: list[frames.Frame] = []
        self.silent = False
        """It hears nothing and says nothing: without power behind its serial bridge, or hung."""
        self.acknowledges = True
        """Whether an order to all cards is answered."""
        self.readable = True
        self.obeys = True
        self.status = 0
        self.garbles = 0
        """So many answers are damaged on the way."""
        self.slow = False
        """Its bytes come one by one."""
        self.noise = b""
        """What stands on the line before each answer."""
        self._kind = kind
        self._stopping = threading.Event()
        self._port = 0
        self.start()

    def power_cycle(self) -> None:
        """Back to what the factory set."""
        self.registers = dict(FACTORY)

    def start(self) -> None:
        self._stopping = threading.Event()
        if self._kind == "tcp":
            self._server = socket.create_server(("127.0.0.1", self._port))
            self._port = self._server.getsockname()[1]
            self.address = f"tcp://127.0.0.1:{self._port}"
        else:
            self._ours, self._theirs = pty.openpty()
            tty.setraw(self._theirs)
            self.address = os.ttyname(self._theirs)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        if self._kind == "serial":
            self._serve(self._ours)
            os.close(self._theirs)
            os.close(self._ours)
            return
        with self._server:
            while not self._stopping.is_set():
                self._let_in()

    def _let_in(self) -> None:
        if select.select([self._server], [], [], 0.02)[0]:
            with self._server.accept()[0] as wire:
                wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._serve(wire.fileno())

    def _serve(self, wire: int) -> None:
        waiting = b""
        while not self._stopping.is_set():
            if not select.select([wire], [], [], 0.02)[0]:
                continue
            with contextlib.suppress(OSError):
                content = os.read(wire, 512)
                if not content:
                    return
                waiting = self._answer_all(wire, b"" if self.silent else waiting + content)

    def _answer_all(self, wire: int, waiting: bytes) -> bytes:
        while (at := waiting.find(frames.ORDER_HEAD)) >= 0:
            waiting = waiting[at:]
            if len(waiting) < frames.FIXED_BYTES:
                break
            end = frames.FIXED_BYTES + frames.data_bytes(waiting[: frames.FIXED_BYTES]) + frames.SUM_BYTES
            if len(waiting) < end:
                break
            self._answer(wire, waiting[:end])
            waiting = waiting[end:]
        return waiting

    def _answer(self, wire: int, content: bytes) -> None:
        try:
            order = frames.decoded(content)
        except frames.BadFrame:
            return
        self.orders.append(order)
        if order.writes and self.obeys:
            self.registers[order.register] = order.data[0]
        if not (self.acknowledges if order.writes else self.readable):
            return
        self._say(wire, self.noise + self._garbled(self._said(order).encoded()))

    def _said(self, order: frames.Frame) -> frames.Frame:
        body = b"" if order.writes else bytes((self.registers[order.register],))
        answer = replace(order, head=frames.ANSWER_HEAD, status=self.status, source=order.target, data=body)
        return replace(answer, target=frames.COMPUTER, length=len(body))

    def _garbled(self, content: bytes) -> bytes:
        if self.garbles <= 0:
            return content
        self.garbles -= 1
        return content[:-3] + bytes((content[-3] ^ 0x10,)) + content[-2:]

    def _say(self, wire: int, content: bytes) -> None:
        for piece in [content[at : at + 1] for at in range(len(content))] if self.slow else [content]:
            os.write(wire, piece)
            if self.slow:
                self._stopping.wait(0.002)
