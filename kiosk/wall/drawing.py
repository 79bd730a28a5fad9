"""Sets and draws for one wall; everything here is done on the workshop's thread, a thing at a time."""

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path

from kiosk.render.bitmap import Bitmap
from kiosk.render.canvas import masked
from kiosk.render.inks import reduced
from kiosk.render.marks import Film as FilmMark
from kiosk.render.marks import Layout, Photo
from kiosk.render.page import Foot, WallPage
from kiosk.render.painter import Painter
from kiosk.render.patterns import paint_pattern
from kiosk.render.tag import COUNT
from kiosk.render.typesetter import Typesetter
from kiosk.wall.errors import FilmBroken
from kiosk.wall.film import Film
from kiosk.wall.repertoire import SetNotice, content_sha256, key_of
from kiosk.wall.scene import NO_TAG, AlarmScene, Drawn, EmptyScene, PageScene, PatternScene, Reel, Scene
from kiosk.wall.screen.canvas import Cut, cut, places
from kiosk.words import Words
from wire.affairs.notice import Notice
from wire.wall.emergency import Emergency
from wire.wall.profile import Rectangle, WallProfile

_FIRST_FRAME_S = 5.0
Media = Callable[[], Mapping[str, str]]
"""SHA-256 to the file, as the edge has told last."""


def media_of(page: WallPage) -> frozenset[str]:
    """SHA-256 of the pictures and films on this page."""
    marks = page.layout.marks if isinstance(page.layout, Layout) else ()
    return frozenset(mark.sha256 for mark in marks if isinstance(mark, Photo | FilmMark))


class Drawing:
    """A typesetter and a painter of one profile."""

    def __init__(self, profile: WallProfile, words: Words, *, point: str, media: Media, phone: str = "") -> None:
        self._profile = profile
        self._phone = phone
        self._words = words
        self._media = media
        self._typesetter = Typesetter(profile, words, point=point)
        self._painter = Painter(profile, words, point=point)
        self._places = places(profile)
        self._drawings = itertools.count()

    def sets(self, notice: Notice, *, whole: bool = False) -> SetNotice:
        """`whole`: every row of its tables, as the law asks for what must be published."""
        made = self._typesetter.set(notice, content_sha256(notice), whole=whole)
        return SetNotice(key_of(notice), made.pages, made.refused)

    def names(self, villages: tuple[str, ...]) -> tuple[WallPage, ...]:
        """A page for each of these, which have published nothing."""
        return tuple(self._typesetter.silent(village) for village in villages)

    def draws(self, scene: Scene) -> Drawn:
        match scene:
            case PageScene(page=page, foot=foot):
                return self._page(scene, page, foot)
            case AlarmScene(emergency=emergency, page=number):
                return self._alarm(scene, emergency, number)
            case PatternScene(pattern=pattern):
                return Drawn(scene, self._cut(paint_pattern(self._profile, pattern, self._words)))
            case EmptyScene(heard=heard, told=told, today=today):
                page = self._typesetter.nothing(today=today, phone=self._phone, heard=heard)
                return Drawn(scene, self._cut(self._painter.paint(page, Foot(told=told))))

    def _page(self, scene: Scene, page: WallPage, foot: Foot) -> Drawn:
        tag = self._next_tag()
        bitmap = self._painter.paint(page, foot, self._picture(page), tag=tag)
        reel = self._reel(page)
        return Drawn(scene, self._cut(bitmap), dwell_ms=page.dwell_ms, reel=reel, tag=tag)

    def _alarm(self, scene: Scene, emergency: Emergency, number: int) -> Drawn:
        pages = self._typesetter.emergency(emergency)
        page = pages[number % len(pages)]
        tag = self._next_tag()
        cut_page = self._cut(self._painter.paint(page, Foot(), tag=tag))
        return Drawn(scene, cut_page, dwell_ms=page.dwell_ms, pages=len(pages), tag=tag)

    def _next_tag(self) -> int:
        """Each drawing has another than the ones before it, where the wall is to carry any."""
        return next(self._drawings) % COUNT if self._profile.tags else NO_TAG

    def _cut(self, bitmap: Bitmap) -> Cut:
        """Hashed here, away from the frames; lamps that are dark or have one colour are so for the player too."""
        _ = bitmap.sha256
        lit = masked(reduced(bitmap, self._profile), self._profile)
        return Cut(bitmap, cut(lit, self._places).pieces)

    def _picture(self, page: WallPage) -> bytes | None:
        """The file of its photograph, if it has one and the edge has it."""
        marks = page.layout.marks if isinstance(page.layout, Layout) else ()
        kept = self._media()
        paths = (kept.get(mark.sha256) for mark in marks if isinstance(mark, Photo))
        path = next((path for path in paths if path), None)
        return Path(path).read_bytes() if path else None

    def _reel(self, page: WallPage) -> Reel | None:
        marks = page.layout.marks if isinstance(page.layout, Layout) else ()
        mark = next((mark for mark in marks if isinstance(mark, FilmMark)), None)
        path = self._media().get(mark.sha256) if mark else None
        if mark is None or path is None:
            return None
        film = Film(Path(path), (mark.box.width, mark.box.height))
        first = film.first(_FIRST_FRAME_S)
        if first is None:
            film.stop()
            raise FilmBroken(film.broken or "no frame in time")
        box = mark.box
        area = Rectangle(x=box.x, y=box.y, width=box.width, height=box.height)
        return Reel(film, area, mark.sha256, first.bitmap)
