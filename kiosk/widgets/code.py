"""Sixteen digits in four groups of four, and the pad to enter them."""

from kivy.metrics import mm
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from kiosk.widgets.choice import Press
from kiosk.widgets.themed import Themed

_GROUP = 4
_COVERED = "•"


class CodeGroup(Themed, BoxLayout):
    """Four places side by side."""

    words = StringProperty("")


class CodeBoxes(Themed, GridLayout):
    """Four boxes, two by two where the panel is narrow; what is not entered is an underscore, what is covered a dot."""

    digits = StringProperty("")
    covered = BooleanProperty(defaultvalue=False)

    def group(self, digits: str, covered: int, number: int) -> str:
        shown = (_COVERED if covered else digits)[:16].ljust(16, _COVERED if covered else "_")
        return shown[number * _GROUP :][:_GROUP]


class DigitPad(Themed, GridLayout):
    """Ten digits, erase and clear, in three columns, four or six."""

    columns = NumericProperty(3)
    erase_words = StringProperty("")
    clear_words = StringProperty("")

    def on_kv_post(self, base: object) -> None:
        del base  # the same for any root
        self.cols = self.columns
        for key in self._keys():
            self.add_widget(key)

    def _keys(self) -> list[Press]:
        digits = [Press(choice="digit", item=digit, words=digit, role="title") for digit in "1234567890"]
        clear = Press(choice="clear", icon="clear")
        erase = Press(choice="erase", icon="erase")
        if self.columns == len("123"):
            clear.words, erase.words = self.clear_words, self.erase_words
            keys = [*digits[:9], clear, digits[9], erase]
        elif self.columns == len("1234"):
            keys = [*digits, erase, clear]
        else:
            keys = [*digits[:5], erase, *digits[5:], clear]
        for key in keys:
            key.size_hint = (1, 1)
            key.padding = (mm(1), 0)
        return keys
