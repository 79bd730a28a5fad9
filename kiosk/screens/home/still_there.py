"""Is anybody there?"""

from kiosk.flows.visit import StillThere
from kiosk.widgets.frame import Screen


class StillThereScreen(Screen):
    """See still_there.kv."""

    def hint(self, step: StillThere) -> str:
        left = self.words.minutes(step.left_s)
        if step.private:
            return self.say("still_there.hint", left=left)
        return self.say("still_there.hint_public", left=left)
