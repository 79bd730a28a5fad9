"""Which part of several."""

from kivy.uix.widget import Widget

from kiosk.flows.petition.recording_steps import ChooseTake
from kiosk.widgets.choice import Tile
from kiosk.widgets.frame import Screen
from kiosk.widgets.tiles import Tiles


class ChooseTakeScreen(Screen):
    """See choose_take.kv; a tile for each part of this page."""

    NAMED = (Tiles,)  # importing it makes its name known to the rules

    def draws(self) -> None:
        step: ChooseTake = self.step
        tiles: list[Widget] = [
            Tile(
                choice="take",
                item=take.take_id,
                icon=take.kind,
                words=self.say("choose_take.part", number=number),
                hint=self.words.minutes(max(round(take.duration_ms / 1000), 1)),
                size_hint_y=1,
            )
            for number, take in step.takes
        ]
        self.fill(self.ids.tiles, tiles)
