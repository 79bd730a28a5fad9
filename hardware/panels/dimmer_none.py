"""A panel that nothing can dim: its brightness is set by hand, at the panel."""

from hardware.ports import PanelState


class UndimmedPanel:
    """Never fails and tells nothing."""

    def set_brightness(self, pct: int) -> None:
        """Nobody hears it."""

    def set_power(self, *, on: bool) -> None:
        """The face draws black instead."""

    def look(self) -> PanelState:
        return PanelState()
