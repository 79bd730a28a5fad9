"""Where each notice was read to: its pages come in order, and a village's notices one after the other."""

from collections.abc import Mapping, Sequence

from kiosk.render.page import WallPage
from wire.ids import NoticeId

Pages = Mapping[NoticeId, tuple[WallPage, ...]]


class Bookmarks:
    """Remembers for each notice which page comes next, and which notice waited longest.

    A page that could not be drawn may be missing among those of its notice: what counts is its number, not its place.
    """

    def __init__(self) -> None:
        self._next: dict[NoticeId, tuple[int, int]] = {}
        """Version, page."""
        self._ended: dict[NoticeId, int] = {}
        self._count = 0

    def copy(self) -> "Bookmarks":
        other = Bookmarks()
        other._next, other._ended, other._count = dict(self._next), dict(self._ended), self._count
        return other

    def page_of(self, pages: tuple[WallPage, ...]) -> WallPage:
        """The page of this notice that comes next."""
        version, number = self._next.get(pages[0].notice_id, (0, 0))
        following = (page for page in pages if page.page >= number) if version == pages[0].version else iter(pages)
        return next(following, pages[0])

    def begun(self, pages: tuple[WallPage, ...]) -> bool:
        """Whether it was left in its middle."""
        return self.page_of(pages) is not pages[0]

    def next_of(self, notices: Sequence[NoticeId], pages: Pages) -> WallPage:
        """What was begun is ended first; then the notice that has waited longest."""
        begun = [notice for notice in notices if self.begun(pages[notice])]
        waited = min(notices, key=lambda notice: self._ended.get(notice, 0))
        return self.page_of(pages[begun[0] if begun else waited])

    def read(self, page: WallPage, *, last: bool) -> None:
        """It stood there for its whole time; perhaps the last of its notice."""
        self._next[page.notice_id] = (page.version, 0 if last else page.page + 1)
        if last:
            self._count += 1
            self._ended[page.notice_id] = self._count

    def keep(self, pages: Pages) -> None:
        """Nothing else is published any more."""
        self._next = {notice: mark for notice, mark in self._next.items() if notice in pages}
        self._ended = {notice: count for notice, count in self._ended.items() if notice in pages}
