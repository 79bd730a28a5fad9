"""How Kivy is set up before its first import: the order matters, so it is written once, for kiosk, wall and tests."""

import logging
import os
from pathlib import Path
from typing import Any

from wire.terminal_config import PanelSection

FONTS = Path(__file__).parent / "fonts"


def prepare_kivy(panel: PanelSection, home: Path, *, idle_fps: int = 30) -> None:
    """Call before anything imports kivy.core.window. Writes nothing outside `home`."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        KIVY_HOME=str(home),
        KIVY_NO_ARGS="1",
        KIVY_NO_CONFIG="1",
        KIVY_NO_FILELOG="1",
        KIVY_WINDOW="sdl2",
        KIVY_LOG_MODE="PYTHON",
    )
    if "DISPLAY" not in os.environ and not Path("/dev/dri").exists():
        os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    kivy_log = logging.getLogger("kivy")
    # terminals have no libmtdev and need none; Kivy prints a traceback about it at every start
    kivy_log.addFilter(lambda record: "MTDev" not in record.getMessage())
    # Kivy reads its environment when it is first imported
    from kivy.config import Config

    _set_graphics(Config, panel, idle_fps)
    _set_input(Config)
    # Kivy sets a level of its own while it is imported
    kivy_log.setLevel(logging.WARNING)


def _set_graphics(config: Any, panel: PanelSection, fps: int) -> None:
    settings = {
        # multisampling makes software drawing several times slower and sharpens nothing here
        "multisamples": "0",
        "width": str(panel.width_px),
        "height": str(panel.height_px),
        "maxfps": str(fps),
        "resizable": "0",
        "allow_screensaver": "0",
        "show_cursor": "0" if panel.fullscreen else "1",
        "fullscreen": "0",
        # without a window manager fullscreen=auto leaves a small window in the middle and says nothing
        "borderless": "1" if panel.fullscreen else "0",
    }
    if panel.fullscreen:
        settings |= {"position": "custom", "left": "0", "top": "0"}
    for key, value in settings.items():
        config.set("graphics", key, value)
    config.set("kivy", "exit_on_escape", "0")
    config.set("kivy", "log_level", "warning")


def _set_input(config: Any) -> None:
    """Only SDL's own touches and the mouse: probesysfs beside them hears every touch twice."""
    for name in list(config.options("input")):
        config.remove_option("input", name)
    config.set("input", "mouse", "mouse,disable_multitouch")


def prepare_fonts(panel: PanelSection) -> None:
    """Our fonts in place of Kivy's, and Kivy's millimetre made the panel's."""
    # both open parts of Kivy that read the settings made above
    from kivy.core.text import LabelBase
    from kivy.metrics import Metrics

    regular, bold = str(FONTS / "NotoSansSC-Regular.ttf"), str(FONTS / "NotoSansSC-Bold.ttf")
    LabelBase.register("Roboto", fn_regular=regular, fn_bold=bold, fn_italic=regular, fn_bolditalic=bold)
    LabelBase.register("Icons", fn_regular=str(FONTS / "PhosphorDuotone.ttf"))
    Metrics.dpi = panel.px_per_mm * 25.4
    Metrics.fontscale = 1.0
