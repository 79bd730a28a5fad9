"""Which page stands on the wall: plain Python, one page after the other, news at once."""

from kiosk.wall.pages import WallPage


class Rotation:
    """Before the first list it shows None; after that it shows a page as long as there is one."""

    def __init__(self, page_s: float) -> None:
        self._page_s = page_s
        self._pages: tuple[WallPage, ...] = ()
        self._shown: WallPage | None = None
        self._age_s = 0.0
        self.heard = False
        """Whether the edge has ever said what is published."""

    @property
    def page(self) -> WallPage | None:
        return self._shown

    @property
    def next_page(self) -> WallPage | None:
        """What comes after; None when nothing else does."""
        if self._shown is None:
            return None
        following = self._pages[(self._pages.index(self._shown) + 1) % len(self._pages)]
        return following if following != self._shown else None

    def notice_after(self, page: WallPage | None) -> WallPage | None:
        """The first page of the notice that follows the one that `page` belongs to."""
        after = self._pages.index(page) + 1 if page in self._pages else 0
        order = (*self._pages[after:], *self._pages[:after])
        return next((other for other in order if page and other.notice_id != page.notice_id), None)

    def hears(self, pages: tuple[WallPage, ...]) -> None:
        """A new list: what is new in it is shown at once, what is gone is shown no longer."""
        known = {(page.notice_id, page.version) for page in self._pages}
        news = [page for page in pages if (page.notice_id, page.version) not in known]
        first, self.heard, self._pages = not self.heard, True, pages
        if news and not first:
            self._show(news[0])
        elif self._shown not in pages:
            self._show(pages[0] if pages else None)

    def waits(self, seconds: float) -> bool:
        """Time goes by; whether another page stands there now."""
        self._age_s += seconds
        following = self.next_page
        if self._age_s < self._page_s or following is None:
            return False
        self._show(following)
        return True

    def _show(self, page: WallPage | None) -> None:
        self._shown, self._age_s = page, 0.0
