"""Kept here, arrived at the county, handled: three things, and only what is so is ticked."""

from kivy.metrics import mm
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.flows.case import Stage
from kiosk.widgets.say import Icon, Say
from kiosk.words import Words

_KEPT = {Stage.KEPT, Stage.RECEIVED, Stage.REFUSED}


class StateRow(BoxLayout):
    """A tick or a clock, and a sentence."""

    def __init__(self, words: str, *, done: bool, icon: str = "") -> None:
        super().__init__(size_hint_y=None, spacing=mm(4))
        self.bind(minimum_height=self.setter("height"))
        tone = "primary" if done else "soft"
        mark = Icon(name=icon or ("check" if done else "clock"), role="title", tone=tone, pos_hint={"center_y": 0.5})
        told = Say(words=words, role="speech", tone="ink" if done else "soft", pos_hint={"center_y": 0.5})
        self.add_widget(mark)
        self.add_widget(told)


def state_rows(words: Words, stage: Stage, *, link_up: bool) -> list[Widget]:
    """What is told of `stage`; the last is never told here, but later under the code."""
    kept = stage in _KEPT
    if stage is Stage.REFUSED:
        county = StateRow(words.say("states.refused"), done=False, icon="warning")
    else:
        onward = _onward(stage, link_up=link_up)
        county = StateRow(words.say(f"states.{onward}"), done=stage is Stage.RECEIVED)
    return [
        StateRow(words.say("states.kept" if kept else "states.saving"), done=kept),
        county,
        StateRow(words.say("states.handled"), done=False),
    ]


def _onward(stage: Stage, *, link_up: bool) -> str:
    if stage is Stage.SAVING:
        return "not_yet"
    return "received" if stage is Stage.RECEIVED else "on_its_way" if link_up else "no_link"
