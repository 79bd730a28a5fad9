"""Sixteen digits on a pad."""

from kiosk.flows.answer.steps import EnterCode
from kiosk.flows.step import Trouble
from kiosk.screens.pad import digit_pad
from kiosk.widgets.frame import Screen


class EnterCodeScreen(Screen):
    """See enter_code.kv; here the pad, whose shape follows the panel."""

    def title(self, step: EnterCode) -> str:
        if step.trouble is Trouble.WAIT:
            return self.say("enter_code.wait", left=self.words.minutes(step.wait_s))
        return self.say("enter_code.title" if step.trouble is None else f"trouble.{step.trouble}")

    def may_type(self, step: EnterCode) -> bool:
        return step.trouble is not Trouble.WAIT

    def may_ask(self, step: EnterCode) -> bool:
        return step.complete and self.may_type(step)

    def on_kv_post(self, base: object) -> None:
        self.ids.pad.add_widget(digit_pad(self))
        super().on_kv_post(base)
