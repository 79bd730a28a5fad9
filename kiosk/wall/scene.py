"""What may stand on the wall, as values: each is drawn once, shown by a cut, and told to the edge once presented."""

from dataclasses import dataclass

from msgspec.structs import replace

from kiosk.render.bitmap import Bitmap
from kiosk.render.page import Foot, WallPage
from kiosk.wall.film import Film
from kiosk.wall.screen.canvas import Cut
from kiosk.wall.turns.turn import Why
from wire.wall.emergency import Emergency
from wire.wall.profile import Rectangle
from wire.wall.proof import Shown
from wire.wall.settings import Pattern

NO_TAG = -1


@dataclass(frozen=True)
class PageScene:
    """A published page, whose turn it is."""

    page: WallPage
    foot: Foot


@dataclass(frozen=True)
class AlarmScene:
    """An emergency, alone; `page` of the pages it takes on this wall."""

    emergency: Emergency
    page: int = 0


@dataclass(frozen=True)
class PatternScene:
    """A test pattern, or the picture of the profile."""

    pattern: Pattern


@dataclass(frozen=True)
class EmptyScene:
    """Nothing is published, or the edge has not said yet what is."""

    heard: bool
    told: str = ""
    today: str = ""
    """ISO date, where the clock can be trusted."""


Scene = PageScene | AlarmScene | PatternScene | EmptyScene


@dataclass(frozen=True)
class Because:
    """Why a page stands there, as the proof has it."""

    why: Why
    share_ms: int
    lowest_ms: int


@dataclass(frozen=True)
class Reel:
    """A film that is open and has its first frame."""

    film: Film
    area: Rectangle
    sha256: str
    first: Bitmap


@dataclass(frozen=True, eq=False)
class Drawn:
    """A scene ready to be shown: cut for the GPU, and its film opened."""

    scene: Scene
    cut: Cut
    dwell_ms: int = 0
    """Of one page among several of an emergency."""
    pages: int = 1
    reel: Reel | None = None
    tag: int = NO_TAG
    """Number of the marker in its corner."""

    def close(self) -> None:
        """It is not wanted any more."""
        if self.reel:
            self.reel.film.stop()


def shown(drawn: Drawn, because: Because | None) -> Shown | None:
    """What the proof keeps of it; None for a wall that shows nothing of anybody's."""
    pixels, scene = drawn.cut.bitmap.sha256, drawn.scene
    match scene:
        case PageScene(page=page):
            return replace(_of_page(page, pixels, because or Because("turn", 0, 0)), tag=drawn.tag)
        case AlarmScene():
            return replace(_of_alarm(scene, pixels, drawn.pages), tag=drawn.tag)
        case PatternScene(pattern=pattern):
            return _of_nobody("Pattern", pattern, pixels)
        case _:
            return None


def _of_page(page: WallPage, pixels: str, because: Because) -> Shown:
    return Shown(
        village=page.village,
        notice_id=page.notice_id,
        version=page.version,
        content_sha256=page.content_sha256,
        title=page.title,
        period=page.period,
        kind=page.kind,
        page=page.page,
        pages=page.pages,
        pixels_sha256=pixels,
        readable_ms=0,
        why=because.why,
        share_ms=because.share_ms,
        lowest_ms=because.lowest_ms,
    )


def _of_alarm(scene: AlarmScene, pixels: str, pages: int) -> Shown:
    emergency = scene.emergency
    return Shown(
        village="",
        notice_id=emergency.emergency_id,
        version=emergency.version,
        content_sha256="",
        title=emergency.headline,
        kind="Emergency",
        page=scene.page,
        pages=pages,
        pixels_sha256=pixels,
        readable_ms=0,
        why="drill" if emergency.drill else "emergency",
    )


def _of_nobody(kind: str, title: str, pixels: str) -> Shown:
    return Shown(
        village="",
        notice_id="",
        version=0,
        content_sha256="",
        title=title,
        kind=kind,
        page=0,
        pages=1,
        pixels_sha256=pixels,
        readable_ms=0,
        why="pattern",
    )
