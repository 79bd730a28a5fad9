"""A telephone number on a pad of digits."""

from kivy.metrics import mm

from kiosk.flows.petition.identity import EnterPhone
from kiosk.widgets.code import DigitPad
from kiosk.widgets.frame import Screen

_GROUPS = (3, 7)
"""A mobile number is read 138 0000 1234."""


class EnterPhoneScreen(Screen):
    """See enter_phone.kv; here the pad, whose shape follows the panel."""

    def number(self, step: EnterPhone) -> str:
        first, second = _GROUPS
        digits = step.digits
        return " ".join(part for part in (digits[:first], digits[first:second], digits[second:]) if part)

    def on_kv_post(self, base: object) -> None:
        columns = 6 if self.small and not self.upright else 3
        pad = DigitPad(
            columns=columns,
            sizes=self.sizes,
            size_hint_y=None,
            clear_words=self.say("enter_phone.clear"),
            erase_words=self.say("enter_phone.erase"),
        )
        rows = -(-12 // columns)
        pad.height = mm(self.sizes.small_button + self.sizes.step) * rows - mm(self.sizes.step)
        self.ids.pad.add_widget(pad)
        super().on_kv_post(base)
