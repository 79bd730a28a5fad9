"""In which way to speak to the county."""

from kiosk.flows.petition.kind import ChooseKind
from kiosk.widgets.tiles import TilesScreen


class ChooseKindScreen(TilesScreen):
    """See choose_kind.kv; a tile for each kind that is open."""

    def tiles(self, step: ChooseKind) -> list[tuple[str, str, str]]:
        return [("kind", kind, f"choose_kind.{kind}") for kind in step.kinds]
