"""Nine keys as on a telephone, what they may mean, and what is written so far."""

from typing import Any

from kivy.metrics import mm
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.layout import Layout

from kiosk.flows.typeset.lines import broken, width_em
from kiosk.widgets.choice import Press
from kiosk.widgets.say import Lines
from kiosk.widgets.themed import Themed

_LETTERS = {"2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ"}
_LINE_EM = 1.45
_NARROW_MM = 9.0
"""Capitals of this size are wider than a small key."""


class Key(Press):
    """One of a keyboard: as wide as its place."""


class KeyPad(Themed, GridLayout):
    """Three by three, and a column of erase, space and the other letters."""

    def show(self, layer: str, faces: dict[str, str], turn: str) -> None:
        """`faces` are the words of erase, space, marks and of the layers; `turn` is the layer that comes next."""
        self.clear_widgets()
        digits = layer == "digits"
        side = [
            Key(choice="erase", words=faces["erase"]),
            Key(choice="key", item="0" if digits else " ", words="0" if digits else faces["space"]),
            Key(choice="layer", item=turn, words=faces[turn]),
        ]
        for row in range(3):
            for digit in "123456789"[row * 3 :][:3]:
                letters = _LETTERS.get(digit, faces["marks"])
                face = digit if digits else letters.lower() if self.sizes.label < _NARROW_MM else letters
                self.add_widget(Key(choice="key", item=digit, words=face))
            self.add_widget(side[row])
        for key in self.children:
            key.size_hint, key.padding = (1, 1), (0, 0)


class Strip(Themed, Layout):
    """What may be chosen, packed into rows; the last place leads to more of it."""

    rows = NumericProperty(1)
    row_mm = NumericProperty(20)

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        for name in ("children", "size", "pos"):
            self.fbind(name, self._trigger_layout)

    def pack(self, words: tuple[str, ...], first: int, *, more: str) -> list[Press]:
        """The keys for as many of `words` from `first` on as there is room for."""
        gap, room = mm(self.sizes.step), [self.width] * int(self.rows)
        last = mm(self._key_mm(more)) + gap
        made: list[Press] = []
        row = 0
        for at in range(first, len(words)):
            wide = min(mm(self._key_mm(words[at])), self.width)
            kept = last if row == len(room) - 1 and (at < len(words) - 1 or first) else 0
            if wide > room[row] - kept:
                row += 1
                if row >= len(room) or wide > room[row] - (last if row == len(room) - 1 else 0):
                    break
            room[row] -= wide + gap
            made.append(Key(choice="choose", item=str(at), words=words[at], size_hint=(None, None), width=wide))
        shown = first + len(made)
        if shown < len(words) or first:
            onward = str(shown if shown < len(words) else 0)
            made.append(
                Key(choice="more", item=onward, words=more, size_hint=(None, None), width=mm(self._key_mm(more)))
            )
        return made

    def _key_mm(self, words: str) -> float:
        return float(max(width_em(words) * self.sizes.label + 6, self.sizes.small_button))

    def do_layout(self, *_: Any) -> None:
        gap, high = mm(self.sizes.step), mm(self.row_mm)
        x, y = self.x, self.top - high
        for key in reversed(self.children):
            if x + key.width > self.right + 1:
                x, y = self.x, y - high - gap
            key.height, key.pos, key.padding = high, (x, y), (0, 0)
            x += key.width + gap


class Written(Themed, BoxLayout):
    """The last lines of what is written, and behind them what is being spelled."""

    text = StringProperty("")
    typed = StringProperty("")

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._lines = Lines(role="text")
        self.add_widget(self._lines)
        for name in ("text", "typed", "size", "sizes"):
            self.fbind(name, self._break)

    def _break(self, *_: object) -> None:
        em = mm(self.sizes.text)
        width, height = self.width - self.padding[0] - self.padding[2], self.height - self.padding[1] - self.padding[3]
        told, across = f"{self.text}{self.typed}|", max(width / em, 2)
        rows = max(int(height / (em * _LINE_EM)), 1)
        self._lines.lines = broken(told, across)[-rows:] if rows > 1 else (_tail(told, across),)


class Newest(Themed, BoxLayout):
    """The last lines of what others write; how large is told when it is made."""

    text = StringProperty("")

    def __init__(self, *, role: str = "text", **properties: Any) -> None:
        super().__init__(**properties)
        self._lines = Lines(role=role)
        self.add_widget(self._lines)
        for name in ("text", "size", "sizes"):
            self.fbind(name, self._break)

    def _break(self, *_: object) -> None:
        em = mm(getattr(self.sizes, self._lines.role))
        rows = max(int(self.height / (em * _LINE_EM)), 1)
        self._lines.lines = broken(self.text, max(self.width / em - 0.5, 2))[-rows:]


def _tail(text: str, width: float) -> str:
    """As much of its end as fits on one line."""
    at = 0
    while width_em(text[at:]) > width:
        at += 1
    return text[at:]
