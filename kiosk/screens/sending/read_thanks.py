"""Where it is now, and what happens next."""

from kiosk.flows.case import Stage
from kiosk.flows.receipt import ReadThanks
from kiosk.widgets.frame import Screen
from kiosk.widgets.line.states import state_rows


class ReadThanksScreen(Screen):
    """See read_thanks.kv."""

    def title(self, step: ReadThanks) -> str:
        if step.practice:
            return self.say("read_thanks.practised")
        if step.stage is Stage.REFUSED:
            return self.say("read_thanks.refused")
        return self.say("read_thanks.typed" if step.typed else "read_thanks.title")

    def onward(self, step: ReadThanks) -> str:
        if step.practice:
            return self.say("read_thanks.practice")
        if step.follows and step.stage is not Stage.REFUSED:
            return self.say("read_thanks.old_code")
        if step.asked and step.stage is not Stage.REFUSED:
            return self.say("read_thanks.asked_next")
        if step.stage is Stage.REFUSED:
            return self.say("read_thanks.refused_next")
        return self.say(f"read_thanks.next_{step.promised}")

    def draws(self) -> None:
        step: ReadThanks = self.step
        rows = [] if step.practice else state_rows(self.words, step.stage, link_up=step.link_up)
        self.fill(self.ids.states, rows)
