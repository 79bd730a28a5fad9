"""Everything around the director that is not under test: pages, a clock, a screen, and a drawer who may fail."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.render.bitmap import Bitmap
from kiosk.render.page import WallPage
from kiosk.wall.director import Director, Ends
from kiosk.wall.foot import Foots
from kiosk.wall.scene import AlarmScene, Drawn, PageScene, Scene
from kiosk.wall.screen.canvas import Cut
from kiosk.wall.turns.calendar import LunarDay
from kiosk.wall.turns.rotation import Rotation
from kiosk.wall.turns.turn import Instant
from kiosk.words import Words
from wire.ids import NoticeId
from wire.port import Request
from wire.record import Record
from wire.wall.profile import Rectangle

NOW_MS = 1_795_000_000_000
SIZE = (8, 4)


def page(number: int, village: str, *, at: int = 0, of: int = 1, version: int = 1, dwell_ms: int = 5000) -> WallPage:
    """One page of notice `number`."""
    return WallPage(
        village=village,
        notice_id=NoticeId(f"{number:032x}"),
        version=version,
        content_sha256=f"{number:064x}",
        title=f"notice {number}",
        period="",
        as_of="2026-11-01",
        published_at_ms=NOW_MS,
        kind="Text",
        page=at,
        pages=of,
        dwell_ms=dwell_ms,
        layout=(),
    )


class NoMoon:
    """A calendar that reaches no day."""

    def on(self, day: object) -> LunarDay | None:
        return None


@dataclass
class Glass:
    """Keeps what was shown, frame by frame."""

    shown: list[Bitmap] = field(default_factory=list)
    prepared: list[Bitmap] = field(default_factory=list)
    areas: list[Rectangle] = field(default_factory=list)
    frames: list[Bitmap] = field(default_factory=list)

    def shows(self, page: Cut) -> None:
        self.shown.append(page.bitmap)

    def prepares(self, page: Cut) -> None:
        self.prepared.append(page.bitmap)

    def opens_film(self, area: Rectangle) -> None:
        self.areas.append(area)

    def shows_frame(self, frame: Bitmap) -> None:
        self.frames.append(frame)


def bitmap_of(scene: Scene) -> Bitmap:
    """Other pixels for every other scene."""
    seed = repr(scene).encode()
    return Bitmap(*SIZE, (seed * 96)[: SIZE[0] * SIZE[1] * 3])


class Yard:
    """A director and all it speaks to. Time stands still until `waits`."""

    def __init__(self) -> None:
        self.glass = Glass()
        self.told: list[Record] = []
        self.asked: list[tuple[int, Scene]] = []
        self.skipped: list[WallPage] = []
        self.mono_ms = 1000
        self.trusted = True
        self.off_ms = 0
        """By so much the wall clock is wrong."""
        self.breaks: Callable[[Scene], bool] = lambda _: False
        """Which scenes cannot be drawn."""
        self.alarm_pages = 1
        self.pages: tuple[WallPage, ...] = ()
        self.rotation = Rotation(NoMoon())
        self.foots = Foots(self.rotation, Words.of("zh_CN"))
        ends = Ends(screen=self.glass, draw=self._ask, tell=self._tell, skip=self._skip)
        self.director = Director(self.rotation, self.foots, ends)

    @property
    def at(self) -> Instant:
        return Instant(self.mono_ms, NOW_MS + self.mono_ms + self.off_ms, self.trusted)

    def publishes(self, *pages: WallPage) -> None:
        self.pages = pages
        self.director.hears_pages(pages, self.at)
        self.settles()

    def settles(self) -> None:
        """Everything that was asked for is drawn, and a frame is presented after each."""
        while self.asked:
            self.draws()
            self.director.flipped()
        self.director.flipped()

    def draws(self) -> None:
        """The most urgent of what was asked for."""
        self.asked.sort(key=lambda one: one[0])
        _, scene = self.asked.pop(0)
        if self.breaks(scene):
            self.director.failed(scene, self.at)
            return
        pages = self.alarm_pages if isinstance(scene, AlarmScene) else 1
        bitmap = bitmap_of(scene)
        self.director.drawn(Drawn(scene, Cut(bitmap, (bitmap.rgb,)), dwell_ms=4000, pages=pages), self.at)

    def waits(self, ms: int, *, step_ms: int = 250) -> None:
        """Time goes by, as the application lets it."""
        for _ in range(0, ms, step_ms):
            self.mono_ms += step_ms
            self.director.ticks(self.at)
            self.settles()

    @property
    def stands(self) -> Scene | None:
        return self.director.standing

    @property
    def village(self) -> str:
        return self.stands.page.village if isinstance(self.stands, PageScene) else ""

    def heard(self, kind: type[Record]) -> list[Record]:
        return [one for one in self.told if isinstance(one, kind)]

    def _ask(self, rank: int, scene: Scene) -> None:
        self.asked = [one for one in self.asked if one[1] != scene]
        self.asked.append((rank, scene))

    def _tell(self, request: Request) -> None:
        self.told.append(request)

    def _skip(self, page: WallPage) -> None:
        self.skipped.append(page)
        self.pages = tuple(one for one in self.pages if one.notice_id != page.notice_id)
        self.director.hears_pages(self.pages, self.at)
