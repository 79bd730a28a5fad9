"""A camera for tests that refuses what cameras refuse. Each picture carries its number, so none is lost unseen."""

import time
from typing import Final

from hardware.errors import CameraBusy, CameraStalled, NoCamera
from hardware.pacing import pause
from hardware.plug import Plug
from hardware.ports import Picture, PictureSize

_NAME: Final = "fake camera"


class FakeCamera:
    """Gives grey pictures in real time; `plug` is the test's hand on the device."""

    def __init__(self, size: PictureSize, *, read_timeout_s: float = 0.3) -> None:
        self.plug = Plug()
        self.given = 0
        """Pictures given since it was made."""
        self._size = size
        self._read_timeout_s = read_timeout_s
        self._next_at_s: float | None = None

    def open(self) -> None:
        if self._next_at_s is not None:
            return
        self.plug.let_in(missing=NoCamera(_NAME), busy=CameraBusy(_NAME))
        self._next_at_s = time.monotonic()

    def look(self) -> Picture:
        if not self.plug.sit_out_stall(self._read_timeout_s):
            raise CameraStalled(_NAME)
        if self._next_at_s is None or not self.plug.plugged:
            raise NoCamera(_NAME)
        grabbed_at_s = max(self._next_at_s, time.monotonic() - 4 / self._size.rate_hz)
        pause(grabbed_at_s - time.monotonic())
        self._next_at_s = grabbed_at_s + 1 / self._size.rate_hz
        self.given += 1
        return Picture(self._painted(self.given), grabbed_at_s)

    def close(self) -> None:
        self._next_at_s = None

    def _painted(self, number: int) -> memoryview:
        shade = 64 + number % 128
        pixels = bytes([shade]) * (self._size.width_px * self._size.height_px * 3)
        return memoryview(pixels).cast("B", (self._size.height_px, self._size.width_px, 3))
