"""What a finger can touch. Acts when the finger is lifted, and not when it slid off."""

from kivy.metrics import mm
from kivy.properties import OptionProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout

from kiosk.widgets.themed import Themed

_FINGER_MM = 2.0
"""Fingers of old people land beside the drawing; the target is this much larger on each side."""
_LOOKS = {
    "primary": ("primary", "on_primary"),
    "quiet": ("quiet", "ink"),
    "leave": ("leave", "on_leave"),
    "attention": ("attention", "on_attention"),
}


class Choice(Themed, ButtonBehavior, BoxLayout):
    """A button: icon and words, side by side or (a tile) one above the other."""

    choice = StringProperty("")
    item = StringProperty("")
    icon = StringProperty("")
    words = StringProperty("")
    hint = StringProperty("")
    """A quieter second line or, in a row, what stands at its right end."""
    role = OptionProperty("label", options=("label", "title"))
    look = OptionProperty("quiet", options=tuple(_LOOKS))

    def collide_point(self, x: float, y: float) -> bool:
        air = mm(_FINGER_MM)
        return bool(self.x - air <= x <= self.right + air and self.y - air <= y <= self.top + air)

    @property
    def name(self) -> str:
        """How a script calls it."""
        return f"{self.choice}:{self.item}" if self.item else self.choice

    def surface(self, look: str) -> str:
        return _LOOKS[look][0]

    def text_tone(self, look: str) -> str:
        return _LOOKS[look][1]


class Press(Choice):
    """Icon beside its words."""


class SmallPress(Press):
    """As wide as its words: the way back, a page turned, leave-now."""


class Tile(Choice):
    """Icon above its words."""


class Row(Choice):
    """One of a list: words at the left, hint at the right."""
