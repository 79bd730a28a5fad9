"""The dot on its way to the county, and the three things that are told apart."""

from kiosk.flows.case import Stage
from kiosk.flows.petition.sending import Sending
from kiosk.widgets.frame import Screen
from kiosk.widgets.line.states import state_rows

_LONG_S = 5


class SendingScreen(Screen):
    """See sending.kv."""

    def is_kept(self, step: Sending) -> bool:
        return step.stage is not Stage.SAVING

    def title(self, step: Sending) -> str:
        if self.is_kept(step):
            return self.say("sending.kept" if step.link_up else "sending.waiting")
        if not step.edge_here:
            return self.say("sending.edge_gone")
        return self.say("sending.saving_long" if step.waiting_s > _LONG_S else "sending.saving")

    def draws(self) -> None:
        self.fill(self.ids.states, state_rows(self.words, self.step.stage, link_up=self.step.link_up))
