"""A published notice and the index that alone decides which notices are current.

Both are signed by the county and retained at the broker; a broker that lies can delay them, never forge them.
"""

from typing import Annotated

import msgspec

from wire.content import Content, Listing, Table, Text
from wire.ids import NoticeId, SiteId
from wire.record import Record

NOTICE_CONTEXT = "notice/v1"
INDEX_CONTEXT = "index/v1"
MAX_NOTICE_BYTES = 160 * 1024
"""As canonical JSON: with base64 and signature it stays below 256 KiB."""


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
    content: Annotated[tuple[Content, ...], msgspec.Meta(max_length=40)] = ()
    """What it shows beside body and table, in order: a summary before its ledger."""
    as_of: str
    """ISO date of the facts."""
    published_at_ms: int


def contents(notice: Notice) -> tuple[Content, ...]:
    """All that a notice shows, in order: its words, its table, then the rest."""
    words = (Text(body=notice.body),) if notice.body.strip() else ()
    table = (Listing(table=notice.table),) if notice.table and notice.table.rows else ()
    return (*words, *table, *notice.content)


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
