"""Whom to call: county and township ring at one touch, the third asks first who must not answer."""

from kiosk.flows.call.before import OFFICERS, ChooseOfficer
from kiosk.widgets.tiles import TilesScreen

_ICONS = {"county": "county_office", "concerned": "keep_out"}


class ChooseOfficerScreen(TilesScreen):
    """See choose_officer.kv."""

    def tiles(self, step: ChooseOfficer) -> list[tuple[str, str, str]]:
        del step  # none is preselected
        ringing = [("officer", one, f"choose_officer.{one}") for one in OFFICERS]
        return [*ringing, ("concerned", "", "choose_officer.concerned")]

    def icon(self, key: str) -> str:
        named = super().icon(key)
        return _ICONS.get(named, named)
