"""How often the face looks for touches: often while somebody is there, seldom while nobody is.

A finger that comes down quickens it, so that a choice, which is made when the finger is lifted, never waits longer.
"""

from typing import Any, Final

from kivy.clock import Clock

_LIMIT: Final = "_max_fps"
"""Kivy has no public name for it."""
RESTING_FPS: Final = 12.0
CALM_S: Final = 10.0
"""So long nothing must have happened before the face looks less often."""


class Pace:
    """Kivy wakes so often as its clock is told at the start, drawn or not; this is the only door to change it."""

    def __init__(self, clock: Any = Clock) -> None:
        self._clock = clock
        self._awake_fps = float(getattr(clock, _LIMIT))
        self._calm_s = 0.0

    @property
    def fps(self) -> float:
        """Zero stands for: as often as can be."""
        return float(getattr(self._clock, _LIMIT))

    def quickens(self) -> None:
        """Something happens."""
        self._calm_s = 0.0
        setattr(self._clock, _LIMIT, self._awake_fps)

    def passes(self, seconds: float, *, busy: bool) -> None:
        """So much time has gone by; `busy` while moving pictures may stand on the screen."""
        if busy:
            self.quickens()
            return
        self._calm_s += seconds
        if self._calm_s >= CALM_S:
            setattr(self._clock, _LIMIT, min(self._awake_fps, RESTING_FPS))
