"""The pages of the transcript as they are now, and what the villager said of each."""

from dataclasses import dataclass

from edge.inquiry.errors import NotReady, OldPage
from wire.inquiry.sheet import Confirmed
from wire.inquiry.transcript import TranscriptPage


@dataclass(frozen=True)
class Shown:
    """The newest version of one page."""

    page: TranscriptPage
    sha256: str
    """Over the plaintext as it was opened."""


class Pages:
    """Versions only grow; a confirmation is of one version."""

    def __init__(self) -> None:
        self._shown: dict[int, Shown] = {}
        self._confirmed: dict[int, Confirmed] = {}

    @property
    def shown(self) -> tuple[Shown, ...]:
        return tuple(self._shown[page] for page in sorted(self._shown))

    @property
    def confirmed(self) -> tuple[Confirmed, ...]:
        """The newest word about each page; it may be about an older version than is shown."""
        return tuple(self._confirmed[page] for page in sorted(self._confirmed))

    def take(self, page: TranscriptPage, sha256: str) -> bool:
        """Whether it is news."""
        known = self._shown.get(page.page)
        if known is not None and known.page.version >= page.version:
            return False
        self._shown[page.page] = Shown(page, sha256)
        return True

    def confirm(self, page: int, version: int, *, right: bool, at_ms: int) -> Confirmed | None:
        """None: it was said before. Raises OldPage."""
        shown = self._shown.get(page)
        if shown is None or shown.page.version != version:
            raise OldPage(f"version {version} of page {page} is not shown")
        before = self.of(shown)
        if before is not None and before.right == right:
            return None
        said = Confirmed(page=page, version=version, sha256=shown.sha256, right=right, at_ms=at_ms)
        self._confirmed[page] = said
        return said

    def of(self, shown: Shown) -> Confirmed | None:
        """What was said of this very version."""
        said = self._confirmed.get(shown.page.page)
        return said if said is not None and said.version == shown.page.version else None

    def require_all_right(self, count: int) -> None:
        """Raises NotReady: each of the first `count` pages, and each that came, must be confirmed as it is now."""
        if not self._shown or set(range(1, count + 1)) - set(self._shown):
            raise NotReady("not every page has come")
        for shown in self.shown:
            said = self.of(shown)
            if said is None or not said.right:
                raise NotReady(f"page {shown.page.page} is not confirmed as it is now")
