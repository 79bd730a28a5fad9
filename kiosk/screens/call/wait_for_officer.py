"""It rings at the county."""

from kiosk.flows.call import WaitForOfficer
from kiosk.widgets.frame import Screen


class WaitForOfficerScreen(Screen):
    """See wait_for_officer.kv."""

    def place(self, step: WaitForOfficer) -> str:
        if step.ahead is None:
            return self.say("wait_for_officer.calling")
        return self.say("wait_for_officer.ahead", count=step.ahead) if step.ahead else self.say("wait_for_officer.next")

    def waited(self, step: WaitForOfficer) -> str:
        return self.say("wait_for_officer.waited", waited=self.words.minutes(step.waited_s))
