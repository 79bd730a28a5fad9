"""The county's preview: the wall's own typesetter, started as a process of its own, asked and answering in frames.

Frames are those of `wire.port`: four bytes of length, then msgpack. One question, one answer, in order.
"""

from typing import Annotated

import msgspec

from wire.affairs.notice import Notice
from wire.language import Language
from wire.record import Record
from wire.wall.emergency import Emergency
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


Question = DrawNotice | DrawEmergency | DrawPattern
