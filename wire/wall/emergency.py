"""What must be read now: it takes the whole wall, alone, until it ends. By link, or carried on a stick."""

from typing import Annotated, Literal

import msgspec

from wire.ids import SiteId, TerminalId
from wire.record import Record

EMERGENCY_CONTEXT = "emergency/v1"
EMERGENCY_SHOWN_CONTEXT = "emergency-shown/v1"


class Emergency(Record, frozen=True, kw_only=True):
    """Signed by the county in EMERGENCY_CONTEXT, after two officers said so."""

    emergency_id: str
    """32 hex digits; the same over all its versions."""
    version: Annotated[int, msgspec.Meta(ge=1)]
    """A later version corrects or ends the ones before."""
    site: SiteId
    terminals: Annotated[tuple[TerminalId, ...], msgspec.Meta(max_length=2000)] = ()
    """Only these walls of the site; empty: all of them."""
    rank: Annotated[int, msgspec.Meta(ge=1, le=9)] = 5
    """Of several at once the highest stands alone; of equal ones the newest."""
    kind: Literal["flood", "fire", "storm", "quake", "gas", "missing", "other"] = "other"
    headline: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    lines: Annotated[tuple[Annotated[str, msgspec.Meta(max_length=120)], ...], msgspec.Meta(max_length=6)] = ()
    drill: bool = False
    """Shown like a real one, with the word for drill on every page."""
    ended: bool = False
    issued_at_ms: int
    expires_at_ms: int
    officers: Annotated[list[str], msgspec.Meta(min_length=2, max_length=2)]
    """Names of the two who said so."""


class EmergencyShown(Record, frozen=True, kw_only=True):
    """Said when the rendered frame stood on the wall, or had gone from it; signed by the terminal."""

    emergency_id: str
    version: int
    terminal_id: TerminalId
    state: Literal["shown", "ended", "not_here"]
    pixels_sha256: str = ""
    """Of the frame that stood there."""
    heard_at_ms: int
    shown_at_ms: int
    after_ms: int
    """From hearing to the frame, by the monotonic clock."""
    clock_trusted: bool = False
