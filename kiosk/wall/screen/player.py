"""Puts drawn pages on the wall, pixel by pixel: from one to the next by a cut, in one frame, nothing between."""

from dataclasses import replace
from typing import Any

from kivy.core.window import Window
from kivy.graphics import Canvas, Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.render.bitmap import Bitmap
from kiosk.wall.screen.canvas import Cut, Placed, cut, places
from kiosk.wall.screen.plates import Plate, Plates, fill, texture
from wire.wall import profile as wire_profile
from wire.wall.profile import WallProfile


class Player(Widget):
    """Shows what it is given, where the profile puts it; decides nothing. What was given last stays for ever."""

    def __init__(self, profile: WallProfile) -> None:
        super().__init__()
        self._film: tuple[Texture, ...] = ()
        self._film_made: tuple[Texture, ...] = ()
        self._film_places: tuple[Placed, ...] = ()
        self._film_cuts: tuple[Placed, ...] = ()
        self._plate: Plate | None = None
        self.hangs(profile)
        self.fbind("size", self._lay)

    def hangs(self, profile: WallProfile) -> None:
        """The wall is built so from now on. What stood there goes when the next page is shown, in the same frame."""
        self.profile = profile
        self.places = places(profile)
        self._plates = Plates(self.places)
        self._plate, self._film = None, ()

    @property
    def standing(self) -> Bitmap | None:
        return self._plate.cut.bitmap if self._plate and self._plate.cut else None

    @property
    def textures(self) -> int:
        """How many there are; the same after ten thousand pages."""
        return self._plates.textures + len(self._film_made)

    def prepares(self, page: Cut) -> None:
        """Given to the GPU ahead of its time, so that showing it costs one frame."""
        self._plates.filled(page, standing=self._plate)

    def shows(self, page: Cut) -> None:
        plate = self._plates.filled(page, standing=self._plate)
        if plate is not self._plate or self._film:
            self._plate, self._film = plate, ()
            self._draw()

    def opens_film(self, area: wire_profile.Rectangle) -> None:
        """From the first frame on, `area` of the page that stands there is a film's."""
        at = places(self.profile, area)
        self._film_places = at
        # of the frame, not of the page
        self._film_cuts = tuple(replace(one, left=one.left - area.x, top=one.top - area.y) for one in at)

    def shows_frame(self, frame: Bitmap) -> None:
        """One frame of the film, as large as the area that was opened."""
        pieces = cut(frame, self._film_cuts).pieces
        if not self._film:
            self._film = self._film_textures()
            fill(self._film, pieces)
            self._draw()
            return
        fill(self._film, pieces)
        self.canvas.ask_update()

    def _film_textures(self) -> tuple[Texture, ...]:
        """Those of the film before, if they are as large: most films stand at the same place."""
        sizes = tuple((one.width, one.height) for one in self._film_places)
        if tuple(made.size for made in self._film_made) != sizes:
            self._film_made = tuple(map(texture, sizes))
        return self._film_made

    def _draw(self) -> None:
        """All of it anew, between two frames: nobody ever sees the half of it."""
        self.canvas.clear()
        drawn = self.canvas
        drawn.add(Color(1, 1, 1, 1))
        if self._plate:
            self._add(drawn, self.places, self._plate.textures)
        if self._film:
            self._add(drawn, self._film_places, self._film)

    def _add(self, drawn: Canvas, at: tuple[Placed, ...], textures: tuple[Texture, ...]) -> None:
        for one, shown in zip(at, textures, strict=True):
            lower = Window.height - one.y - one.height
            drawn.add(Rectangle(texture=shown, pos=(one.x, lower), size=(one.width, one.height)))

    def _lay(self, *_: Any) -> None:
        if self._plate:
            self._draw()
