"""The wall put together. Whatever happens to edge, link or one bad notice, the last page stays and turns go on."""

import logging
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.edge_port import EdgePort
from kiosk.face_app import FaceApp
from kiosk.flows.step import Heard
from kiosk.inbox import Inbox
from kiosk.theme import WALL
from kiosk.wall.screen.frames import Frames
from kiosk.wall.screen.lamps import Lamps
from kiosk.wall.screen.outputs import Outputs
from kiosk.wall.screen.player import Player
from kiosk.wall.turns.calendar import BoraxCalendar
from kiosk.wall.turns.turn import Instant
from kiosk.wall.wall import Place, Wall
from kiosk.wall.workshop import Done, Workshop
from kiosk.words import Words
from wire import port
from wire.fleet.heaps import give_back
from wire.port_wall import STILL_S
from wire.terminal_config import TerminalConfig
from wire.wall.panel import profile_of

_log = logging.getLogger(__name__)
_TURN_S = 1 / 30
_SWITCH_S = 0.001
"""So soon the workshop's thread gives way to a frame."""


class GoesOn(ExceptionHandler):
    """Nothing that one event or one page raises ends a wall."""

    def handle_exception(self, inst: BaseException) -> int:
        if not isinstance(inst, Exception):
            return int(ExceptionManager.RAISE)
        _log.error("the wall goes on after", exc_info=inst)
        return int(ExceptionManager.PASS)


class WallApp(FaceApp):
    """One wall."""

    def __init__(self, config: TerminalConfig, home: Path, on_ready: Callable[[], None] | None = None) -> None:
        super().__init__(on_ready)
        profile = profile_of(config.panel)
        self._fullscreen = config.panel.fullscreen
        self.player = Player(profile)
        self.frames = Frames(self._flipped)
        lamps = Lamps(Path(config.matrix.frames)) if config.matrix.rows else None
        self.outputs = Outputs(self.player, lamps)
        self._workshop = Workshop(Inbox[Done](lambda one: self.wall.done(one, self.now())).put, clears=give_back)
        inbox = Inbox[Heard](lambda event: self.wall.hears(event, self.now()))
        self.port = EdgePort(home / "run" / "edge.sock", hello=port.Hello(face="wall"), post=inbox.put)
        place = Place(
            words=Words.of(config.terminal.language),
            point=config.terminal.point,
            calendar=BoraxCalendar(),
            outputs=self.outputs,
            workshop=self._workshop,
            send=self.tells,
            phone=config.terminal.duty_phone,
            utc_offset_min=config.terminal.utc_offset_min,
        )
        self.wall = Wall(profile, place)
        self._asked_still = False
        self._ends = False

    def tells(self, request: port.Request) -> None:
        """To the edge; while it is gone it is dropped, and what matters is said again when it is back."""
        self.port.send(request)

    def now(self) -> Instant:
        mono_ms, wall_ms = time.monotonic_ns() // 1_000_000, time.time_ns() // 1_000_000
        return Instant(mono_ms, wall_ms, self.wall.clock_trusted)

    def build(self) -> Player:
        ExceptionManager.add_handler(GoesOn())
        Window.clearcolor = WALL.ground
        Window.bind(on_request_close=self._stays, on_minimize=self._comes_back, on_hide=self._comes_back)
        self.wall.ticks(self.now())
        Clock.schedule_interval(self._tick, _TURN_S)
        Clock.schedule_interval(self._ask_still, STILL_S)
        return self.player

    def on_start(self) -> None:
        super().on_start()
        for one in (signal.SIGTERM, signal.SIGINT):
            # SDL makes of these what it makes of a closed window, and a wall's window is not to be closed
            signal.signal(one, self._told_to_end)
        sys.setswitchinterval(_SWITCH_S)
        # bound last, so asked first: it flips by itself and counts
        self.frames.begin()

    def on_stop(self) -> None:
        super().on_stop()
        self.frames.end()
        self._workshop.close()
        self.wall.director.close()
        self.outputs.close()

    def _told_to_end(self, *_: Any) -> None:
        self._ends = True

    def _tick(self, _: float) -> None:
        if self._ends:
            self.stop()
        else:
            self.wall.ticks(self.now())

    def _flipped(self) -> None:
        self.wall.flipped(still=self._asked_still)
        self._asked_still = False

    def _ask_still(self, _: float) -> None:
        """Kivy draws nothing while nothing changes: a frame is asked for, and only one that came is told."""
        self._asked_still = True
        self.frames.ask()

    def _stays(self, *_: Any) -> bool:
        """Where the wall is the whole screen, nothing closes it but its service."""
        return self._fullscreen

    def _comes_back(self, *_: Any) -> None:
        if self._fullscreen:
            Window.restore()
            Window.show()
