"""The panel: whether it is lit, and how bright."""

from wire.port_wall import PanelChanged


class Panel:
    """On."""

    def current(self) -> PanelChanged:
        return PanelChanged(on=True, brightness_pct=100)
