"""The foot of every screen: way back at the left, help at the right, what is done here between them or above."""

from typing import Any

from kivy.metrics import mm
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.layout import Layout
from kivy.uix.widget import Widget

from kiosk.widgets.choice import SmallPress
from kiosk.widgets.say import Say
from kiosk.widgets.themed import Themed


class Help(SmallPress):
    """Whom to ask, by name; a touch tells more."""


class Foot(Themed, Layout):
    """One row if everything fits, otherwise two.

    Put into it, in this order: the way back (a SmallPress), what is done here (Press, Turner; they share the room),
    Help. A primary Press belongs here: it is where a hand rests, and on small panels there is no other room.
    """

    apart = BooleanProperty(defaultvalue=False)
    """What is done here has its own row, however short its words are at the moment."""

    def __init__(self, **properties: Any) -> None:
        super().__init__(size_hint_y=None, **properties)
        for name in ("children", "size", "pos", "sizes", "apart"):
            self.fbind(name, self._trigger_layout)

    def add_widget(self, widget: Widget, *args: Any, **kwargs: Any) -> None:
        if isinstance(widget, BoxLayout):
            widget.fbind("minimum_width", self._trigger_layout)
        for name in ("height", "opacity", "disabled"):
            # what comes to be shown needs its place
            widget.fbind(name, self._trigger_layout)
        super().add_widget(widget, *args, **kwargs)

    def do_layout(self, *_: Any) -> None:
        shown = list(reversed(self.children))
        ends = [one for one in shown if isinstance(one, SmallPress) and _wants(one)]
        between = [one for one in shown if one not in ends and _wants(one)]
        while len(ends) > len("<>") and self._needs(ends) > self.width:
            between.insert(0, ends.pop(-2 if isinstance(ends[-1], Help) else -1))
        gap, low = mm(self.sizes.gap), max((one.height for one in ends), default=0)
        if not self.apart and self._needs([*ends, *between]) <= self.width:
            high = max([low, *(one.height for one in between)], default=0)
            self._place_ends(ends, high)
            left = self.x + sum(_wants(one) + gap for one in ends if not isinstance(one, Help))
            right = self.right - sum(_wants(one) + gap for one in ends if isinstance(one, Help))
            self._place_between(between, left, right=right, y=self.y)
            self.height = high
            return
        self._place_ends(ends, low)
        y = self.y + low
        for row in reversed(self._rows(between)):
            y += gap if y > self.y else 0
            self._place_between(row, self.x, right=self.right, y=y)
            y += max(one.height for one in row)
        self.height = y - self.y

    def _needs(self, widgets: list[Widget]) -> float:
        return float(sum(map(_wants, widgets)) + mm(self.sizes.gap) * (len(widgets) - 1))

    def _rows(self, widgets: list[Widget]) -> list[list[Widget]]:
        rows: list[list[Widget]] = []
        for one in widgets:
            if rows and self._needs([*rows[-1], one]) <= self.width:
                rows[-1].append(one)
            else:
                rows.append([one])
        return rows

    def _place_ends(self, ends: list[Widget], height: float) -> None:
        left = self.x
        for one in ends:
            y = self.y + (height - one.height) / 2
            if isinstance(one, Help):
                one.pos = (self.right - one.width, y)
            else:
                one.pos = (left, y)
                left += one.width + mm(self.sizes.gap)

    def _place_between(self, between: list[Widget], left: float, *, right: float, y: float) -> None:
        gap, height = mm(self.sizes.gap), max((one.height for one in between), default=0)
        flexible = [one for one in between if one.size_hint_x is not None and not isinstance(one, SmallPress)]
        room = right - left - sum(_wants(one) for one in between) - gap * (len(between) - 1)
        if not flexible:
            left += max(room, 0) / 2
        for one in between:
            extra = max(room, 0) / len(flexible) if one in flexible else 0
            one.width = _wants(one) + extra
            one.pos = (left, y + (height - one.height) / 2)
            left += one.width + gap


def _wants(widget: Widget) -> float:
    """The least width it can stand in; nothing of what is not shown, unless its place stays."""
    hidden = widget.disabled and not widget.opacity and not getattr(widget, "stays", False)
    if not widget.height or hidden:
        return 0.0
    return float(widget.width if widget.size_hint_x is None else getattr(widget, "minimum_width", 0.0))


class Turner(Themed, BoxLayout):
    """Pages are turned, never scrolled. What leads nowhere is not drawn."""

    page = NumericProperty(0)
    pages = NumericProperty(1)
    words = StringProperty("")
    next_words = StringProperty("")
    previous_words = StringProperty("")

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._previous = SmallPress(choice="previous", icon="back")
        self._next = SmallPress(choice="next", icon="forward")
        self._told = Say(whole=True, tone="soft", pos_hint={"center_y": 0.5})
        for name in ("page", "pages", "words", "next_words", "previous_words"):
            self.fbind(name, self._turn)
        self._turn()

    def _turn(self, *_: object) -> None:
        self._previous.words, self._next.words, self._told.words = (
            self.previous_words,
            self.next_words,
            self.words,
        )
        self.clear_widgets()
        if self.pages > 1:
            shown = [
                *([self._previous] if self.page > 0 else []),
                self._told,
                *([self._next] if self.page < self.pages - 1 else []),
            ]
            for widget in shown:
                self.add_widget(widget)
