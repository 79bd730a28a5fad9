"""Nine keys and what they may mean."""

from kivy.metrics import mm
from kivy.uix.widget import Widget

from kiosk.flows.petition.writing_steps import WriteWords
from kiosk.widgets.choice import Press
from kiosk.widgets.frame import Screen

_FACES = ("erase", "space", "marks", "pinyin", "latin", "digits")


class WriteWordsScreen(Screen):
    """See write_words.kv; here the keys, and the words that may be chosen."""

    def title(self, step: WriteWords) -> str:
        return self.say("write_words.full" if step.full else f"write_words.{step.field}")

    def draws(self) -> None:
        step: WriteWords = self.step
        if getattr(self, "_layer", None) != step.layer:
            self._layer = step.layer
            turn = step.layers[(step.layers.index(step.layer) + 1) % len(step.layers)]
            self.ids.pad.sizes = self.sizes
            self.ids.pad.show(step.layer, {one: self.say(f"write_words.{one}") for one in _FACES}, turn)
            self.adopt(self.ids.pad)
        self._offer(step)

    def _offer(self, step: WriteWords) -> None:
        strip = self.ids.strip
        offered: list[Widget] = list(
            strip.pack(step.composing.candidates, step.first, more=self.say("write_words.more"))
        )
        self.fill(strip, offered)
        if self.small:
            return
        readings: list[Widget] = [
            Press(choice="narrow", item=one, words=one, size_hint=(None, None), width=mm(self.sizes.large_button))
            for one in step.composing.readings[: int(strip.width // mm(self.sizes.large_button + self.sizes.step))]
        ]
        self.fill(self.ids.readings, readings)
