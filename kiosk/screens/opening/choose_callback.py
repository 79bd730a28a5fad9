"""What may be said when the county calls."""

from kiosk.flows.petition.identity import CALLBACKS, ChooseCallback
from kiosk.widgets.tiles import TilesScreen


class ChooseCallbackScreen(TilesScreen):
    """See choose_callback.kv."""

    def tiles(self, step: ChooseCallback) -> list[tuple[str, str, str]]:
        del step  # the same for everybody
        return [("callback", one, f"choose_callback.{one}") for one in CALLBACKS]

    def icon(self, key: str) -> str:
        return "callback_" + super().icon(key)
