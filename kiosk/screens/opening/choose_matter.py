"""Which of three kinds of matter."""

from kiosk.flows.petition.matter import MATTERS, ChooseMatter
from kiosk.widgets.tiles import TilesScreen


class ChooseMatterScreen(TilesScreen):
    """See choose_matter.kv."""

    def tiles(self, step: ChooseMatter) -> list[tuple[str, str, str]]:
        del step  # the same whoever comes
        kinds = [("matter", matter, f"choose_matter.{matter}") for matter in MATTERS]
        return [*kinds, ("elsewhere", "", "choose_matter.elsewhere")]
