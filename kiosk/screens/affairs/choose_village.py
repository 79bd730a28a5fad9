"""Village after village."""

from kivy.metrics import mm
from kivy.uix.widget import Widget

from kiosk.capacity import columns
from kiosk.theme import Sizes
from kiosk.widgets.frame import Screen
from kiosk.widgets.options import Option

_MOST_COLUMNS = 3


class ChooseVillageScreen(Screen):
    """See choose_village.kv; a tile for each village."""

    def columns(self, width: float, sizes: Sizes) -> int:
        return columns(width / mm(1), sizes)

    def draws(self) -> None:
        tiles: list[Widget] = [
            Option(
                choice="village",
                item=line.name,
                icon="village",
                words=line.name,
                hint=self.say("choose_village.notices", count=line.notices),
            )
            for line in self.step.villages
        ]
        # a column without a tile would be no column
        tiles += [Widget() for _ in range(_MOST_COLUMNS - len(tiles))]
        self.fill(self.ids.villages, tiles)
