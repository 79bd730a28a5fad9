"""How the call ended, and the ways to be heard all the same."""

from kiosk.flows.call.steps import ReadCallEnd
from kiosk.widgets.choice import Tile
from kiosk.widgets.frame import Screen
from kiosk.widgets.tiles import Tiles

_ICONS = {"message": "petition", "call_back": "call_back", "again": "handset"}


class ReadCallEndScreen(Screen):
    """See read_call_end.kv; the tiles follow how it ended."""

    NAMED = (Tiles,)  # importing it makes its name known to the rules

    def draws(self) -> None:
        step: ReadCallEnd = self.step
        offered = ["message", *(["call_back"] if step.call_back_helps else []), "again"]
        self.fill(self.ids.tiles, [self._tile(one, step) for one in offered])

    def _tile(self, choice: str, step: ReadCallEnd) -> Tile:
        look = "primary" if choice == "message" and step.message_helps else "quiet"
        words = self.say(f"read_call_end.{choice}")
        return Tile(choice=choice, icon=_ICONS[choice], look=look, words=words, size_hint_y=1)

    def sign(self, step: ReadCallEnd) -> str:
        if step.why in {"lost", "too_weak", "link_down"}:
            return "link_down"
        return "chat" if step.message_helps else "check"

    def hint(self, step: ReadCallEnd) -> str:
        if step.was_recorded:
            return self.say("read_call_end.was_recorded")
        if step.call_back_helps:
            return self.say("read_call_end.call_back_hint")
        return self.say("read_call_end.message_hint" if step.message_helps else "read_call_end.nothing_kept")
