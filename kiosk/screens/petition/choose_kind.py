"""In which way to speak to the county."""

from kivy.uix.widget import Widget

from kiosk.widgets.choice import Tile
from kiosk.widgets.frame import Screen


class ChooseKindScreen(Screen):
    """See choose_kind.kv; a tile for each kind that is open."""

    def draws(self) -> None:
        tiles: list[Widget] = [
            Tile(
                choice="kind",
                item=kind,
                icon=kind,
                look="primary" if number == 0 else "quiet",
                words=self.say(f"choose_kind.{kind}"),
                hint=self.say(f"choose_kind.{kind}_hint"),
                size_hint_y=1,
            )
            for number, kind in enumerate(self.step.kinds)
        ]
        sides = [Widget(size_hint_x=0.5) for _ in ("left", "right")] if len(tiles) == 1 else []
        self.fill(self.ids.kinds, [*sides[:1], *tiles, *sides[1:]])
