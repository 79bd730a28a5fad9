"""What lies under the document camera."""

from kiosk.flows.petition.papers import PlacePaper
from kiosk.widgets.frame import Screen


class PlacePaperScreen(Screen):
    """See place_paper.kv."""

    def title(self, step: PlacePaper) -> str:
        if not step.camera_here:
            return self.say("place_paper.no_camera")
        if step.trouble is not None:
            return self.say(f"trouble.{step.trouble}")
        return self.say("place_paper.title")

    def hint(self, step: PlacePaper) -> str:
        if not step.camera_here:
            return self.say("place_paper.no_camera_do")
        if not step.ready:
            return self.say("place_paper.waking")
        return self.say("place_paper.taking" if step.taking else "place_paper.hint")

    def can_take(self, step: PlacePaper) -> bool:
        return step.camera_here and step.ready and not step.taking
