"""What the wall and its edge say to each other, and how a kiosk calls a village up on the wall."""

from typing import Annotated, Literal

import msgspec

from wire.record import Record
from wire.wall.emergency import Emergency
from wire.wall.playlist import Playlist
from wire.wall.profile import WallProfile
from wire.wall.proof import Shown
from wire.wall.settings import Pattern

STILL_S = 2.0
"""How often the wall says that its page stands there; three times silent, and the proof says that it was cut."""
SOUND_LEAD_MS = 500
"""So long a film with sound stands still on its first frame: a loudspeaker must be opened and wakes slowly."""


class WatchWall(Record, frozen=True, kw_only=True):
    """Answered by one of each event of the wall; they come again as they change."""


class ReportPage(Record, frozen=True, kw_only=True):
    """Another page stands on the wall, rendered: the one before has ended. None while there is nothing to show.

    In `page`, `readable_ms` and `frames` are 0: the edge writes when it ended, by its own clocks.
    """

    page: Shown | None
    frames_before: int = 0
    """Presented frames of the film that ended."""
    film_sha256_before: str = ""
    """Of the film that ended: over its file's hash and the frames presented."""


class StillShowing(Record, frozen=True, kw_only=True):
    """A frame was presented since the last one of these."""

    pixels_sha256: str
    frames: int = 0
    """Of the film that runs."""


class ReportRefused(Record, frozen=True, kw_only=True):
    """A content cannot be made legible on this wall."""

    notice_id: str
    version: int
    village: str
    why: str
    """A word of `wall.refused` in the catalogue."""


class ReportEmergency(Record, frozen=True, kw_only=True):
    """The frame of this emergency stands on the wall, or has gone from it."""

    emergency_id: str
    version: int
    state: Literal["shown", "ended"]
    pixels_sha256: str = ""


class AnswerSummon(Record, frozen=True, kw_only=True):
    """What the rotation makes of VillageCalled."""

    summon_id: str
    state: Literal["now", "soon", "no"]
    starts_in_s: int = 0


class AnswerLook(Record, frozen=True, kw_only=True):
    """A small picture of what stands there."""

    look_id: str
    pixels_sha256: str
    png: bytes
    village: str = ""
    title: str = ""


class CallVillage(Record, frozen=True, kw_only=True):
    """From the kiosk. Answered by VillageOnWall, or Sorry(link_down, no_answer_in_time)."""

    summon_id: str
    village: str


class PlaySound(Record, frozen=True, kw_only=True):
    """The wall's film has begun, or is about to: its sound is to be heard in step. Said again, it changes nothing."""

    film_sha256: str
    began_ms: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    """CLOCK_MONOTONIC of this machine when the film's first frame is due."""


class StopSound(Record, frozen=True, kw_only=True):
    """The film has gone from the wall."""


class WallSet(Record, frozen=True, kw_only=True):
    """How the wall is built, and whether a test pattern is wanted."""

    version: int
    profile: WallProfile
    pattern: Pattern = "none"
    pattern_until_ms: int = 0


class PlaylistChanged(Record, frozen=True, kw_only=True):
    """None: there is no playlist, plain rotation goes on."""

    playlist: Playlist | None


class SharesTold(Record, frozen=True, kw_only=True):
    """What each village has had, from the proof; told once, at the start: from then on the wall counts.

    Only pages that were a turn, a duty or called count.
    """

    readable_ms: dict[str, int]
    """Of each village's last page, `share_ms` and `readable_ms` together."""
    lowest_ms: int = 0
    """The largest `lowest_ms` of all pages: who is below it was away, and joins there."""
    times_today: dict[str, int] = msgspec.field(default_factory=dict)
    """How often each notice (by id) was shown today, counted by its last pages."""


class MediaKept(Record, frozen=True, kw_only=True):
    """Whole and checked pictures and films: SHA-256 to a file that may be read and never changes."""

    paths: dict[str, str]


class PanelChanged(Record, frozen=True, kw_only=True):
    """Whether the panel is on, and how bright; while it is off nothing counts as shown."""

    on: bool
    brightness_pct: Annotated[int, msgspec.Meta(ge=0, le=100)]


class EmergencyChanged(Record, frozen=True, kw_only=True):
    """The one emergency that holds now, or None."""

    emergency: Emergency | None


class VillageCalled(Record, frozen=True, kw_only=True):
    """Somebody at a kiosk calls this village up; answered by AnswerSummon."""

    summon_id: str
    village: str


class LookAsked(Record, frozen=True, kw_only=True):
    """The county wants to see the wall; answered by AnswerLook."""

    look_id: str


class VillageOnWall(Record, frozen=True, kw_only=True):
    """What became of CallVillage."""

    summon_id: str
    state: Literal["now", "soon", "no"]
    starts_in_s: int = 0


WallRequest = (
    WatchWall
    | ReportPage
    | StillShowing
    | ReportRefused
    | ReportEmergency
    | AnswerSummon
    | AnswerLook
    | CallVillage
    | PlaySound
    | StopSound
)
WallEvent = (
    WallSet
    | PlaylistChanged
    | SharesTold
    | MediaKept
    | PanelChanged
    | EmergencyChanged
    | VillageCalled
    | LookAsked
    | VillageOnWall
)
