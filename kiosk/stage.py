"""Where screens stand: one at a time, the new one fading in over the old; in low mode in the panel's lower part."""

import gc
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.uix.floatlayout import FloatLayout

from kiosk.flows.manner import Manner
from kiosk.flows.step import Step
from kiosk.screens.catalogue import screen_for
from kiosk.theme import FADE_S, REST_S, lowered, sizes_for
from kiosk.widgets.frame import Screen
from kiosk.words import Words
from wire.terminal_config import PanelSection

_TIDY_S = 0.6
"""After a screen has gone; by then the one that came stands still."""


class Stage(FloatLayout):
    """Shows the step it is given: by the screen that stands already, if it is the same kind in the same manner.

    `words` holds the words of each language.
    """

    def __init__(
        self,
        words: Mapping[str, Words],
        panel: PanelSection,
        *,
        does: Callable[[str, str], None],
        picture: Any,
        far: Any = None,
    ) -> None:
        super().__init__()
        self._words = words
        self._panel = panel
        self._does = does
        self._picture = picture
        self._far = far
        self._stood: tuple[object, ...] = ()
        self._tidy_soon = Clock.create_trigger(self._tidy, _TIDY_S)
        self.fade_s = FADE_S
        self.rest_s = REST_S

    @property
    def screen(self) -> Screen | None:
        """The newest one."""
        return self.children[0] if self.children else None

    def show(self, step: Step, manner: Manner) -> None:
        screen = self.screen
        stands = (type(step), step.private, step.practice, step.recorded, manner)
        if screen is None or stands != self._stood:
            self._stood = stands
            self._enter(step, manner)
        elif screen.step != step:
            screen.step = step

    def _enter(self, step: Step, manner: Manner) -> None:
        for old in self.children[1:]:
            self._forget(old)
        before = self.screen
        after = self._made(step, manner)
        self.add_widget(after)
        if before is None or not self.fade_s:
            self._forget(before)
            return
        before.disabled = True
        self._rest(after)
        after.opacity = 0
        fade = Animation(opacity=1, duration=self.fade_s)
        fade.bind(on_complete=lambda *_: self._forget(before))
        fade.start(after)

    def _made(self, step: Step, manner: Manner) -> Screen:
        panel = lowered(self._panel) if manner.low else self._panel
        return screen_for(type(step))(
            step,
            self._words[manner.language],
            sizes=sizes_for(panel),
            upright=panel.height_mm > panel.width_mm,
            speaks=manner.speaks,
            does=self._does,
            picture=self._picture,
            far=self._far,
            size_hint=(1, panel.height_mm / self._panel.height_mm),
        )

    def _rest(self, screen: Screen) -> None:
        """A hand that trembles touches twice: the second touch must not fall on what came up under the finger."""
        if self.rest_s:
            screen.disabled = True
            # counted from its first frame: drawing a new screen may take long itself
            Clock.schedule_once(lambda _: Clock.schedule_once(partial(_wake, screen), self.rest_s), 0)

    def _forget(self, screen: Screen | None) -> None:
        if screen is not None and screen.parent is self:
            self.remove_widget(screen)
            screen.ends()
            self._tidy_soon()

    def _tidy(self, _: float) -> None:
        """Screens know each other in circles: left alone, hundreds of megabytes of pictures wait."""
        gc.collect()


def _wake(screen: Screen, _: float) -> None:
    screen.disabled = False
