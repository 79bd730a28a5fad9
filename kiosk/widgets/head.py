"""The head of every screen: the question or sentence, the ear that has it spoken, and the way out at once."""

from typing import Any

from kivy.metrics import mm
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.flows.step import Step
from kiosk.widgets.choice import SmallPress
from kiosk.widgets.line.motif import Motif
from kiosk.widgets.say import Say
from kiosk.widgets.themed import Themed

_LINE_MM = 3.0
_NARROW_MM, _DOT_MM = 2.0, 2.4
"""Where every millimetre is wanted."""


class PracticeBand(Themed, BoxLayout):
    """Says that nothing of this is real."""

    words = StringProperty("")
    stands_on = "attention"


class Head(Themed, BoxLayout):
    """Beside each other where the panel is wide; the keys above the sentence where it is upright."""

    words = StringProperty("")

    def __init__(self, **properties: Any) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, spacing=mm(_LINE_MM), **properties)
        self.bind(minimum_height=self.setter("height"))
        self._title = Say(words=self.words, role="title", bold=True, pos_hint={"center_y": 0.5})
        self.bind(words=self._title.setter("words"))

    def furnish(self, screen: Any) -> None:
        """Build what stands in it; `screen` is the Screen that it belongs to."""
        self.clear_widgets()
        self.spacing = mm(_LINE_MM if screen.sizes.step < screen.sizes.gap else _NARROW_MM)
        keys = _keys(screen)
        if screen.upright and keys:
            self.add_widget(_row([*keys[:1], Widget(), *keys[1:]], gap=screen.sizes.gap))
            keys = []
        self.add_widget(_row([self._title, *keys], gap=screen.sizes.gap))
        self.add_widget(_line(screen))


def _keys(screen: Any) -> list[Widget]:
    step: Step = screen.step
    keys: list[Widget] = []
    if screen.speaks:
        keys.append(SmallPress(choice="listen", icon="listen", words=screen.say("foot.listen")))
    if step.private:
        keys.append(SmallPress(choice="leave", icon="leave", look="leave", words=screen.say("foot.leave")))
    elif step.leads_home:
        keys.append(SmallPress(choice="home", icon="home", words=screen.say("foot.home")))
    return keys


def _row(widgets: list[Widget], *, gap: float) -> BoxLayout:
    row = BoxLayout(size_hint_y=None, spacing=mm(gap))
    row.bind(minimum_height=row.setter("height"))
    for widget in widgets:
        if isinstance(widget, SmallPress):
            widget.pos_hint = {"center_y": 0.5}
        if widget.parent is not None:
            widget.parent.remove_widget(widget)
        row.add_widget(widget)
    return row


def _line(screen: Any) -> Widget:
    if getattr(screen.step, "practice", False):
        return PracticeBand(words=screen.say("foot.practice"))
    if getattr(screen.step, "recorded", False):
        band: Widget = screen.band()
        return band
    return Motif(size_hint_y=None, height=mm(_LINE_MM if screen.sizes.step < screen.sizes.gap else _DOT_MM))
