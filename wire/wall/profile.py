"""How one wall is built and hung: everything that typesetting, drawing and dimming need to know of it.

Written at the county, measured by the installer. A page is set for `width_px` by `height_px`; folding, masking and the
place on the canvas come after.
"""

from typing import Annotated, Literal

import msgspec

from wire.record import Record

Px = Annotated[int, msgspec.Meta(ge=0, le=16_384)]
Minute = Annotated[int, msgspec.Meta(ge=0, le=1440)]
"""Of the day; 1440 is its end."""
MAX_DEAD = 64
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]


class Rectangle(Record, frozen=True, kw_only=True):
    """Pixels from the top left; of the canvas or of the page."""

    x: Px = 0
    y: Px = 0
    width: Annotated[int, msgspec.Meta(ge=1, le=16_384)]
    height: Annotated[int, msgspec.Meta(ge=1, le=16_384)]


class Brightness(Record, frozen=True, kw_only=True):
    """What the wall is dimmed to; between night and day it follows the height of the sun."""

    day_pct: Percent = 80
    twilight_pct: Percent = 30
    night_pct: Percent = 8
    lost_pct: Percent = 3
    """When the sensor fails in the dark, or neither time nor sensor can be trusted: it must dazzle nobody."""
    full_lux: Annotated[int, msgspec.Meta(ge=1, le=200_000)] = 20_000
    """Of the sensor, from which on `day_pct` holds."""


class WallProfile(Record, frozen=True, kw_only=True):
    """One wall."""

    width_px: Annotated[int, msgspec.Meta(ge=32, le=8192)] = 1920
    height_px: Annotated[int, msgspec.Meta(ge=16, le=4096)] = 1080
    """Of the wall as people see it, unfolded."""
    pitch_um: Annotated[int, msgspec.Meta(ge=200, le=50_000)] = 10_000
    """From one LED to the next, in thousandths of a millimetre: P10 is 10000."""
    farthest_m: Annotated[int, msgspec.Meta(ge=1, le=200)] = 15
    """Where the last people stand who must be able to read it."""
    nearest_m: Annotated[int, msgspec.Meta(ge=1, le=200)] = 3
    acuity_pct: Annotated[int, msgspec.Meta(ge=10, le=150)] = 50
    """Of the reader's eyes: 100 tells one minute of arc, 50 is an old man without his glasses."""
    canvas_width_px: Px = 0
    canvas_height_px: Px = 0
    """Of the HDMI signal; 0: as large as the wall's picture."""
    left_px: Px = 0
    top_px: Px = 0
    """Where on the canvas the wall's picture begins."""
    strips: Annotated[int, msgspec.Meta(ge=1, le=32)] = 1
    """A long wall folded into so many pieces of equal width, one below the other on the canvas."""
    dead: Annotated[tuple[Rectangle, ...], msgspec.Meta(max_length=MAX_DEAD)] = ()
    """Modules that are dark, in pixels of the page: nothing that must be read is set there."""
    colours: Literal["full", "red_green", "red"] = "full"
    latitude_mdeg: Annotated[int, msgspec.Meta(ge=-90_000, le=90_000)] = 36_000
    longitude_mdeg: Annotated[int, msgspec.Meta(ge=-180_000, le=180_000)] = 113_000
    """Thousandths of a degree; east and north are positive."""
    on_minute: Minute = 360
    off_minute: Minute = 1320
    """Hours of the panel; equal ones mean all day."""
    brightness: Brightness = Brightness()
    loudspeaker: bool = False
    tags: bool = False
    """Whether a small code stands in a corner of each page, for a camera to prove that it was lit."""


def strip_size(profile: WallProfile) -> tuple[int, int]:
    """Width and height in pixels of the wall's picture on the canvas: folded, the strips lie below each other."""
    return -(-profile.width_px // profile.strips), profile.height_px * profile.strips
