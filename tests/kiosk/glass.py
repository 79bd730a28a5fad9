"""The glass that tests draw on. Kivy is imported here only when it is first used."""

import logging
import sys
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from kiosk.capacity import limits_for
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from kiosk.theme import WALL, lowered, sizes_for
from kiosk.window import prepare_fonts, prepare_kivy
from kiosk.words import Words
from tests.kiosk.cast import DUTY_PERSON, POINT
from wire.ids import SiteId, TerminalId
from wire.terminal_config import LinkSection, PanelSection, TerminalConfig, TerminalSection

LARGE = PanelSection()
WIDE = PanelSection(width_mm=708, height_mm=398)
SMALL = PanelSection(width_px=1280, height_px=800, width_mm=217, height_mm=135.6)


def turned(panel: PanelSection) -> PanelSection:
    """The same panel hung upright."""
    return msgspec.structs.replace(
        panel,
        width_px=panel.height_px,
        height_px=panel.width_px,
        width_mm=panel.height_mm,
        height_mm=panel.width_mm,
    )


PANELS = {
    "21in": LARGE,
    "32in": WIDE,
    "10in": SMALL,
    "21in-upright": turned(LARGE),
    "32in-upright": turned(WIDE),
    "10in-upright": turned(SMALL),
    "32in-upright-low": lowered(turned(WIDE)),
}
"""Every panel that screens must fit, and the lower part of the highest one."""
Picture = Callable[[float], Any]
"""What a screen asks for the newest picture since a time."""


@cache
def _words(language: str) -> Words:
    return Words.of(language, duty_person=DUTY_PERSON)


def config_of(panel: PanelSection, language: str = "zh_CN") -> TerminalConfig:
    return TerminalConfig(
        terminal=TerminalSection(
            id=TerminalId("t001"),
            point=POINT,
            duty_person=DUTY_PERSON,
            site=SiteId("liuhe"),
            county="柳县",
            language="en" if language == "en" else "zh_CN",
        ),
        link=LinkSection(host="localhost"),
        panel=panel,
    )


def limits_of(panel: PanelSection) -> Limits:
    return limits_for(config_of(panel))


class Glass:
    """A window of the large panel; screens of other panels are drawn beside it."""

    def __init__(self, home: Path) -> None:
        assert "kivy" not in sys.modules, "Kivy was imported before its settings: its clock waits between frames"
        # no frame waits for the one before
        prepare_kivy(LARGE, home, idle_fps=0)
        with warnings.catch_warnings():
            # Kivy's own imports warn of what Python will drop one day
            warnings.simplefilter("ignore")
            from kivy.core.window import Window

            import kiosk.app
        logging.getLogger("kivy").setLevel(logging.ERROR)
        self.window: Any = Window
        self.app_class = kiosk.app.KioskApp
        self.set_panel(LARGE)

    def set_panel(self, panel: PanelSection) -> None:
        """Millimetres and fonts as on this panel."""
        prepare_fonts(panel)

    def screen(
        self, step: Step, *, panel: PanelSection, language: str = "zh_CN", picture: Picture = lambda _since_ms: None
    ) -> Any:
        """The screen of `step`, laid out as on `panel`."""
        from kiosk.screens.catalogue import screen_for

        self.set_panel(panel)
        screen = screen_for(type(step))(
            step,
            _words(language),
            sizes=sizes_for(panel),
            upright=panel.height_mm > panel.width_mm,
            does=lambda _choice, _item: None,
            picture=picture,
            far=picture,
        )
        self.lay_out(screen, (panel.width_px, panel.height_px))
        return screen

    def lay_out(self, widget: Any, size: tuple[int, int]) -> None:
        from kiosk.photograph import settle

        settle(widget, size)

    def photograph(self, widget: Any, size: tuple[int, int]) -> Any:
        from kiosk.photograph import photograph_widget

        return photograph_widget(widget, size)

    def hang(self, player: Any) -> None:
        """A wall's player alone in the window, on the wall's dark ground: an application before it left its own."""
        self._ground = self.window.clearcolor
        self.window.clearcolor = WALL.ground
        self.window.add_widget(player)

    def take_down(self, player: Any) -> None:
        self.window.remove_widget(player)
        self.window.clearcolor = self._ground

    def photograph_with(self, player: Any) -> Any:
        """The window with a wall's player in it, alone for that moment."""
        from kiosk.photograph import photograph_window

        self.hang(player)
        try:
            self.window.canvas.ask_update()
            self.window.dispatch("on_draw")
            return photograph_window(self.window)
        finally:
            self.take_down(player)

    def close(self) -> None:
        self.window.close()
