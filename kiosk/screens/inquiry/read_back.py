"""A page of the transcript, in large type: turned to its end it can be called right, and not right at any time."""

from kivy.metrics import mm
from kivy.uix.widget import Widget

from kiosk.flows.inquiry.steps import ReadBack
from kiosk.screens.inquiry.inquired import InquiredScreen
from kiosk.widgets.choice import Choice, Press, SmallPress, UpKey
from kiosk.widgets.foot import Help
from wire.inquiry.sheet import Step

_ICONS = {"previous": "back", "next": "forward", "wrong": "wrong", "right": "check", "stop": "stop"}


class ReadBackScreen(InquiredScreen):
    """See read_back.kv."""

    @property
    def at(self) -> Step:
        return "read_back"

    def title(self, step: ReadBack) -> str:
        if not step.line:
            return self.say("attend_inquiry.line")
        if step.answer:
            return self.say(f"read_back.{step.answer}_told")
        key = "asked_of" if step.count > 1 else "asked"
        return self.say(f"read_back.{key}", number=step.number, count=step.count)

    def draws(self) -> None:
        step: ReadBack = self.step
        named = [
            *(["previous"] if step.part else []),
            *(["wrong"] if not step.answer else []),
            *(["right"] if step.last and not step.answer else []),
            *(["next"] if not step.last else []),
        ]
        if getattr(self, "_drawn", None) == named:
            return
        self._drawn = named
        stop = SmallPress(choice="stop", icon="stop", words=self.say("attend_inquiry.stop"))
        self.fill(self.ids.foot, [stop, *map(self._key, named), Help()])

    def _key(self, choice: str) -> Widget:
        words = self.say(f"foot.{choice}" if choice in {"next", "previous"} else f"read_back.{choice}")
        look = "primary" if choice == "next" else "quiet"
        kind = UpKey if self.small and not self.upright else Press
        key: Choice = kind(choice=choice, icon=_ICONS[choice], words=words, look=look, height=mm(25))
        return key
