"""Village after village."""

from kivy.uix.widget import Widget

from kiosk.widgets.choice import Tile
from kiosk.widgets.frame import Screen

_COLUMNS = 3


class ChooseVillageScreen(Screen):
    """See choose_village.kv; a tile for each village."""

    def draws(self) -> None:
        tiles: list[Widget] = [
            Tile(
                choice="village",
                item=line.name,
                words=line.name,
                hint=self.say("choose_village.notices", count=line.notices),
                size_hint_y=1,
            )
            for line in self.step.villages
        ]
        tiles += [Widget() for _ in range(-len(tiles) % _COLUMNS)]
        self.fill(self.ids.villages, tiles)
