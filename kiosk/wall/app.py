"""The wall put together. Whatever happens to edge or link, the last page stays and the rotation goes on."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.edge_port import EdgePort
from kiosk.face_app import FaceApp
from kiosk.flows.step import Heard
from kiosk.inbox import Inbox
from kiosk.theme import WALL
from kiosk.wall.pages import Cutter, WallPage, em_px
from kiosk.wall.player import Player
from kiosk.wall.rotation import Rotation
from kiosk.wall.sheet import Sheet
from kiosk.words import Words
from wire import port
from wire.terminal_config import TerminalConfig

_TURN_S = 0.25


class WallApp(FaceApp):
    """One wall."""

    def __init__(self, config: TerminalConfig, home: Path, on_ready: Callable[[], None] | None = None) -> None:
        super().__init__(on_ready)
        self._cutter = Cutter(config.panel)
        words = Words.of(config.terminal.language)
        size = config.panel.width_px, config.panel.height_px
        sheet = Sheet(size, em_px=em_px(config.panel), words=words, point=config.terminal.point)
        self.rotation = Rotation(config.wall.page_s)
        self.player = Player(self.rotation, sheet, words=words, on_page=self._report)
        inbox = Inbox[Heard](self._hears)
        self.port = EdgePort(home / "run" / "edge.sock", hello=port.Hello(face="wall"), post=inbox.put)

    def build(self) -> Player:
        Window.clearcolor = WALL.ground
        self.player.shows_now()
        self.player.tells_age()
        Clock.schedule_interval(self.player.waits, _TURN_S)
        return self.player

    def _hears(self, event: Heard) -> None:
        match event:
            case port.Welcome():
                self.port.send(port.WatchNotices())
            case port.NoticesChanged():
                before = self.rotation.page, self.rotation.heard
                self.rotation.hears(self._cutter.pages(tuple(event.notices)))
                self._checked(event.checked_at_ms)
                if (self.rotation.page, self.rotation.heard) != before:
                    self.player.shows_now()
            case port.EdgeStatus():
                self._checked(event.notices_checked_at_ms)
            case _:
                pass

    def _checked(self, at_ms: int) -> None:
        self.player.checked_at_ms = at_ms or self.player.checked_at_ms
        self.player.tells_age()

    def _report(self, page: WallPage | None) -> None:
        shown = hashlib.sha256(repr(page).encode()).hexdigest() if page else ""
        self.port.send(port.ReportShown(shown_sha256=shown))
