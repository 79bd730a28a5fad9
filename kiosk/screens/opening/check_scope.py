"""Is it something that belongs elsewhere?"""

from kiosk.flows.petition.matter import CheckScope
from kiosk.widgets.tiles import TilesScreen


class CheckScopeScreen(TilesScreen):
    """See check_scope.kv."""

    def tiles(self, step: CheckScope) -> list[tuple[str, str, str]]:
        return [("place", place, f"check_scope.{place}") for place in step.places]
