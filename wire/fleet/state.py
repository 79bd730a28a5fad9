"""Presence: last will, heartbeat, birth number and the hash of what is shown, together."""

from typing import Annotated, Literal

import msgspec

from wire.ids import PingId, TerminalId
from wire.record import Record

HEARTBEAT_S = 30
Count = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
"""As large as a database keeps; a larger one would be refused there, after it was believed."""


class TerminalState(Record, frozen=True, kw_only=True):
    """Retained; the last will is the same record with online=False."""

    terminal_id: TerminalId
    online: bool
    birth: Count
    """Counts the starts of the edge; kept on disk, never goes down."""
    beat: Count = 0
    """Counts heartbeats within one birth."""
    version: str = ""
    at_ms: int = 0
    clock_trusted: bool = False
    role: Literal["kiosk", "wall"] = "kiosk"
    face_connected: bool = False
    shown_sha256: str = ""
    """Over what the face last said it shows; empty when nothing is shown."""
    index_serial: Count = 0
    waiting_petitions: Count = 0
    disk_free_bytes: Count = 0


class Ping(Record, frozen=True, kw_only=True):
    """Is the county there? Answered by a Pong with the same id."""

    ping_id: PingId
    at_ms: int


class Pong(Record, frozen=True, kw_only=True):
    """The county is there."""

    ping_id: PingId
    county_at_ms: int
