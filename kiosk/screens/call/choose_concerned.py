"""Whose matter it is: equal tiles."""

from kiosk.flows.call.before import ANSWERED_BY, ChooseConcerned
from kiosk.widgets.tiles import TilesScreen

_ICONS = {"county": "county_office"}


class ChooseConcernedScreen(TilesScreen):
    """See choose_concerned.kv."""

    def tiles(self, step: ChooseConcerned) -> list[tuple[str, str, str]]:
        del step  # none is preselected
        return [("concerns", one, f"choose_concerned.{one}") for one in ANSWERED_BY]

    def icon(self, key: str) -> str:
        named = super().icon(key)
        return _ICONS.get(named, named)
