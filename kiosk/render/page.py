"""One page of one notice as it will stand on the wall: rotation counts it, the painter draws it, the proof names it.

Whoever only counts reads these facts; what is to be drawn is in `layout`, which only the painter opens.
"""

from dataclasses import dataclass

from wire.ids import NoticeId


@dataclass(frozen=True)
class WallPage:
    """Made by the typesetter; equal pages look equal."""

    village: str
    notice_id: NoticeId
    version: int
    content_sha256: str
    title: str
    period: str
    as_of: str
    """ISO date of the facts."""
    published_at_ms: int
    kind: str
    """Name of the record in `wire.content`."""
    page: int
    """From 0."""
    pages: int
    """Of the whole notice on this wall."""
    dwell_ms: int
    """Two seconds and the reading time of its characters; of a film its length."""
    layout: object
    film_sha256: str = ""
    """Of a film; empty for a page that stands still."""


@dataclass(frozen=True)
class Foot:
    """The foot strip of one showing; empty parts are left out."""

    following: str = ""
    """`next: village 10:42`, as the catalogue words it."""
    told: str = ""
    """How old the county's last word is."""


@dataclass(frozen=True)
class Refusal:
    """A content that cannot be made legible on this wall; `why` is a key below `wall.refused` in the catalogue."""

    notice_id: NoticeId
    version: int
    village: str
    kind: str
    why: str
