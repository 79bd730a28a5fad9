"""The frame of every screen: sentence top left, leave-now top right, way back bottom left, help bottom right."""

from collections.abc import Callable
from typing import Any

from kivy.animation import Animation
from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.flows.step import Step
from kiosk.theme import DAY, LARGE, NIGHT, SMALL
from kiosk.widgets.choice import Choice
from kiosk.widgets.foot import Help
from kiosk.widgets.ground import Ground, RecordedFrame
from kiosk.widgets.head import Head
from kiosk.widgets.living import Living
from kiosk.widgets.recorded.band import RecordedBand
from kiosk.words import Words


class Screen(BoxLayout):
    """Shows one kind of Step. `does` is the only way out of it.

    Rules may ask whether the panel is `upright` (taller than wide) or `small` (its sizes are the small ones).
    """

    step = ObjectProperty(None, rebind=True)
    words = ObjectProperty(None)
    sizes = ObjectProperty(LARGE, rebind=True)
    palette = ObjectProperty(DAY, rebind=True)
    upright = BooleanProperty(defaultvalue=False)
    small = BooleanProperty(defaultvalue=False)
    speaks = BooleanProperty(defaultvalue=True)
    """Whether the terminal has a voice for this language."""
    does: Callable[[str, str], None] = ObjectProperty(None)
    picture = ObjectProperty(None, allownone=True)
    far = ObjectProperty(None, allownone=True)
    """The picture of whom the villager talks to."""

    def __init__(self, step: Step, words: Words, **properties: Any) -> None:
        properties.setdefault("palette", NIGHT if step.private else DAY)
        properties.setdefault("small", properties.get("sizes", LARGE) == SMALL)
        super().__init__(step=step, words=words, orientation="vertical", **properties)
        self._ground = Ground(self)
        self._frame = RecordedFrame(self) if step.recorded else None
        self.fbind("step", self._redraw)

    def say(self, key: str, **facts: object) -> str:
        return str(self.words.say(key, **facts))

    def page_told(self, page: int, pages: int) -> str:
        """Where one is among pages, as short as the panel wants it."""
        return self.say("foot.page_short" if self.small else "foot.page", page=page + 1, pages=pages)

    def band(self) -> Widget:
        """What stands under the head while this is being recorded."""
        return RecordedBand(words=self.say("foot.recorded"))

    def on_kv_post(self, base: object) -> None:
        del base  # the root of the rule is this screen
        for head in [one for one in self.walk(restrict=True) if isinstance(one, Head)]:
            head.furnish(self)
        self.adopt(self)
        self.draws()

    def draws(self) -> None:
        """For what a rule cannot say: lists and the like. Called again with each new step."""

    def ends(self) -> None:
        """It has been taken down and comes back no more: nothing of it moves on or looks for pictures."""
        for one in self.walk(restrict=True):
            Animation.cancel_all(one)
            if isinstance(one, Living):
                one.rests()

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
                one.source = self.far if one.far else self.picture
            if isinstance(one, Help) and not one.words:
                one.words = self.words.help

    def _chosen(self, choice: Choice) -> None:
        self.does(choice.choice, choice.item)

    def fill(self, box: BoxLayout, widgets: list[Widget]) -> None:
        """Put `widgets` in place of what was in `box`."""
        box.clear_widgets()
        for widget in widgets:
            box.add_widget(widget)
        self.adopt(box)
