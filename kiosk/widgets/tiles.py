"""At most four choices of equal weight: side by side where it is wide, one under the other where it is upright."""

from typing import Any

from kivy.metrics import mm
from kivy.uix.layout import Layout

from kiosk.flows.step import Step
from kiosk.widgets.choice import Tile
from kiosk.widgets.frame import Screen
from kiosk.widgets.themed import Themed

_HIGHEST_MM = 104.0
"""A tile higher than a hand is mostly air."""
_NARROWEST_MM = 44.0
_IN_A_COLUMN = 3
"""So many stand one under the other; four stand two by two."""


class Tiles(Themed, Layout):
    """Its children share the room; what is left is above and below them."""

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        for name in ("children", "size", "pos", "sizes"):
            self.fbind(name, self._trigger_layout)

    def columns(self) -> int:
        """How many stand side by side."""
        count = len(self.children)
        if self.width < self.height:
            return 1 if count <= _IN_A_COLUMN else 2
        fits = int((self.width + mm(self.sizes.gap)) // mm(_NARROWEST_MM + self.sizes.gap))
        if count <= fits:
            return count
        return 2 if count > _IN_A_COLUMN or self.width > self.height * 1.5 else 1

    def do_layout(self, *_: Any) -> None:
        tiles = list(reversed(self.children))
        if not tiles:
            return
        columns, gap = self.columns(), mm(self.sizes.gap)
        rows = -(-len(tiles) // columns)
        width = (self.width - gap * (columns - 1)) / columns
        width = min(width, self.width * 0.5) if len(tiles) == 1 else width
        height = min((self.height - gap * (rows - 1)) / rows, mm(_HIGHEST_MM))
        left = self.x + (self.width - width * columns - gap * (columns - 1)) / 2
        top = self.top - (self.height - height * rows - gap * (rows - 1)) / 2
        for at, tile in enumerate(tiles):
            row, column = divmod(at, columns)
            tile.size = (width, height)
            tile.pos = (left + column * (width + gap), top - height - row * (height + gap))


class TilesScreen(Screen):
    """A question and its tiles. `ids.tiles` holds them; `tiles` names choice, item and the key of the words.

    A tile's icon is named like the last word of its key, and `<key>_hint` is its second line.
    """

    def tiles(self, step: Any) -> list[tuple[str, str, str]]:
        raise NotImplementedError

    def icon(self, key: str) -> str:
        return key.rsplit(".", maxsplit=1)[-1]

    def draws(self) -> None:
        step: Step = self.step
        named = self.tiles(step)
        if getattr(self, "_drawn", None) == named:
            return
        self._drawn = named
        self.fill(self.ids.tiles, [self._tile(*one) for one in named])

    def _tile(self, choice: str, item: str, key: str) -> Tile:
        return Tile(
            choice=choice,
            item=item,
            icon=self.icon(key),
            words=self.say(key),
            hint=self.say(f"{key}_hint"),
            size_hint_y=1,
        )
