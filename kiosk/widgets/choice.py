"""What a finger can touch. Acts when the finger is lifted, and not when it slid off."""

from kivy.metrics import mm
from kivy.properties import BooleanProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout

from kiosk.flows.typeset.lines import broken
from kiosk.widgets.themed import Themed

_FINGER_MM = 2.0
"""Fingers of old people land beside the drawing; the target is this much larger on each side."""
_LEAST_ICON = 0.6
LINE_EM = 1.45
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
    stays = BooleanProperty(defaultvalue=False)
    """In a foot it has its place also while it is not shown: nothing above moves under the finger when it comes."""

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


class UpKey(Choice):
    """Icon above its words, no wider than they are: where several must stand side by side on a small panel."""


class Tile(Choice):
    """Icon above its words, level with those of the tiles beside it.

    The picture comes first: a hint stands only where both have room, in all tiles of a screen or in none.
    """

    largest = NumericProperty(2.2)
    """So many times the usual icon, where there is room."""

    def hint_that_fits(self, width: float, height: float) -> str:
        """Nothing where a tile beside it has no room for its own: then the voice says it."""
        lines = self.lines("words", width) * self.sizes.label + self.lines("hint", width) * self.sizes.text
        icon = self.sizes.icon if self.icon else 0
        torn = any(one.tears(width) for one in self._beside())
        return "" if torn or mm(lines * LINE_EM + icon + self._air()) > height else self.hint

    def lines(self, what: str, width: float) -> int:
        """As many as the longest takes of the tiles that stand beside each other."""
        em = mm(self.sizes.label if what == "words" else self.sizes.text)
        told = [getattr(one, what) for one in self._beside()]
        return max((len(broken(one, max((width - mm(4)) / em, 1))) for one in told if one), default=0)

    def tears(self, width: float) -> bool:
        """Whether a word of its hint is wider than it."""
        lines = broken(self.hint, max((width - mm(4)) / mm(self.sizes.text), 1))
        return bool({word for word in self.hint.split() if word.isascii()} - set(" ".join(lines).split()))

    def _beside(self) -> list["Tile"]:
        return [self, *(one for one in getattr(self.parent, "children", ()) if isinstance(one, Tile))]

    def icon_factor(self, height: float, words: float) -> float:
        """As large as the tile leaves room for, within what looks well."""
        room = height - words - mm(self._air())
        return float(min(max(room / mm(self.sizes.icon), _LEAST_ICON), self.largest))

    def _air(self) -> float:
        return float(4 + self.sizes.gap * 0.75)


class Row(Choice):
    """One of a list: words at the left, hint at the right or, on a narrow panel, below."""

    narrow = BooleanProperty(defaultvalue=False)
