"""Village after village."""

from kivy.uix.widget import Widget

from kiosk.widgets.frame import Screen
from kiosk.widgets.options import Option

_COLUMNS = 3


class ChooseVillageScreen(Screen):
    """See choose_village.kv; a tile for each village."""

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
        tiles += [Widget() for _ in range(-len(tiles) % _COLUMNS)]
        self.fill(self.ids.villages, tiles)
