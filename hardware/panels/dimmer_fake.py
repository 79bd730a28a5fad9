"""A panel for tests that refuses what panels refuse, and forgets its brightness when its power goes."""

from typing import Final

from hardware.errors import DimmerBusy, DimmerFailed, NoDimmer
from hardware.plug import Plug
from hardware.ports import PanelState

_NAME: Final = "fake panel"


class FakeDimmer:
    """`plug` is the test's hand on the device."""

    def __init__(self, *, stall_s: float = 0.1) -> None:
        self.plug = Plug()
        self.on = True
        self.brightness_pct = 100
        self.tells = True
        """Whether it says what it is set to."""
        self.obeys = True
        self._stall_s = stall_s

    def lose_power(self) -> None:
        """It comes back as the factory set it."""
        self.on, self.brightness_pct = True, 100

    def set_brightness(self, pct: int) -> None:
        self._let_in()
        if not 0 <= pct <= 100:  # noqa: PLR2004  # per cent
            raise DimmerFailed(_NAME)
        if self.obeys:
            self.brightness_pct = pct
        elif self.tells and self.brightness_pct != pct:
            raise DimmerFailed(_NAME)

    def set_power(self, *, on: bool) -> None:
        self._let_in()
        if self.obeys:
            self.on = on
        elif self.tells and self.on != on:
            raise DimmerFailed(_NAME)

    def look(self) -> PanelState:
        self._let_in()
        return PanelState(on=self.on, brightness_pct=self.brightness_pct) if self.tells else PanelState()

    def _let_in(self) -> None:
        self.plug.let_in(missing=NoDimmer(_NAME), busy=DimmerBusy(_NAME))
        if not self.plug.sit_out_stall(self._stall_s):
            raise DimmerFailed(_NAME)
        if not self.plug.plugged:
            raise NoDimmer(_NAME)
