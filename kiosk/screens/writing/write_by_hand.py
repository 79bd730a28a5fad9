"""A sheet for the finger."""

from typing import Any

from kiosk.flows.petition.writing_steps import WriteByHand
from kiosk.widgets.choice import Press
from kiosk.widgets.frame import Screen


class WriteByHandScreen(Screen):
    """See write_by_hand.kv."""

    def on_kv_post(self, base: Any) -> None:
        super().on_kv_post(base)
        self.ids.sheet.does = self.does

    def draws(self) -> None:
        step: WriteByHand = self.step
        last = step.at == len(step.sheets) - 1
        named = [("undo", "undo"), ("sheet", "add_page") if last else ("next", "forward")]
        named += [("previous", "back")] if step.at else []
        keys = [Press(choice=one, icon=icon, words=self.say(f"write_by_hand.{one}")) for one, icon in named]
        self.ids.side.show(self, keys, across=3)

    def title(self, step: WriteByHand) -> str:
        if step.trouble is not None:
            return self.say(f"trouble.{step.trouble}")
        asked = self.say(f"write_by_hand.{step.field}")
        count = len(step.sheets) + step.kept
        if count == 1:
            return asked
        return self.say("write_by_hand.sheet_of", asked=asked, number=step.at + 1 + step.kept, count=count)
