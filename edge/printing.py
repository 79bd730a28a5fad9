"""The slip printer as the agent uses it: one slip at a time, nothing of it kept, no queue on any disk.

The printer is looked at every few seconds on a thread; what it said last is `state`.
"""

import asyncio
import logging
import threading
from io import BytesIO
from typing import Final

from PIL import Image

from edge.errors import NoPaper, NoPrinter
from hardware import errors as hardware
from hardware.ports import Printer
from wire import port
from wire.errors import BadMessage

_log = logging.getLogger(__name__)
LOOK_S: Final = 5.0
MAX_ROWS: Final = 8000
"""One metre of paper."""
_MAX_BYTES: Final = 2 * 1024 * 1024


class Printing:
    """Owns the printer from its making until `close`; None is a terminal without one."""

    def __init__(self, printer: Printer | None, *, width_px: int, look_s: float = LOOK_S) -> None:
        self.width_px = width_px
        self.state: port.PrinterState = "none"
        """What the printer said when it was last looked at."""
        self._printer = printer
        self._look_s = look_s
        self._in_use = threading.Lock()
        self._closing = threading.Event()
        self._looking: threading.Thread | None = None
        if printer is not None:
            self.state = "failed"
            self._looking = threading.Thread(target=self._keep_looking, args=(printer,), name="printing", daemon=True)
            self._looking.start()

    async def print(self, png: bytes) -> None:
        """Returns when it is printed. Raises NoPrinter, NoPaper, or BadMessage for what is no slip."""
        if self._printer is None:
            raise NoPrinter("this terminal has no printer")
        await asyncio.to_thread(self._print, self._printer, png)

    def close(self) -> None:
        """Waits for a slip that is being printed."""
        self._closing.set()
        if self._looking is not None:
            self._looking.join()

    def _print(self, printer: Printer, png: bytes) -> None:
        _require_slip(png, self.width_px)
        with self._in_use:
            try:
                printer.print_picture(png)
            except hardware.HardwareError as error:
                self._note(error)
                raise _refusal(error) from None
            self._note(None)

    def _keep_looking(self, printer: Printer) -> None:
        while True:
            with self._in_use:
                try:
                    printer.look()
                except hardware.HardwareError as error:
                    self._note(error)
                except Exception:  # noqa: BLE001  # whatever it is, the printer may come back
                    _log.exception("the printer cannot be looked at")
                    self.state = "failed"
                else:
                    self._note(None)
            if self._closing.wait(self._look_s):
                return

    def _note(self, error: hardware.HardwareError | None) -> None:
        before, self.state = self.state, _state(error)
        if self.state != before:
            _log.info("the printer is %s%s", self.state, f" ({type(error).__name__})" if error else "")


def _state(error: hardware.HardwareError | None) -> port.PrinterState:
    if error is None:
        return "ready"
    return "no_paper" if isinstance(error, hardware.NoPaper) else "failed"


def _refusal(error: hardware.HardwareError) -> NoPaper | NoPrinter:
    name = type(error).__name__
    return NoPaper(name) if isinstance(error, hardware.NoPaper) else NoPrinter(name)


def _require_slip(png: bytes, width_px: int) -> None:
    """Its size is judged before a dot of it is unpacked."""
    if len(png) > _MAX_BYTES:
        raise BadMessage("the slip is too large")
    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as picture:
            fits = picture.width <= width_px and picture.height <= MAX_ROWS
            if fits:
                picture.load()
    except Exception as error:  # Pillow says in a dozen ways that this is no picture
        raise BadMessage("the slip is no picture") from error
    if not fits:
        raise BadMessage("the slip is larger than the paper")
