"""Up to four things to choose from, of equal size: two beside two, or one under the other on an upright panel."""

from typing import Any

from kivy.metrics import mm
from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.flows.typeset.lines import shortened
from kiosk.widgets.choice import Choice
from kiosk.widgets.themed import Themed

_LINE_EM = 1.45


class Option(Choice):
    """Picture at the left, words and under them a quieter line. The whole of it can be touched."""

    marked = BooleanProperty(defaultvalue=False)
    """Chosen already: drawn as a primary one, with a tick for its picture."""

    def fitted(self, words: str, em_mm: float, width: float) -> str:
        """One line of it."""
        return shortened(words, max(width / mm(em_mm), 1))

    def fitted_hint(self, width: float, height: float) -> str:
        """Nothing where there is no room for a second line."""
        lines_mm = (self.sizes.label + self.sizes.text) * _LINE_EM
        return self.fitted(self.hint, self.sizes.text, width) if height > mm(lines_mm * 0.95) else ""


class Options(Themed, AnchorLayout):
    """In the middle of the room it is given; rows do not grow beyond what a hand wants."""

    upright = BooleanProperty(defaultvalue=False)
    highest_mm = NumericProperty(56)
    beside = NumericProperty(2)

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._grid = GridLayout(cols=1)
        super().add_widget(self._grid)
        for name in ("upright", "sizes", "highest_mm", "beside"):
            self.fbind(name, self._measure)

    def offer(self, options: list[Option]) -> None:
        """These, and no others."""
        self._grid.clear_widgets()
        for option in options:
            self._grid.add_widget(option)
        self._measure()

    def _measure(self, *_: object) -> None:
        grid, gap = self._grid, mm(self.sizes.gap)
        grid.spacing = gap
        grid.cols = 1 if self.upright else min(self.beside, max(len(grid.children), 1))
        rows = -(-len(grid.children) // grid.cols)
        # one pixel more: Kivy takes a limit of nothing for no limit
        grid.size_hint_max_y = 1 + rows * mm(self.highest_mm) + max(rows - 1, 0) * gap

    def offered(self) -> list[Widget]:
        return list(reversed(self._grid.children))
