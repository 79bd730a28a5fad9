"""The dot on its way to the county."""

from kiosk.flows.petition.steps import Sending, Stage
from kiosk.widgets.frame import Screen

_LONG_S = 5


class SendingScreen(Screen):
    """See sending.kv."""

    def title(self, step: Sending) -> str:
        if not step.edge_here and step.stage is Stage.SAVING:
            return self.say("sending.edge_gone")
        if step.stage is Stage.SAVING:
            return self.say("sending.saving")
        return self.say("sending.kept" if step.link_up else "sending.waiting")

    def hint(self, step: Sending) -> str:
        if step.stage is Stage.SAVING:
            return self.say("sending.saving_long" if step.waiting_s > _LONG_S else "sending.saving_hint")
        return self.say("sending.kept_hint" if step.link_up else "sending.waiting_hint")
