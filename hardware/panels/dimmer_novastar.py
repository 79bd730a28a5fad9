"""A panel behind a NovaStar sending card, at a serial line (115200 baud) or TCP port 5200.

What was ordered is read back from the first receiving card: only that proves that the cards have it. A card that
acknowledges and cannot be read is believed; one that does neither has failed. Not yet tried on a real card.
"""

import itertools
import time
from contextlib import closing
from typing import Final

from hardware.errors import DimmerBusy, DimmerFailed, NoDimmer
from hardware.line import Kind, Line
from hardware.panels import novastar_frames as frames
from hardware.ports import PanelState

_KIND: Final = Kind(tcp_port=5200, baud=115_200, missing=NoDimmer, busy=DimmerBusy, failed=DimmerFailed)
_ANSWER_S: Final = 0.5
_TRIES: Final = 3
_FULL: Final = 255
_DARK: Final = 0xFF


class NovastarDimmer:
    """`address` as in hardware.line."""

    def __init__(self, address: str, *, answer_s: float = _ANSWER_S) -> None:
        self._address = address
        self._answer_s = answer_s
        self._numbers = itertools.cycle(range(1, 256))

    def set_brightness(self, pct: int) -> None:
        self._write(frames.BRIGHTNESS, round(min(max(pct, 0), 100) * _FULL / 100))

    def set_power(self, *, on: bool) -> None:
        self._write(frames.BLACKOUT, 0 if on else _DARK)

    def look(self) -> PanelState:
        with closing(Line(self._address, _KIND)) as line:
            bright = self._read(line, frames.BRIGHTNESS)
            dark = self._read(line, frames.BLACKOUT)
        if bright is None and dark is None:
            raise DimmerFailed(self._address)
        return PanelState(
            on=None if dark is None else dark == 0,
            brightness_pct=None if bright is None else round(bright * 100 / _FULL),
        )

    def _write(self, register: int, wanted: int) -> None:
        with closing(Line(self._address, _KIND)) as line:
            for _ in range(_TRIES):
                order = frames.write_order(next(self._numbers), register, bytes((wanted,)))
                obeyed = self._ask(line, order) is not None
                found = self._read_once(line, register)
                if found == wanted or (found is None and obeyed):
                    return
        raise DimmerFailed(self._address)

    def _read(self, line: Line, register: int) -> int | None:
        tries = (self._read_once(line, register) for _ in range(_TRIES))
        return next((found for found in tries if found is not None), None)

    def _read_once(self, line: Line, register: int) -> int | None:
        answer = self._ask(line, frames.read_order(next(self._numbers), register, 1))
        return answer.data[0] if answer and answer.data else None

    def _ask(self, line: Line, order: frames.Frame) -> frames.Frame | None:
        """The answer to this order; None when none comes in time that is whole, ours, and says that all is well."""
        while line.hear(0) is not None:
            pass  # what came too late answers another order
        line.send(order.encoded())
        until_s = time.monotonic() + self._answer_s
        while (content := self._frame(line, until_s)) is not None:
            try:
                answer = frames.decoded(content)
            except frames.BadFrame:
                continue
            if answer.number == order.number and answer.register == order.register:
                return answer if answer.status == 0 else None
        return None

    def _frame(self, line: Line, until_s: float) -> bytes | None:
        """The next bytes that may be an answer: whatever stands before its head is noise."""
        content = b""
        wanted = frames.FIXED_BYTES + frames.SUM_BYTES
        while len(content) < wanted:
            heard = line.hear(max(0.0, until_s - time.monotonic()))
            if heard is None:
                return None
            content = _from_head(content + bytes((heard,)))
            if len(content) == frames.FIXED_BYTES:
                wanted = _whole(content)
        return content


def _from_head(content: bytes) -> bytes:
    while content and not frames.ANSWER_HEAD.startswith(content[:2]):
        content = content[1:]
    return content


def _whole(fixed: bytes) -> int:
    try:
        return frames.FIXED_BYTES + frames.data_bytes(fixed) + frames.SUM_BYTES
    except frames.BadFrame:
        return frames.FIXED_BYTES
