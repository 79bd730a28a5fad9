"""A printer for tests that refuses what printers refuse, and may lose paper or power in the middle of a slip."""

from typing import Final

from hardware.errors import NoPaper, NoPrinter, PrinterBusy, PrinterFailed
from hardware.plug import Plug

_NAME: Final = "fake printer"


class FakePrinter:
    """`plug` is the test's hand on the device; `slips` are those that came out whole."""

    def __init__(self, *, stall_s: float = 0.3) -> None:
        self.plug = Plug()
        self.slips: list[bytes] = []
        self.has_paper = True
        self.cover_open = False
        self.slips_left: int | None = None
        """After so many slips the roll runs out in the middle of the next; None for a roll without end."""
        self._stall_s = stall_s

    def look(self) -> None:
        self.plug.let_in(missing=NoPrinter(_NAME), busy=PrinterBusy(_NAME))
        if not self.plug.sit_out_stall(self._stall_s) or self.cover_open:
            raise PrinterFailed(_NAME)
        if not self.plug.plugged:
            raise NoPrinter(_NAME)
        if not self.has_paper:
            raise NoPaper(_NAME)

    def print_picture(self, png: bytes) -> None:
        self.look()
        if self.slips_left is not None:
            self.has_paper = self.slips_left > 0
            self.slips_left = max(0, self.slips_left - 1)
            self.look()
        self.slips.append(png)
