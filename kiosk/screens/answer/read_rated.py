"""A rating or a request for review, on its way."""

from kiosk.flows.answer.steps import ReadRated
from kiosk.flows.case import Stage
from kiosk.widgets.frame import Screen
from kiosk.widgets.line.states import state_rows


class ReadRatedScreen(Screen):
    """See read_rated.kv."""

    def is_kept(self, step: ReadRated) -> bool:
        return step.stage is not Stage.SAVING

    def title(self, step: ReadRated) -> str:
        return self.say(f"read_rated.{step.purpose}" if self.is_kept(step) else "sending.saving")

    def draws(self) -> None:
        rows = state_rows(self.words, self.step.stage, link_up=self.step.link_up)
        # a rating is counted, nobody answers it
        self.fill(self.ids.states, rows if self.step.purpose == "review" else rows[:2])
