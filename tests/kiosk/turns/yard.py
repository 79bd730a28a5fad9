"""A yard to test in: pages of villages, a clock that is moved by hand, and what stood on the wall so far."""

from collections.abc import Iterable
from dataclasses import replace

from kiosk.render.page import WallPage
from kiosk.wall.turns.calendar import BoraxCalendar
from kiosk.wall.turns.rotation import Rotation
from kiosk.wall.turns.turn import Alarm, Instant, Standing, Turn
from wire.ids import NoticeId

MORNING_MS = 1_795_737_600_000
"""Friday 27 November 2026, 08:00 in Liuhe."""
DAY_MS = 86_400_000


def notice(village: str, name: str, *dwell_s: float, version: int = 1) -> tuple[WallPage, ...]:
    """All pages of a notice; each stands for so many seconds."""
    return tuple(
        WallPage(
            village=village,
            notice_id=NoticeId(name),
            version=version,
            content_sha256="",
            title=name,
            period="",
            as_of="2026-11-01",
            published_at_ms=0,
            kind="Text",
            page=number,
            pages=len(dwell_s),
            dwell_ms=round(seconds * 1000),
            layout=None,
        )
        for number, seconds in enumerate(dwell_s)
    )


def silent(village: str) -> WallPage:
    """What says that it has published nothing."""
    return replace(notice(village, "0" * 32, 6)[0], kind="Silent")


def published(*notices: Iterable[WallPage]) -> tuple[WallPage, ...]:
    return tuple(page for pages in notices for page in pages)


class Yard:
    """One wall and the time in its yard."""

    def __init__(self, pages: Iterable[WallPage] = (), *, wall_ms: int = MORNING_MS, trusted: bool = True) -> None:
        self.rotation = Rotation(BoraxCalendar())
        self.mono_ms, self.wall_ms, self.trusted = 1000, wall_ms, trusted
        pages = tuple(pages)
        if pages:
            self.rotation.hears_pages(pages, self.at)

    @property
    def at(self) -> Instant:
        return Instant(self.mono_ms, self.wall_ms, self.trusted)

    @property
    def stands(self) -> Standing:
        return self.rotation.stands

    @property
    def turn(self) -> Turn:
        stands = self.rotation.stands
        assert isinstance(stands, Turn), stands
        return stands

    @property
    def place(self) -> tuple[str, int]:
        """Notice and page that stand there."""
        return self.turn.page.notice_id, self.turn.page.page

    def passes(self, seconds: float) -> Standing:
        """Time goes by, and the wall keeps up with it."""
        left_ms = round(seconds * 1000)
        while isinstance(self.stands, Turn) and 0 < self.stands.until_ms - self.mono_ms < left_ms:
            left_ms -= self.stands.until_ms - self.mono_ms
            self.hangs((self.stands.until_ms - self.mono_ms) / 1000)
        return self.hangs(left_ms / 1000)

    def hangs(self, seconds: float) -> Standing:
        """Time goes by, and nobody asks the rotation meanwhile."""
        self.mono_ms += round(seconds * 1000)
        self.wall_ms += round(seconds * 1000)
        return self.rotation.moves(self.at)

    def next_page(self) -> Turn:
        """Time goes by until the page has stood there for its time."""
        self.passes((self.turn.until_ms - self.mono_ms) / 1000)
        return self.turn

    def places(self, count: int) -> list[tuple[str, int]]:
        """What stands there now and what follows it."""
        places = [self.place]
        while len(places) < count:
            self.next_page()
            places.append(self.place)
        return places

    def alarmed(self) -> bool:
        return isinstance(self.stands, Alarm)
