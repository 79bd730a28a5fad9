"""Pages of villages that have published nothing: one of them after each round of those that have.

Nobody has a share of such a page, and it takes from everybody alike: it comes between two turns, never before news, a
call, a duty or the next page of what was begun.
"""

from collections.abc import Iterable

from kiosk.render.page import WallPage

FEWEST_TURNS = 3
"""Between two such pages, however few villages have published anything."""


class Silences:
    """Whose it is, and whether it is due."""

    def __init__(self, pages: Iterable[WallPage] = ()) -> None:
        self._pages = tuple(pages)
        self._at = 0
        self._turns = 0

    def copy(self) -> "Silences":
        other = Silences(self._pages)
        other._at, other._turns = self._at, self._turns
        return other

    def hears(self, pages: Iterable[WallPage]) -> None:
        """One a village, in the order to show; whose turn it was keeps it."""
        last = self._pages[self._at % len(self._pages)].village if self._pages else ""
        self._pages = tuple(pages)
        self._at = next((at for at, page in enumerate(self._pages) if page.village == last), 0)

    def holds(self, page: WallPage) -> bool:
        return page in self._pages

    def due(self, villages: int) -> WallPage | None:
        """`villages`: so many have something to show."""
        if not self._pages or self._turns < max(villages, FEWEST_TURNS):
            return None
        return self._pages[self._at % len(self._pages)]

    def turned(self) -> None:
        """A page of somebody's stood there for its time."""
        self._turns += 1

    def told(self) -> None:
        """The one that was due stood there."""
        self._turns = 0
        self._at = (self._at + 1) % max(len(self._pages), 1)
