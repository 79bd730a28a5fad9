"""How much of oneself to show."""

from kiosk.flows.petition.kind import ChooseCover
from kiosk.widgets.tiles import TilesScreen


class ChooseCoverScreen(TilesScreen):
    """See choose_cover.kv."""

    def tiles(self, step: ChooseCover) -> list[tuple[str, str, str]]:
        plain = f"choose_cover.plain_{step.kind}"
        return [("cover", one, plain if one == "plain" else f"choose_cover.{one}") for one in step.covers]

    def icon(self, key: str) -> str:
        return "cover_" + super().icon(key).removesuffix("_video").removesuffix("_audio")

    def limits(self, step: ChooseCover) -> str:
        """What a cover cannot do, or that there is none."""
        if step.kind == "audio":
            return self.say("choose_cover.limits_audio")
        return self.say("choose_cover.limits_video" if "face" in step.covers else "choose_cover.cannot")
