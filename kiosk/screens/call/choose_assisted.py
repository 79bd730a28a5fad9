"""What the staff begins for somebody: two equal tiles."""

from kiosk.flows.call.before import ChooseAssisted
from kiosk.widgets.tiles import TilesScreen

_ICONS = {"call": "handset"}


class ChooseAssistedScreen(TilesScreen):
    """See choose_assisted.kv."""

    def tiles(self, step: ChooseAssisted) -> list[tuple[str, str, str]]:
        del step  # none is preselected
        return [(one, "", f"choose_assisted.{one}") for one in ("petition", "call")]

    def icon(self, key: str) -> str:
        named = super().icon(key)
        return _ICONS.get(named, named)
