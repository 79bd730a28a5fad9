"""Carries the face's canvas to the lamps. Whatever becomes of the face, the last picture stays lit."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from matrix.lamps import Canvas, Lamps
from matrix.panel import Panel
from wire.wall.lamps import BEAT_S, LampsHeader

_log = logging.getLogger(__name__)
LOOK_S = 1 / 60
"""How often it looks for a new picture."""
_SILENT_S = 3 * BEAT_S


def found(path: Path, *, waits: Callable[[float], object] = time.sleep) -> Lamps:
    """The canvas in RAM, as soon as a face has made it."""
    told = False
    while True:
        try:
            return Lamps(path)
        except (OSError, ValueError):
            if not told:
                _log.info("no face has painted yet")
                told = True
            waits(BEAT_S)


class Keeper:
    """`looks` is called again and again."""

    def __init__(self, lamps: Lamps, panel: Panel) -> None:
        self._lamps = lamps
        self._panel = panel
        self._shown = (0, -1)
        """Number and brightness of what is lit."""
        self.silent = False
        """Whether the face has said nothing for some time; what it said last stays lit."""

    def looks(self, now_s: float) -> bool:
        """Whether something else was lit."""
        header = self._lamps.header()
        if header is None:
            return False
        self._listens(header, now_s)
        if (header.sequence, header.brightness_pct) == self._shown:
            return False
        canvas = self._lamps.canvas()
        if canvas is None:
            return False
        self._light(canvas)
        return True

    def _light(self, canvas: Canvas) -> None:
        header = canvas.header
        # the library takes 0 for 1
        dark = header.brightness_pct == 0
        self._panel.dims(header.brightness_pct)
        self._panel.shows(header.width, header.height, bytes(header.length) if dark else canvas.rgb)
        self._shown = (header.sequence, header.brightness_pct)

    def _listens(self, header: LampsHeader, now_s: float) -> None:
        silent = now_s * 1000 - header.beat_ms > _SILENT_S * 1000
        if silent != self.silent:
            self.silent = silent
            _log.warning("the face is silent; the last picture stays" if silent else "the face is back")
