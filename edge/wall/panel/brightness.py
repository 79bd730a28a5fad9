"""How bright a wall shall be, and whether it shall be lit at all: computed from clock, sun and light sensor.

What stands here touches no device. A light sensor is believed by the middle of what it saw in ten minutes: headlights
and a cloud do not move it. Without a sensor the sun's height is followed; with neither, the wall must dazzle nobody.
"""

import math
from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, Literal

from edge.wall.panel.sun import sun_height_deg
from wire.wall.profile import Brightness, WallProfile

WINDOW_MS: Final = 10 * 60 * 1000
LOST_MS: Final = 2 * 60 * 1000
"""A sensor that is silent for so long is lost."""
DARK_LUX: Final = 10.0
"""A lit street; at and below it the night's brightness holds."""
_CURVE: Final = ((-6.0, "night_pct"), (0.0, "twilight_pct"), (10.0, "day_pct"))
"""Heights of the sun: the end of civil twilight, the horizon, a low sun in the sky."""
By = Literal["sun", "sensor", "lost", "fixed"]


@dataclass(frozen=True)
class Light:
    """What a wall shall be dimmed to, and by what."""

    pct: int
    by: By


class SeenLight:
    """What a light sensor saw in the last ten minutes."""

    def __init__(self) -> None:
        self._seen: deque[tuple[int, float]] = deque()

    def add(self, lux: float, mono_ms: int) -> None:
        self._seen.append((mono_ms, lux))

    def lux(self, mono_ms: int) -> float | None:
        """None for a sensor that is lost."""
        while self._seen and mono_ms - self._seen[0][0] > WINDOW_MS:
            self._seen.popleft()
        if not self._seen or mono_ms - self._seen[-1][0] > LOST_MS:
            return None
        return median(lux for _, lux in self._seen)


def by_sun(brightness: Brightness, height_deg: float) -> int:
    """In per cent, along the curve between night, twilight and day."""
    points = [(height, float(getattr(brightness, name))) for height, name in _CURVE]
    if height_deg <= points[0][0]:
        return round(points[0][1])
    for (low, dim), (high, bright) in pairwise(points):
        if height_deg <= high:
            return round(dim + (bright - dim) * (height_deg - low) / (high - low))
    return round(points[-1][1])


def by_lux(brightness: Brightness, lux: float) -> int:
    """In per cent. Eyes feel ratios of light: ten times the light is one step, wherever it begins."""
    full = max(float(brightness.full_lux), DARK_LUX * 1.01)
    part = math.log(max(lux, DARK_LUX) / DARK_LUX) / math.log(full / DARK_LUX)
    return round(brightness.night_pct + (brightness.day_pct - brightness.night_pct) * min(part, 1.0))


def light(profile: WallProfile, *, at_ms: int | None, lux: float | None, has_sensor: bool) -> Light:
    """`at_ms`: the time, None when no clock can be trusted. `lux`: None for a sensor that is lost, or not there."""
    wished = profile.brightness
    if lux is not None:
        return Light(by_lux(wished, lux), "sensor")
    if at_ms is None:
        return Light(wished.lost_pct, "lost")
    height_deg = sun_height_deg(
        at_ms, latitude_deg=profile.latitude_mdeg / 1000, longitude_deg=profile.longitude_mdeg / 1000
    )
    if has_sensor and height_deg <= 0:
        return Light(wished.lost_pct, "lost")
    return Light(by_sun(wished, height_deg), "sun")


def is_in_hours(profile: WallProfile, at_ms: int | None, *, utc_offset_min: int) -> bool:
    """Whether the panel's hours hold, by the clock of the place; without one that can be trusted they always do."""
    first, last = profile.on_minute, profile.off_minute
    if at_ms is None or first % 1440 == last % 1440:
        return True
    minute = (at_ms // 60_000 + utc_offset_min) % 1440
    return first <= minute < last if first < last else minute >= first or minute < last
