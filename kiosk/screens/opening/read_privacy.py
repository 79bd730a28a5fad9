"""Three sentences before anything is recorded; and how much fits, where that is little."""

from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.widgets.frame import Screen
from kiosk.widgets.notice import Notice


class ReadPrivacyScreen(Screen):
    """See read_privacy.kv."""

    NAMED = (Notice,)  # importing it makes its name known to the rules

    def room(self, step: ReadPrivacy) -> str:
        if step.room_s is None:
            return ""
        return self.say("read_privacy.room", limit=self.words.minutes(step.room_s))
