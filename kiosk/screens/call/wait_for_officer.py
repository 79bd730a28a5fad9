"""It rings where an officer may answer."""

from kiosk.flows.call.steps import WaitForOfficer
from kiosk.widgets.frame import Screen


class WaitForOfficerScreen(Screen):
    """See wait_for_officer.kv."""

    def title(self, step: WaitForOfficer) -> str:
        if step.answers:
            return self.say("wait_for_officer.answers")
        return self.say("wait_for_officer.township" if step.wanted == "township" else "wait_for_officer.county")

    def place(self, step: WaitForOfficer) -> str:
        if step.ahead is None or step.answers:
            return self.say("wait_for_officer.calling")
        return self.say("wait_for_officer.ahead", count=step.ahead) if step.ahead else self.say("wait_for_officer.next")

    def waited(self, step: WaitForOfficer) -> str:
        if step.answers or (self.small and step.ahead is None):
            return ""
        return self.say("wait_for_officer.waited", waited=self.words.minutes(step.waited_s))
