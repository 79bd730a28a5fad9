"""A light sensor for tests; its plug can be pulled."""

from typing import Final

from hardware.errors import NoSensor
from hardware.plug import Plug

_NAME: Final = "fake light sensor"


class FakeSensor:
    """`plug` is the test's hand on the device, `lux` the light that falls on it."""

    def __init__(self, lux: float = 20_000.0) -> None:
        self.plug = Plug()
        self.lux = lux

    def look(self) -> float:
        missing = NoSensor(_NAME)
        self.plug.let_in(missing=missing, busy=missing)
        return self.lux
