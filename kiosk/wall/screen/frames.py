"""Which frames were really presented: counted after the flip, not when they were drawn or wished for."""

import time
from collections.abc import Callable
from typing import Any

from kivy.core.window import Window
from kivy.graphics.opengl import glFinish


class Frames:
    """Flips the window itself; `presented` is called after each flip, on the thread that draws."""

    def __init__(self, presented: Callable[[], None]) -> None:
        self._presented = presented
        self.count = 0
        self.at_s = 0.0
        """Monotonic time of the last flip."""

    def begin(self) -> None:
        Window.bind(on_flip=self._flip)

    def end(self) -> None:
        Window.unbind(on_flip=self._flip)

    def ask(self) -> None:
        """For one more frame: Kivy draws none while nothing changes."""
        Window.canvas.ask_update()

    def _flip(self, *_: Any) -> bool:
        # without a graphics card frames queue up when drawing is slow, and each keeps all its pictures
        glFinish()
        Window.flip()
        self.count += 1
        self.at_s = time.monotonic()
        self._presented()
        return True  # the window need not flip again
