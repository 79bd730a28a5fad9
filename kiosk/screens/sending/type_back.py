"""The digits once more, from paper or memory."""

from kiosk.screens.pad import digit_pad
from kiosk.widgets.frame import Screen


class TypeBackScreen(Screen):
    """See type_back.kv; here the pad, whose shape follows the panel."""

    def on_kv_post(self, base: object) -> None:
        self.ids.pad.add_widget(digit_pad(self))
        super().on_kv_post(base)
