"""The sun's height is that of an astronomer's library, from China's corners to the other side of the world."""

from datetime import UTC, datetime

import pytest

from edge.wall.panel.sun import sun_height_deg

ALMANAC = [
    (36.0, 113.0, "2026-03-20T04:30", 53.81),
    (36.0, 113.0, "2026-06-21T04:30", 77.44),
    (36.0, 113.0, "2026-09-23T10:20", -0.01),
    (36.0, 113.0, "2026-12-21T22:50", -9.04),
    (36.0, 113.0, "2026-11-27T09:30", -3.62),
    (36.0, 113.0, "2028-02-29T00:00", 11.08),
    (18.2, 109.5, "2026-06-21T04:30", 83.86),
    (18.2, 109.5, "2026-12-21T22:50", -5.01),
    (53.3, 122.4, "2026-06-21T04:30", 59.29),
    (53.3, 122.4, "2026-12-21T22:50", -10.02),
    (-33.9, 151.2, "2026-12-21T22:50", 48.77),
    (0.0, 0.0, "2026-09-23T10:20", 66.90),
    (0.0, 0.0, "2028-02-29T00:00", -81.56),
]
"""By astral 3.2, without refraction."""


@pytest.mark.parametrize(("latitude", "longitude", "at", "height"), ALMANAC)
def test_the_height_is_that_of_the_almanac(latitude: float, longitude: float, at: str, height: float) -> None:
    at_ms = int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1000)

    found = sun_height_deg(at_ms, latitude_deg=latitude, longitude_deg=longitude)

    assert found == pytest.approx(height, abs=0.03)


@pytest.mark.parametrize("latitude", [-90.0, 0.0, 90.0])
@pytest.mark.parametrize("at_ms", [0, 1_800_000_000_000, 4_102_444_800_000])
def test_poles_and_far_years_have_a_sun_too(latitude: float, at_ms: int) -> None:
    assert -90 <= sun_height_deg(at_ms, latitude_deg=latitude, longitude_deg=180.0) <= 90
