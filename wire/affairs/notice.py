"""A published notice and the index that alone decides which notices are current.

Both are signed by the county and retained at the broker; a broker that lies can delay them, never forge them.
"""

from typing import Annotated, Literal

import msgspec

from wire.ids import NoticeId, SiteId
from wire.record import Record

NOTICE_CONTEXT = "notice/v1"
INDEX_CONTEXT = "index/v1"
MAX_NOTICE_BYTES = 160 * 1024
"""As canonical JSON: with base64 and signature it stays below 256 KiB."""

ColumnKind = Literal["text", "date", "number", "money"]


class Column(Record, frozen=True, kw_only=True):
    """One column; `money` cells are whole fen and shown as yuan with two decimals."""

    title: str
    kind: ColumnKind = "text"


class Table(Record, frozen=True, kw_only=True):
    """Rows of cells, one cell a column: str, or int in `number` and `money` columns; there "" says no figure."""

    columns: Annotated[list[Column], msgspec.Meta(min_length=1, max_length=16)]
    rows: Annotated[list[list[str | int]], msgspec.Meta(max_length=2000)]


class Notice(Record, frozen=True, kw_only=True):
    """One thing a village makes public; signed in context NOTICE_CONTEXT."""

    notice_id: NoticeId
    version: Annotated[int, msgspec.Meta(ge=1)]
    site: SiteId
    village: str
    title: str
    period: str = ""
    """The month or quarter it speaks of, as people write it; empty when it speaks of none."""
    body: str = ""
    """Paragraphs apart by newlines."""
    table: Table | None = None
    as_of: str
    """ISO date of the facts."""
    published_at_ms: int


class NoticeEntry(Record, frozen=True, kw_only=True):
    """One current notice."""

    notice_id: NoticeId
    version: int
    sha256: str
    """64 hex digits over the notice's canonical JSON."""


class NoticeIndex(Record, frozen=True, kw_only=True):
    """All current notices of a site, in the order to show; signed in context INDEX_CONTEXT."""

    site: SiteId
    serial: int
    """Grows with every change; a lower one is an old index and is ignored."""
    published_at_ms: int
    entries: list[NoticeEntry]
