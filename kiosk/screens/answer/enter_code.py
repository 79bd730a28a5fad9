"""Sixteen digits on a pad."""

from kivy.metrics import mm

from kiosk.flows.answer import EnterCode
from kiosk.flows.step import Trouble
from kiosk.theme import LARGE
from kiosk.widgets.code import DigitPad
from kiosk.widgets.frame import Screen
from wire.seal.receipt_code import DIGITS


class EnterCodeScreen(Screen):
    """See enter_code.kv; here the pad, whose shape follows the panel."""

    def title(self, step: EnterCode) -> str:
        if step.trouble is Trouble.WAIT:
            return self.say("enter_code.wait", left=self.words.minutes(step.wait_s))
        return self.say("enter_code.title" if step.trouble is None else f"trouble.{step.trouble}")

    def missing(self, step: EnterCode) -> str:
        return "" if step.complete else self.say("enter_code.missing", count=DIGITS - len(step.digits))

    def on_kv_post(self, base: object) -> None:
        columns = 3 if self.sizes is LARGE else 6
        pad = DigitPad(
            columns=columns,
            sizes=self.sizes,
            size_hint_y=None,
            clear_words=self.say("enter_code.clear"),
            erase_words=self.say("enter_code.erase"),
        )
        rows = -(-12 // columns)
        pad.height = mm(self.sizes.small_button + self.sizes.step) * rows - mm(self.sizes.step)
        self.ids.pad.add_widget(pad)
        super().on_kv_post(base)
