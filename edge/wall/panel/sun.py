"""How high the sun stands, from place and time alone.

The Astronomical Almanac's low-precision formulas for the sun, as the U.S. Naval Observatory publishes them
("Approximate Solar Coordinates", "Approximate Sidereal Time"): good to a hundredth of a degree until 2050.
"""

import math
from typing import Final

_J2000_MS: Final = 946_728_000_000
"""Noon of 1 January 2000, UTC."""
_DAY_MS: Final = 86_400_000


def sun_height_deg(at_ms: int, *, latitude_deg: float, longitude_deg: float) -> float:
    """Degrees above the horizon, below 0 by night; without refraction. `at_ms`: of the epoch, UTC."""
    days = (at_ms - _J2000_MS) / _DAY_MS
    ecliptic, tilt = _ecliptic_longitude(days), math.radians(23.439 - 0.0000004 * days)
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
    sidereal_deg = (280.46062 + 360.98564737 * days + longitude_deg) % 360
    hour_angle, latitude = math.radians(sidereal_deg) - ascension, math.radians(latitude_deg)
    sine = math.sin(latitude) * math.sin(declination)
    sine += math.cos(latitude) * math.cos(declination) * math.cos(hour_angle)
    return math.degrees(math.asin(min(max(sine, -1.0), 1.0)))


def _ecliptic_longitude(days: float) -> float:
    mean_deg, anomaly = 280.460 + 0.9856474 * days, math.radians(357.528 + 0.9856003 * days)
    return math.radians((mean_deg + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly)) % 360)
