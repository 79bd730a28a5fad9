"""Whom to ask, whom to call, and what can be made easier."""

from kivy.uix.widget import Widget

from kiosk.flows.help import ReadHelp
from kiosk.widgets.choice import Tile
from kiosk.widgets.frame import Screen

_ICONS = {"low": "low", "language": "language", "practice": "practice", "assisted": "help"}


class ReadHelpScreen(Screen):
    """See read_help.kv; here the tiles of what can be changed from where one is."""

    def person(self, step: ReadHelp) -> str:
        if step.duty_person and step.duty_phone:
            return self.say("read_help.person_phone", name=step.duty_person, phone=step.duty_phone)
        if step.duty_person:
            return self.say("read_help.person", name=step.duty_person)
        return self.say("read_help.nobody")

    def draws(self) -> None:
        step: ReadHelp = self.step
        offered = [
            *(["low"] if step.can_lower else []),
            "language",
            *(["practice", "assisted"] if step.at_home else []),
        ]
        tiles: list[Widget] = [self._tile(one, step) for one in offered]
        self.ids.tiles.cols = 2 if self.upright else len(tiles)
        self.fill(self.ids.tiles, tiles)

    def _tile(self, choice: str, step: ReadHelp) -> Tile:
        key = "read_help.higher" if choice == "low" and step.low else f"read_help.{choice}"
        return Tile(choice=choice, icon=_ICONS[choice], words=self.say(key), size_hint_y=1)
