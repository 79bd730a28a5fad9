"""What a finger can touch. Acts when the finger is lifted, and not when it slid off."""

from kivy.metrics import mm
from kivy.properties import BooleanProperty, OptionProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout

from kiosk.flows.typeset.lines import broken
from kiosk.widgets.themed import Themed

_FINGER_MM = 2.0
"""Fingers of old people land beside the drawing; the target is this much larger on each side."""
_LARGEST_ICON = 1.4
_LEAST_ICON = 0.6
_LINE_EM = 1.45
_SMALL_ICON_MM = 12.0
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

    def hint_that_fits(self, width: float, height: float, words: float) -> str:
        """Nothing where there is no room for it: then the voice says it."""
        em = mm(self.sizes.text)
        lines = len(broken(self.hint, max((width - mm(4)) / em, 1))) if self.hint else 0
        icon = mm(self.sizes.icon) * _LEAST_ICON if self.icon else 0
        needed = words + lines * em * _LINE_EM + icon + mm(4 + self.sizes.gap * 0.75)
        return self.hint if needed <= height else ""

    def icon_factor(self, height: float, words: float) -> float:
        """As large as the tile leaves room for, within what looks well."""
        room = height - words - mm(4 + self.sizes.gap * 0.75)
        largest = _LARGEST_ICON if self.sizes.icon > _SMALL_ICON_MM else 1.1
        return float(min(max(room / mm(self.sizes.icon), _LEAST_ICON), largest))


class Row(Choice):
    """One of a list: words at the left, hint at the right or, on a narrow panel, below."""

    narrow = BooleanProperty(defaultvalue=False)
