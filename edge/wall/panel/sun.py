"""How high the sun stands, from place and time alone.

NOAA's Global Monitoring Division, "General Solar Position Calculations": the series for the equation of time and the
declination by the fraction of the year. Good to a third of a degree, which is a minute of twilight.
"""

import math
from datetime import UTC, datetime


def sun_height_deg(at_ms: int, *, latitude_deg: float, longitude_deg: float) -> float:
    """Degrees above the horizon, below 0 by night; without refraction. `at_ms`: of the epoch, UTC."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    hours = at.hour + at.minute / 60 + at.second / 3600
    days = 366 if _is_leap(at.year) else 365
    year = 2 * math.pi / days * (at.timetuple().tm_yday - 1 + (hours - 12) / 24)
    solar_minutes = hours * 60 + _equation_of_time_min(year) + 4 * longitude_deg
    hour_angle = math.radians(solar_minutes / 4 - 180)
    latitude, declination = math.radians(latitude_deg), _declination(year)
    sine = math.sin(latitude) * math.sin(declination)
    sine += math.cos(latitude) * math.cos(declination) * math.cos(hour_angle)
    return math.degrees(math.asin(min(max(sine, -1.0), 1.0)))


def _equation_of_time_min(year: float) -> float:
    swing = 0.000075 + 0.001868 * math.cos(year) - 0.032077 * math.sin(year)
    return 229.18 * (swing - 0.014615 * math.cos(2 * year) - 0.040849 * math.sin(2 * year))


def _declination(year: float) -> float:
    first = 0.006918 - 0.399912 * math.cos(year) + 0.070257 * math.sin(year)
    second = -0.006758 * math.cos(2 * year) + 0.000907 * math.sin(2 * year)
    return first + second - 0.002697 * math.cos(3 * year) + 0.00148 * math.sin(3 * year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
