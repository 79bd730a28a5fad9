"""What the applications of both faces have in common: the edge is spoken to from the first frame to the end."""

import gc
import logging
from collections.abc import Callable
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import glFinish

from kiosk.edge_port import EdgePort

_log = logging.getLogger(__name__)


class FaceApp(App):
    """`on_ready` is called when the first frame stands and can be touched."""

    port: EdgePort

    def __init__(self, on_ready: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._on_ready = on_ready

    def run(self) -> None:
        # what is loaded by now stays: each time garbage is collected, a screen would wait for all of it
        gc.freeze()
        super().run()

    def on_start(self) -> None:
        Window.bind(on_flip=_finish)
        # the frame after next: the first one has been drawn by then
        Clock.schedule_once(lambda _: Clock.schedule_once(self._ready, 0), 0)

    def on_stop(self) -> None:
        self.port.stop()

    def open_settings(self, *_: Any) -> bool:
        """There is no way from a public screen into Kivy's settings."""
        return False

    def _ready(self, *_: Any) -> None:
        _log.info("ready")
        if self._on_ready:
            self._on_ready()
        self.port.start()


def _finish(*_: Any) -> None:
    """Without a graphics card frames queue up when drawing is slow, and each keeps all its pictures: 400 MB."""
    glFinish()
