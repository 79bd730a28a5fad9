"""Which part of several."""

from kiosk.flows.petition.takes import ChooseTake
from kiosk.widgets.choice import Row
from kiosk.widgets.frame import Screen


class ChooseTakeScreen(Screen):
    """See choose_take.kv; a row for each part of this page."""

    def draws(self) -> None:
        step: ChooseTake = self.step
        rows = [
            Row(
                choice="take",
                item=take.take_id,
                icon=take.kind,
                words=self.say("choose_take.part", number=number),
                hint=self.words.minutes(max(round(take.duration_ms / 1000), 1)),
            )
            for number, take in step.takes
        ]
        self.fill(self.ids.rows, rows)
