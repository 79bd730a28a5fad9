"""Pages of a draft: photographs of papers and pictures of handwriting, each sealed on disk as `<page id>.age`.

Sealed like a recording: to those who may open petitions and to the draft's own key, so that the villager can look at a
page again. Padded before sealing, so that its length says little.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from edge.store.durable import make_directory, write_durably
from wire.errors import BadMessage
from wire.ids import PageId, is_id
from wire.petition.manifest import About
from wire.port import PageQuality


@dataclass(frozen=True)
class Page:
    """One sealed picture; its bytes are in `path`."""

    page_id: PageId
    kind: Literal["paper", "writing"]
    about: About
    path: Path
    sealed_bytes: int
    sha256: str
    kept_at_ms: int = 0
    clock_trusted: bool = False
    quality: PageQuality = "good"


class Pages:
    """The pages of one draft in the order in which they are read."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._pages: dict[PageId, Page] = {}

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def get(self, page_id: PageId) -> Page | None:
        return self._pages.get(page_id)

    def path(self, page_id: PageId) -> Path:
        """Where this page lies. Raises BadMessage for what is no page id: it becomes a file name."""
        if not is_id(page_id):
            raise BadMessage("a page id has 32 hex digits")
        return self._directory / f"{page_id}.age"

    def write(self, page_id: PageId, sealed: bytes) -> str:
        """Durable on return; a page of this id is replaced whole. Gives its SHA-256. Raises OSError."""
        make_directory(self._directory)
        write_durably(self.path(page_id), lambda file: file.write(sealed))
        return sha256(sealed).hexdigest()

    def put(self, page: Page) -> None:
        """Last in order, or in the place of the one that it replaces."""
        self._pages[page.page_id] = page

    def discard(self, page_id: PageId) -> None:
        """For an unknown page nothing happens."""
        page = self._pages.pop(page_id, None)
        if page:
            page.path.unlink(missing_ok=True)

    def order(self, page_ids: Iterable[PageId]) -> None:
        """Unknown ids are passed over; pages that are not named come last, in the order they had."""
        named = {page_id: self._pages[page_id] for page_id in page_ids if page_id in self._pages}
        self._pages = named | {page_id: page for page_id, page in self._pages.items() if page_id not in named}
