"""A few small keys beside a picture: one under the other where it is wide, side by side where it is upright."""

from typing import Any

from kivy.metrics import mm
from kivy.uix.gridlayout import GridLayout

from kiosk.widgets.choice import Choice, UpKey


class SideKeys(GridLayout):
    """Filled by its screen, which says how many stand in a row of an upright panel."""

    def show(self, screen: Any, keys: list[Choice], *, across: int) -> None:
        sizes = screen.sizes
        self.cols = across if screen.upright else 1
        self.spacing = mm(sizes.step)
        rows = -(-len(keys) // self.cols)
        high = sizes.button if any(isinstance(key, UpKey) for key in keys) else sizes.small_button
        self.row_default_height, self.row_force_default = mm(high), True
        if screen.upright:
            self.size_hint_y = None
            self.height = mm(rows * high + (rows - 1) * sizes.step)
        else:
            self.size_hint_x, self.width = None, mm(sizes.label * 6.2)
        for key in keys:
            key.size_hint = (1, 1)
            if not isinstance(key, UpKey):
                key.padding = (0, 0)
        screen.fill(self, keys)
