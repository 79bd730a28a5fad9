"""A wall in this process, off the screen, whose clock runs as fast as one likes; nothing else of it is changed."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.walls.sample import notices
from kiosk.wall.turns.turn import Instant
from kiosk.window import prepare_fonts, prepare_kivy
from wire import port
from wire.fleet.heaps import keep_few_heaps
from wire.ids import SiteId, TerminalId
from wire.terminal_config import LinkSection, PanelSection, TerminalConfig, TerminalSection
from wire.wall.profile import WallProfile

FPS = 30
WALL = WallProfile(width_px=512, height_px=256, left_px=40, top_px=24, on_minute=0, off_minute=1440)
_PANEL = PanelSection(width_px=640, height_px=360, width_mm=6400, height_mm=3600)


def quick_wall(speed: float) -> Any:
    """The application, not yet running. Opens the window: once a process."""
    home = Path(tempfile.mkdtemp(prefix="bench-wall-"))
    (home / "run").mkdir()
    # as kiosk.start does it
    keep_few_heaps()
    prepare_kivy(_PANEL, home / "kivy", idle_fps=FPS)
    prepare_fonts(_PANEL)
    # it opens Kivy's window
    from kiosk.wall.app import WallApp

    class QuickApp(WallApp):
        """Seconds of the day go by `speed` times as fast as those of the processor."""

        def __init__(self) -> None:
            self._began_s, self._began_wall_ms = time.monotonic(), time.time_ns() // 1_000_000
            self.begins: Callable[[], None] = lambda: None
            super().__init__(_config(), home, on_ready=self._begin)

        def _begin(self) -> None:
            self.begins()

        def now(self) -> Instant:
            gone_ms = round((time.monotonic() - self._began_s) * speed * 1000)
            return Instant(gone_ms + 1, self._began_wall_ms + gone_ms, trusted=True)

    return QuickApp()


def published(count: int, version: int = 1) -> port.NoticesChanged:
    """All villages' accounts."""
    made = notices(count, version)
    return port.NoticesChanged(serial=version, notices=made, checked_at_ms=time.time_ns() // 1_000_000)


def _config() -> TerminalConfig:
    return TerminalConfig(
        terminal=TerminalSection(
            id=TerminalId("t002"), role="wall", point="the yard", site=SiteId("bench"), county="bench"
        ),
        link=LinkSection(host="localhost"),
        panel=_PANEL,
    )
