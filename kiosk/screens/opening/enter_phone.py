"""A telephone number on a pad of digits."""

from kiosk.flows.petition.identity import EnterPhone
from kiosk.screens.pad import digit_pad
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
        self.ids.pad.add_widget(digit_pad(self))
        super().on_kv_post(base)
