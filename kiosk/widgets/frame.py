"""The frame of every screen: sentence top left, leave-now top right, way back bottom left, help bottom right."""

from collections.abc import Callable
from typing import Any

from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.flows.step import Step
from kiosk.theme import DAY, LARGE, NIGHT
from kiosk.widgets.choice import Choice, SmallPress
from kiosk.widgets.living import Living
from kiosk.widgets.say import Say
from kiosk.words import Words


class Head(BoxLayout):
    """The question or sentence of the screen, and the line under it."""

    words = StringProperty("")


class NightHead(BoxLayout):
    """The same, with leave-now."""

    words = StringProperty("")
    leave = StringProperty("")


class Foot(BoxLayout):
    """The way back and the standing offer of help."""


class Turner(BoxLayout):
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


class Screen(BoxLayout):
    """Shows one kind of Step. `does` is the only way out of it."""

    step = ObjectProperty(None, rebind=True)
    words = ObjectProperty(None)
    sizes = ObjectProperty(LARGE, rebind=True)
    palette = ObjectProperty(DAY, rebind=True)
    does: Callable[[str, str], None] = ObjectProperty(None)
    picture = ObjectProperty(None, allownone=True)

    def __init__(self, step: Step, words: Words, **properties: Any) -> None:
        properties.setdefault("palette", NIGHT if step.private else DAY)
        super().__init__(step=step, words=words, orientation="vertical", **properties)
        self.fbind("step", self._redraw)

    def say(self, key: str, **facts: object) -> str:
        return str(self.words.say(key, **facts))

    def on_kv_post(self, base: object) -> None:
        del base  # the root of the rule is this screen
        self.adopt(self)
        self.draws()

    def draws(self) -> None:
        """For what a rule cannot say: lists and the like. Called again with each new step."""

    def _redraw(self, *_: object) -> None:
        self.draws()

    def adopt(self, widget: Widget) -> None:
        """Hand colours, sizes and the way out to `widget` and all within."""
        for one in widget.walk(restrict=True):
            if one is not self and hasattr(one, "palette"):
                one.palette, one.sizes = self.palette, self.sizes
            if isinstance(one, Choice):
                one.unbind(on_release=self._chosen)
                one.bind(on_release=self._chosen)
            if isinstance(one, Living):
                one.source = self.picture

    def _chosen(self, choice: Choice) -> None:
        self.does(choice.choice, choice.item)

    def fill(self, box: BoxLayout, widgets: list[Widget]) -> None:
        """Put `widgets` in place of what was in `box`."""
        box.clear_widgets()
        for widget in widgets:
            box.add_widget(widget)
        self.adopt(box)
