"""Whose people must not handle it."""

from kiosk.screens.adding.names import KEPT_ICONS
from kiosk.widgets.frame import Screen
from kiosk.widgets.options import Option


class ChooseKeptOutScreen(Screen):
    """See choose_kept_out.kv; a touch marks, another unmarks."""

    def draws(self) -> None:
        options = [
            Option(
                choice="kept",
                item=one,
                icon=icon,
                words=self.say(f"choose_kept_out.{one}"),
                marked=one in self.step.marked,
            )
            for one, icon in KEPT_ICONS.items()
        ]
        named = self.step.names or (self.say("choose_kept_out.written") if self.step.written else "")
        person = Option(
            choice="name",
            icon="write_name",
            words=self.say("choose_kept_out.name"),
            hint=named,
            marked=bool(named),
        )
        self.ids.options.offer([*options, person])
        self.adopt(self.ids.options)
