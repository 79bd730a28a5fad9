"""The county's preview: the wall's own typesetter, started as a process of its own, asked and answering in frames.

Frames are those of `wire.port`: four bytes of length, then msgpack. One question, one answer, in order.
"""

from typing import Annotated

import msgspec

from wire.affairs.notice import Notice
from wire.ids import NoticeId
from wire.language import Language
from wire.record import Record
from wire.wall.emergency import Emergency
from wire.wall.playlist import Day, Playlist
from wire.wall.profile import WallProfile
from wire.wall.settings import Pattern


class DrawNotice(Record, frozen=True, kw_only=True):
    """How does this notice look on that wall?"""

    profile: WallProfile
    notice: Notice
    media: dict[str, bytes] = msgspec.field(default_factory=dict)
    """Pictures by SHA-256; what is missing is drawn as missing."""
    language: Language = "zh_CN"


class DrawEmergency(Record, frozen=True, kw_only=True):
    """How does this emergency look on that wall?"""

    profile: WallProfile
    emergency: Emergency
    language: Language = "zh_CN"


class DrawPattern(Record, frozen=True, kw_only=True):
    """A test pattern, or the picture of the profile."""

    profile: WallProfile
    pattern: Pattern
    language: Language = "zh_CN"


class PlanDay(Record, frozen=True, kw_only=True):
    """What will this wall show on that day, by the terminal's own rotation, if it began the day afresh?"""

    profile: WallProfile
    notices: tuple[Notice, ...]
    """All current ones, in the order to show."""
    playlist: Playlist
    day: Day
    from_minute: int = 0
    """The pages that come next are told from here."""
    language: Language = "zh_CN"


class PlannedTurn(Record, frozen=True, kw_only=True):
    """One page in its turn."""

    at_ms: int
    """From the beginning of the day."""
    village: str
    title: str
    notice_id: NoticeId
    page: int
    pages: int
    dwell_ms: int
    why: str


class PlannedVillage(Record, frozen=True, kw_only=True):
    """What one village has of the day."""

    village: str
    hours_ms: tuple[int, ...]
    """Readable time in each of the 24 hours."""


class PlannedDay(Record, frozen=True, kw_only=True):
    """A day of a wall: how it is shared, and what comes next."""

    villages: tuple[PlannedVillage, ...] = ()
    """In the order to show."""
    silent: tuple[str, ...] = ()
    """Named by the playlist, without a notice; each is named on the wall."""
    lit_ms: tuple[int, ...] = ()
    """In each of the 24 hours."""
    coming: tuple[PlannedTurn, ...] = ()
    times: dict[str, int] = msgspec.field(default_factory=dict)
    """How often each notice is shown to its last page."""
    left_out: tuple[str, ...] = ()
    """Notices of which nothing can be read on this wall."""


class DrawnPage(Record, frozen=True, kw_only=True):
    """One page at true pixels."""

    png: bytes
    pixels_sha256: str
    """As the wall will prove it, but for the foot strip's times."""
    dwell_ms: int
    kind: str


class Drawn(Record, frozen=True, kw_only=True):
    """All pages, or the reason why some cannot be read on that wall."""

    pages: tuple[DrawnPage, ...] = ()
    refused: Annotated[tuple[str, ...], msgspec.Meta(max_length=40)] = ()
    """Sentences in the asked language, one for each content that was refused."""


Question = DrawNotice | DrawEmergency | DrawPattern | PlanDay
Answer = Drawn | PlannedDay
