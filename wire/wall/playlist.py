"""What a site's walls shall show beside plain rotation: windows of time, priorities, fillers and duties.

Without a playlist every current notice is shown, each village getting the same readable time. A playlist narrows or
adds; it can make no village disappear: a village with a current notice keeps its share.
"""

from typing import Annotated, Literal

import msgspec

from wire.ids import NoticeId, SiteId
from wire.record import Record
from wire.wall.profile import Minute

PLAYLIST_CONTEXT = "playlist/v1"
MAX_HOLIDAYS = 400
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Window(Record, frozen=True, kw_only=True):
    """A time at which something is shown. What is empty does not narrow; what is given must all hold."""

    weekdays: tuple[Annotated[int, msgspec.Meta(ge=1, le=7)], ...] = ()
    """1 is Monday."""
    from_minute: Minute = 0
    to_minute: Minute = 1440
    """A window that ends before it begins goes over midnight and belongs to the day on which it began."""
    first_day: Day | None = None
    last_day: Day | None = None
    market_days: tuple[Annotated[int, msgspec.Meta(ge=0, le=9)], ...] = ()
    """Last digit of the day of the lunar month: 3, 6 and 9 for a market held on each third, sixth and ninth."""
    lunar_days: tuple[Annotated[str, msgspec.Meta(pattern=r"^\d{2}-\d{2}$")], ...] = ()
    """Month and day of the lunar year: `01-15`."""
    holidays: Literal["any", "only", "never"] = "any"


class PlaylistItem(Record, frozen=True, kw_only=True):
    """How one notice takes part."""

    notice_id: NoticeId
    windows: Annotated[tuple[Window, ...], msgspec.Meta(max_length=16)] = ()
    """Shown when any of them is open; always, when there is none."""
    priority: Annotated[int, msgspec.Meta(ge=0, le=9)] = 0
    """While one of a higher priority is open, its village's lower ones wait; shares of other villages stay."""
    filler: bool = False
    """Shown only when nothing else is."""


class Duty(Record, frozen=True, kw_only=True):
    """What the law or the county wants shown, and how often: computed into the rotation before anything else."""

    notice_id: NoticeId
    rule: Literal["monthly", "quarterly", "at_once", "term"]
    """Which rule asks for it; printed beside the count."""
    first_day: Day
    last_day: Day
    times_a_day: Annotated[int, msgspec.Meta(ge=1, le=200)] = 4


class Playlist(Record, frozen=True, kw_only=True):
    """For all walls of a site; signed in PLAYLIST_CONTEXT and retained."""

    site: SiteId
    serial: int
    """Grows with every change; a lower one is ignored."""
    published_at_ms: int
    items: Annotated[tuple[PlaylistItem, ...], msgspec.Meta(max_length=2000)] = ()
    duties: Annotated[tuple[Duty, ...], msgspec.Meta(max_length=2000)] = ()
    holidays: Annotated[tuple[Day, ...], msgspec.Meta(max_length=MAX_HOLIDAYS)] = ()
    """Days off by the state's calendar, for some years ahead."""
    villages: tuple[str, ...] = ()
    """All villages of the site in the order to show; one without a notice is named as having published nothing."""
