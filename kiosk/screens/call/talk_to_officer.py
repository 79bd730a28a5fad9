"""Face to face with an officer."""

from kiosk.flows.call import TalkToOfficer
from kiosk.widgets.frame import Screen
from kiosk.widgets.notice import Notice


class TalkToOfficerScreen(Screen):
    """See talk_to_officer.kv."""

    NAMED = (Notice,)  # importing it makes its name known to the rules

    def title(self, step: TalkToOfficer) -> str:
        return self.say(f"talk_to_officer.{step.line}", officer=step.officer)

    def healing(self, step: TalkToOfficer) -> str:
        return self.say("talk_to_officer.stay") if step.line == "healing" else ""

    def quality(self, step: TalkToOfficer) -> str:
        """Where there is little room, only what is amiss."""
        if step.quality is None or (self.small and step.quality == "good"):
            return ""
        return self.say(f"talk_to_officer.quality_{step.quality}")

    def quality_icon(self, step: TalkToOfficer) -> str:
        return f"face_{step.quality}" if self.quality(step) else ""

    def beside(self, choice: str) -> str:
        """A key's words; on a small panel its picture is enough, and the officer's gets the room."""
        return "" if self.small else self.say(f"talk_to_officer.{choice}")

    def safety(self, step: TalkToOfficer) -> str:
        return " · ".join(self.say(f"safety_words.w{place}") for place in step.words)

    def safety_hint(self, step: TalkToOfficer) -> str:
        return self.say("talk_to_officer.safety_hint") if step.words else ""
