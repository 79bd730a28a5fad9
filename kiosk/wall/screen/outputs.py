"""Everything the wall's picture goes to: the window at the HDMI socket, and a matrix where there is one."""

import logging

from kiosk.render.bitmap import Bitmap
from kiosk.render.canvas import on_canvas
from kiosk.wall.look import with_frame
from kiosk.wall.screen.canvas import Cut
from kiosk.wall.screen.lamps import Lamps
from kiosk.wall.screen.player import Player
from wire.wall.profile import Rectangle, WallProfile

_log = logging.getLogger(__name__)


class Outputs:
    """The director's screen."""

    def __init__(self, player: Player, lamps: Lamps | None) -> None:
        self._player = player
        self._lamps = lamps
        self._page: Bitmap | None = None
        self._area = Rectangle(width=1, height=1)
        self._told = False
        self.panel_pct = 100
        """0 while the panel is to be dark."""

    def hangs(self, profile: WallProfile) -> None:
        self._player.hangs(profile)

    def shows(self, page: Cut) -> None:
        self._player.shows(page)
        self._page = page.bitmap
        self._paint(page.bitmap)

    def prepares(self, page: Cut) -> None:
        self._player.prepares(page)

    def opens_film(self, area: Rectangle) -> None:
        self._player.opens_film(area)
        self._area = area

    def shows_frame(self, frame: Bitmap) -> None:
        self._player.shows_frame(frame)
        if self._lamps and self._page:
            self._paint(with_frame(self._page, frame, (self._area.x, self._area.y)))

    def asks_frame(self) -> None:
        """What stands there once more: there is something to tell when it was presented."""
        self._player.canvas.ask_update()

    def beats(self) -> None:
        """The matrix is told that this face lives, and how bright it shall be."""
        if self._lamps:
            self._lamps.beats(self.panel_pct)

    def close(self) -> None:
        if self._lamps:
            self._lamps.close()

    def _paint(self, page: Bitmap) -> None:
        if self._lamps is None:
            return
        try:
            self._lamps.paint(on_canvas(page, self._player.profile))
        except ValueError as error:
            if not self._told:
                _log.warning("the matrix gets no picture: %s", error)
            self._told = True
