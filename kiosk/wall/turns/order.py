"""Which page comes next. A call comes first, then news, then what was begun, then duties, then who has had least.

After each round of those who have something to show, one who has not is named.

News and calls may put a village ahead of the others by more than one page; it waits until they have caught up. Nothing
else may. Copied, an order can be tried out without touching the first.
"""

from dataclasses import dataclass

from kiosk.render.page import WallPage
from kiosk.wall.turns.bookmarks import Bookmarks
from kiosk.wall.turns.calls import SUMMON_MS, Calls
from kiosk.wall.turns.programme import Open
from kiosk.wall.turns.published import Published
from kiosk.wall.turns.shares import Shares
from kiosk.wall.turns.silences import Silences
from kiosk.wall.turns.turn import Answer, Why
from wire.ids import NoticeId


@dataclass(frozen=True)
class Choice:
    """A page and why it stands there."""

    page: WallPage
    why: Why


class Order:
    """All that the rotation remembers from page to page."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self.shares = Shares()
        self.silences = Silences()
        self._fillers = Shares()
        self._marks = Bookmarks()
        self._called = Bookmarks()
        self._calls = Calls()
        self._news: tuple[NoticeId, ...] = ()
        self._last: Choice | None = None

    def copy(self) -> "Order":
        other = Order(self._published)
        other.shares, other._fillers = self.shares.copy(), self._fillers.copy()
        other.silences = self.silences.copy()
        other._marks, other._called = self._marks.copy(), self._called.copy()
        other._calls, other._news, other._last = self._calls.copy(), self._news, self._last
        return other

    def hears(self, published: Published) -> tuple[NoticeId, ...]:
        """Another list; what is new in it is told, and comes first."""
        news = tuple(published.news_after(self._published))
        waiting = [one for one in self._news if one in published.pages and one not in news]
        self._news, self._published = (*news, *waiting), published
        self._marks.keep(published.pages)
        return news

    def news(self, opened: Open) -> WallPage | None:
        """The first page of the newest news whose village is not yet three minutes ahead."""
        for notice in self._news:
            page = self._published.pages[notice][0]
            may = notice in opened.villages.get(page.village, ()) and not opened.filler
            if may and self.shares.ahead_ms(page.village) < SUMMON_MS:
                return page
        return None

    @property
    def caller(self) -> str | None:
        """Whose call runs."""
        return self._calls.village

    def call(self, village: str, opened: Open) -> Answer:
        if village not in opened.villages or opened.filler:
            return Answer("no")
        self.shares.present(opened.villages)
        known = self._calls.known(village)
        if known is None and self.shares.ahead_ms(village) > self._published.longest_ms:
            return Answer("no")
        return known or self._begin(village)

    def _begin(self, village: str) -> Answer:
        if self._calls.village is None:
            self._called = Bookmarks()
        return self._calls.take(village)

    def drop_calls(self) -> None:
        self._calls.drop()

    def choose(self, opened: Open) -> Choice | None:
        """None only when nothing is published."""
        if not opened.villages:
            return None
        if opened.filler:
            self._calls.drop()
            return Choice(self._turn(self._fillers, opened), "filler")
        self.shares.present(opened.villages)
        before = self._calls.village
        self._calls.settle(opened.villages)
        if self._calls.village != before:
            self._called = Bookmarks()
        news = self.news(opened)
        caller = self.caller
        if caller is not None and not (news and news.village != caller and self._last and self._last.why == "called"):
            return Choice(self._next_of(self._called, self._foremost(caller, opened)), "called")
        page = news or self._begun(opened) or self._duty(opened)
        silent = None if page else self.silences.due(len(opened.villages))
        if silent is not None:
            return Choice(silent, "silent")
        page = page or self._turn(self.shares, opened)
        return Choice(page, "duty" if page.notice_id in opened.due else "turn")

    def shown(self, choice: Choice, ms: int) -> None:
        """It stood there, readable, for so long."""
        village = choice.page.village
        if choice.why != "silent":
            (self._fillers if choice.why == "filler" else self.shares).give(village, ms)
        if choice.why == "called":
            self._calls.spent(ms)
        self._last = choice

    def read(self, choice: Choice) -> bool:
        """It stood there for its whole time; whether its notice has ended with it."""
        if choice.why == "silent":
            self.silences.told()
            return False
        self.silences.turned()
        page = choice.page
        pages = self._published.pages.get(page.notice_id, (page,))
        last = page.page >= pages[-1].page
        (self._called if choice.why == "called" else self._marks).read(page, last=last)
        if page.page <= pages[0].page:
            self._news = tuple(one for one in self._news if one != page.notice_id)
        return last

    def _next_of(self, marks: Bookmarks, notices: tuple[NoticeId, ...]) -> WallPage:
        return marks.next_of(notices, self._published.pages)

    def _foremost(self, village: str, opened: Open) -> tuple[NoticeId, ...]:
        """Its news, or else its latest duty, or else all that it may show."""
        listed = opened.villages[village]
        return tuple(one for one in (*self._news, *opened.due) if one in listed)[:1] or listed

    def _begun(self, opened: Open) -> WallPage | None:
        """The next page of what stood there last, so that it can be read on; while nobody loses by it."""
        last = self._last.page if self._last else None
        if last is None or last.notice_id not in opened.villages.get(last.village, ()):
            return None
        pages = self._published.pages[last.notice_id]
        return self._fitting(pages) if self._marks.begun(pages) else None

    def _duty(self, opened: Open) -> WallPage | None:
        for notice in opened.due:
            page = self._fitting(self._published.pages[notice])
            if page is not None:
                return page
        return None

    def _fitting(self, pages: tuple[WallPage, ...]) -> WallPage | None:
        page = self._marks.page_of(pages)
        room = self.shares.room_ms(page.village, self._published.longest_ms)
        return page if page.dwell_ms <= room else None

    def _turn(self, shares: Shares, opened: Open) -> WallPage:
        shares.present(opened.villages)
        return self._next_of(self._marks, self._foremost(shares.next_village(), opened))
