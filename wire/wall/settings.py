"""What the county wants of one wall, and what the wall says came of it."""

from typing import Annotated, Literal

import msgspec

from wire.ids import TerminalId
from wire.record import Record
from wire.wall.profile import WallProfile

WALL_CONTEXT = "wall/v1"
Fault = Literal["", "dimmer", "sensor", "unplugged"]
"""What is wrong at the wall itself."""
Refused = Literal["canvas", "settings"]
"""Why settings cannot be worked with: the picture does not fit its canvas; they are none that this wall knows."""
Pattern = Literal["none", "grid", "colours", "modules", "ramp", "text", "profile"]
"""Test patterns for the installer; `profile` is the picture of the profile itself."""


class WallSettings(Record, frozen=True, kw_only=True):
    """Signed in WALL_CONTEXT and retained for one terminal."""

    terminal_id: TerminalId
    version: Annotated[int, msgspec.Meta(ge=1)]
    """Grows with every change; a lower one is ignored."""
    profile: WallProfile
    pattern: Pattern = "none"
    pattern_until_ms: int = 0
    """A pattern that was forgotten goes by itself."""


class WallReport(Record, frozen=True, kw_only=True):
    """What the wall made of its settings; retained, the newest counts."""

    terminal_id: TerminalId
    version: int
    """Of the settings it works with; 0 for those of its own file."""
    status: Literal["working", "refused"]
    why: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """A word of Fault, or of Refused while they are refused; the wall's own log says it at length."""
    panel_on: bool = True
    brightness_pct: int = 0
    brightness_by: Literal["sun", "sensor", "lost", "fixed"] = "sun"
    refused_pages: int = 0
    """Contents that cannot be made legible on this wall; each is named in the proof."""
    at_ms: int = 0


class Look(Record, frozen=True, kw_only=True):
    """The county asks for a picture of what stands on the wall now."""

    look_id: str


class Looked(Record, frozen=True, kw_only=True):
    """A small PNG of the page and the hash of its pixels as the proof has it; signed by the terminal."""

    look_id: str
    terminal_id: TerminalId
    at_ms: int
    pixels_sha256: str
    """As `Shown.pixels_sha256` of the entry that is being shown."""
    png: Annotated[bytes, msgspec.Meta(max_length=120 * 1024)]
    village: str = ""
    title: str = ""


LOOKED_CONTEXT = "looked/v1"
