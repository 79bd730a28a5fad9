"""The current pages, by village and notice; in the order to show."""

from collections.abc import Iterable

from kiosk.render.page import WallPage
from kiosk.wall.turns.bookmarks import Pages
from wire.ids import NoticeId


class Published:
    """All that may be shown, as the typesetter made it."""

    def __init__(self, pages: Iterable[WallPage] = (), order: Iterable[str] = ()) -> None:
        grouped: dict[NoticeId, list[WallPage]] = {}
        for page in pages:
            grouped.setdefault(page.notice_id, []).append(page)
        self.pages: Pages = {notice: tuple(made) for notice, made in grouped.items()}
        self.longest_ms = max((page.dwell_ms for made in self.pages.values() for page in made), default=0)
        named = dict.fromkeys(order)
        self.villages: dict[str, list[NoticeId]] = {village: [] for village in named}
        for notice, made in self.pages.items():
            self.villages.setdefault(made[0].village, []).append(notice)
        self.silent = tuple(village for village in named if not self.villages[village])
        """Named by the playlist, but without a notice."""

    def holds(self, page: WallPage) -> bool:
        return page in self.pages.get(page.notice_id, ())

    def news_after(self, before: "Published") -> list[NoticeId]:
        """What was not known, or not in this version; nothing is news where nothing was known."""
        if not before.pages:
            return []
        versions = {notice: made[0].version for notice, made in before.pages.items()}
        return [notice for notice, made in self.pages.items() if made[0].version > versions.get(notice, 0)]
