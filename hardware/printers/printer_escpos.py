"""A receipt printer that speaks ESC/POS. Pictures go out as raster; the words for it are python-escpos's.

Of the library only pictures and constants are used: the rest of it opens connections that wait for ever, and leaves a
folder under /tmp at every start. What a printer tells of itself is asked with DLE EOT, in real time, and GS r, in its
turn behind what it was given to print. A printer that never
told anything is believed to be well; one that has told and falls silent hangs.
"""

import time
from collections.abc import Iterator
from contextlib import closing, suppress
from io import BytesIO
from typing import Final

from escpos.constants import ESC, GS, HW_INIT, PAPER_FULL_CUT, RT_STATUS  # type: ignore[import-untyped]  # no stubs
from escpos.image import EscposImage  # type: ignore[import-untyped]  # python-escpos ships no types
from PIL import Image

from hardware.errors import HardwareError, NoPaper, NoPrinter, PrinterBusy, PrinterFailed
from hardware.line import Kind, Line

_KIND: Final = Kind(tcp_port=9100, baud=9600, missing=NoPrinter, busy=PrinterBusy, failed=PrinterFailed)
_ANSWER_S: Final = 1.0
_STRIP_ROWS: Final = 128
"""Cheap printers have room for little more at a time."""
_ASK_OFFLINE: Final = RT_STATUS + b"\x02"
_ASK_PAPER: Final = RT_STATUS + b"\x04"
_ASK_IN_TURN: Final = GS + b"r\x01"
_CLEAR: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: forget at once whatever waits to be printed."""
_FEED: Final = ESC + b"d\x05"
_COVER_OPEN, _NO_PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_PAPER_END: Final = 0x60
_PAPER_END_IN_TURN: Final = 0x0C
_REAL_TIME_MASK, _REAL_TIME = 0x93, 0x12
_ROWS_A_SECOND: Final = 200
"""Slower than any: 25 mm of paper a second."""
_SPARE_S: Final = 10.0


class EscposPrinter:
    """`address` as in hardware.line."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._has_told = False
        self._owes_clearing = False
        """A slip broke off in it: what is left of that must not be printed when the next roll is in."""

    def look(self) -> None:
        with closing(Line(self._address, _KIND)) as line:
            self._ask(line)

    def print_picture(self, png: bytes) -> None:
        with Image.open(BytesIO(png), formats=["PNG"]) as picture:
            strips, rows = list(_strips(picture)), picture.height
        with closing(Line(self._address, _KIND)) as line:
            tells = self._ask(line)
            try:
                self._print(line, strips, wait_s=_SPARE_S + rows / _ROWS_A_SECOND if tells else 0.0)
            except HardwareError:
                self._owes_clearing = tells
                with suppress(HardwareError):
                    self._clear(line)
                raise

    def _print(self, line: Line, strips: list[bytes], *, wait_s: float) -> None:
        line.send(HW_INIT)
        for strip in strips:
            line.send(strip)
        line.send(_FEED + PAPER_FULL_CUT)
        if wait_s:
            self._await_end(line, time.monotonic() + wait_s)

    def _ask(self, line: Line) -> bool:
        """Whether the printer tells anything; raises what it tells. A slip that broke off before is cleared."""
        while line.hear(0) is not None:
            pass  # what it said before it was asked answers nothing
        paper = self._answer(line, _ASK_PAPER)
        if paper is None:
            if self._has_told:
                raise PrinterFailed(self._address)
            return False
        self._has_told = True
        if self._owes_clearing:
            self._clear(line)
        self._judge(paper=paper, offline=self._answer(line, _ASK_OFFLINE) or 0)
        return True

    def _await_end(self, line: Line, until_s: float) -> None:
        line.send(_ASK_IN_TURN)
        while time.monotonic() < until_s:
            heard = line.hear(_ANSWER_S)
            if heard is None:
                self._judge(
                    paper=self._answer(line, _ASK_PAPER) or 0,
                    offline=self._answer(line, _ASK_OFFLINE) or 0,
                )
            elif not _is_real_time(heard):
                self._judge(paper=_PAPER_END if heard & _PAPER_END_IN_TURN == _PAPER_END_IN_TURN else 0, offline=0)
                return
        raise PrinterFailed(self._address)

    def _answer(self, line: Line, question: bytes) -> int | None:
        line.send(question)
        heard = line.hear(_ANSWER_S)
        while heard is not None and not _is_real_time(heard):
            heard = line.hear(_ANSWER_S)
        return heard

    def _judge(self, *, paper: int, offline: int) -> None:
        if paper & _PAPER_END == _PAPER_END or offline & _NO_PAPER_STOP:
            raise NoPaper(self._address)
        if offline & (_COVER_OPEN | _ERROR):
            raise PrinterFailed(self._address)

    def _clear(self, line: Line) -> None:
        line.send(_CLEAR + HW_INIT)
        self._owes_clearing = False


def _is_real_time(heard: int) -> bool:
    """Answers to DLE EOT have these bits, answers to GS r have not."""
    return heard & _REAL_TIME_MASK == _REAL_TIME


def _strips(picture: Image.Image) -> Iterator[bytes]:
    """GS v 0 for every few rows, black where the picture is dark."""
    for top in range(0, picture.height, _STRIP_ROWS):
        strip = EscposImage(picture.crop((0, top, picture.width, min(picture.height, top + _STRIP_ROWS))))
        size = strip.width_bytes.to_bytes(2, "little") + strip.height.to_bytes(2, "little")
        yield GS + b"v0\x00" + size + strip.to_raster_format()
