"""The sign that somebody is being recorded, in red: with a key that stops it, or with the steps of an inquiry."""

from typing import Any

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.widgets.choice import SmallPress
from kiosk.widgets.themed import Themed
from wire.inquiry.sheet import STEPS

_LED = STEPS[:-1]
"""The last one is no step of the villager's."""


class RecordedBand(Themed, BoxLayout):
    """Says that it is recorded; `key`, where there is one, stands at its right end."""

    words = StringProperty("")
    tall = BooleanProperty(defaultvalue=False)
    """A key has room in it."""
    stands_on = "leave"

    def with_key(self, key: SmallPress) -> "RecordedBand":
        self.tall = True
        key.pos_hint = {"center_y": 0.5}
        self.add_widget(key)
        return self


class StepMark(Themed, BoxLayout):
    """One step of an inquiry: what has been has a tick, the present one is lit and says its name."""

    icon = StringProperty("")
    words = StringProperty("")
    lit = BooleanProperty(defaultvalue=False)

    @property
    def stands_on(self) -> str:
        return "ground" if self.lit else "leave"


class StepsBand(RecordedBand):
    """The whole procedure as a row of pictures."""

    def follow(self, screen: Any) -> "StepsBand":
        """`screen` says what is told of the clock, which step is lit, and which `names` are told."""
        self._screen = screen
        self._marks = {one: StepMark(icon=one) for one in _LED}
        for mark in self._marks.values():
            self.add_widget(mark)
        screen.fbind("step", self._marked)
        self._marked()
        return self

    def _marked(self, *_: object) -> None:
        screen, at = self._screen, self._screen.at
        self.words = screen.recording_told()
        reached = STEPS.index(at)
        for place, (name, mark) in enumerate(self._marks.items()):
            mark.lit = place == reached
            mark.icon = "check" if place < reached else "handwriting" if name == "signature" else _ICONS.get(name, name)
            mark.words = screen.say(f"inquiry_steps.{name}") if screen.names(lit=mark.lit) else ""


_ICONS = {"identity": "named"}
