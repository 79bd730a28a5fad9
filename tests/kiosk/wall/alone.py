"""A wall in a process of its own, to which bad things happen; run by test_app.py: HOME and what happens."""

import sys
from pathlib import Path
from typing import Any

from kiosk.window import prepare_fonts, prepare_kivy
from tests.kiosk.glass import config_of
from wire.terminal_config import PanelSection

_PANEL = PanelSection(width_px=640, height_px=360, width_mm=6400, height_mm=3600)


def main(home: Path, happens: str) -> None:
    prepare_kivy(_PANEL, home / "kivy")
    prepare_fonts(_PANEL)
    # it opens Kivy's window
    from kiosk.wall.app import WallApp

    app = WallApp(config_of(_PANEL), home, on_ready=lambda: _soon(happens))
    app.run()
    sys.stdout.write("ended in order\n")


def _soon(happens: str) -> None:
    # the window is open by now
    from kivy.clock import Clock

    Clock.schedule_once(lambda _: _HAPPENS[happens](), 0.5)


def _hidden() -> None:
    # the window is open by now
    from kivy.core.window import Window

    Window.hide()
    Window.minimize()
    Window.dispatch("on_minimize")
    Window.dispatch("on_hide")


def _closed() -> None:
    # the window is open by now
    from kivy.core.window import Window

    if not Window.dispatch("on_request_close"):
        # as Kivy does with a window that nobody keeps
        sys.exit("closed")


def _raises() -> None:
    raise RuntimeError("anything")


_HAPPENS: dict[str, Any] = {"nothing": lambda: None, "hidden": _hidden, "closed": _closed, "raises": _raises}

if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
