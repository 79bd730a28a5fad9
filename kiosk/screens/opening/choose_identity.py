"""Unnamed or named: two equal tiles."""

from kiosk.flows.petition.identity import ChooseIdentity
from kiosk.widgets.tiles import TilesScreen


class ChooseIdentityScreen(TilesScreen):
    """See choose_identity.kv."""

    def tiles(self, step: ChooseIdentity) -> list[tuple[str, str, str]]:
        del step  # neither is preselected
        return [("identity", one, f"choose_identity.{one}") for one in ("anonymous", "named")]
