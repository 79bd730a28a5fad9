"""A wall is as bright as the day wants it: by sun or sensor, and when neither can be trusted it dazzles nobody."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.wall.panel.brightness import LOST_MS, WINDOW_MS, Light, SeenLight, by_lux, by_sun, is_in_hours, light
from wire.wall.profile import Brightness, WallProfile

WISHED = Brightness()
PROFILE = WallProfile()


def at(text: str) -> int:
    """UTC; eight hours less than the clock in the yard."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


NOON, NIGHT, DUSK = at("2026-06-21T04:30"), at("2026-06-21T16:00"), at("2026-09-23T10:20")


@pytest.mark.parametrize(("height", "pct"), [(-90, 8), (-6, 8), (-3, 19), (0, 30), (5, 55), (10, 80), (60, 80)])
def test_the_brightness_follows_the_sun(height: float, pct: int) -> None:
    assert by_sun(WISHED, height) == pct


@given(st.floats(-90, 90), st.floats(-90, 90))
def test_a_higher_sun_is_never_answered_by_a_darker_wall(one: float, other: float) -> None:
    low, high = sorted((one, other))

    assert by_sun(WISHED, low) <= by_sun(WISHED, high)


@pytest.mark.parametrize(("lux", "pct"), [(0, 8), (10, 8), (447, 44), (20_000, 80), (120_000, 80)])
def test_the_brightness_follows_the_sensor(lux: float, pct: int) -> None:
    assert by_lux(WISHED, lux) == pct


@given(st.floats(0, 300_000), st.integers(1, 200_000))
def test_any_light_gives_a_brightness_between_night_and_day(lux: float, full: int) -> None:
    assert 8 <= by_lux(Brightness(full_lux=full), lux) <= 80


@pytest.mark.parametrize(
    ("at_ms", "lux", "has_sensor", "wanted"),
    [
        (NOON, None, False, Light(80, "sun")),
        (NIGHT, None, False, Light(8, "sun")),
        (DUSK, None, False, Light(30, "sun")),
        (NOON, 10.0, True, Light(8, "sensor")),
        (NIGHT, 20_000.0, True, Light(80, "sensor")),
        (NOON, None, True, Light(80, "sun")),
        (NIGHT, None, True, Light(3, "lost")),
        (None, None, False, Light(3, "lost")),
        (None, None, True, Light(3, "lost")),
        (None, 20_000.0, True, Light(80, "sensor")),
    ],
)
def test_who_is_believed(at_ms: int | None, lux: float | None, has_sensor: bool, wanted: Light) -> None:  # noqa: FBT001  # a column of the table
    assert light(PROFILE, at_ms=at_ms, lux=lux, has_sensor=has_sensor) == wanted


def test_headlights_do_not_brighten_a_night() -> None:
    seen = SeenLight()
    for second in range(0, 600, 10):
        seen.add(9_000.0 if 200 <= second < 400 else 2.0, second * 1000)

    lux = seen.lux(600_000)

    assert lux == 2.0


def test_dawn_does_within_the_window() -> None:
    seen = SeenLight()
    for second in range(0, 1200, 10):
        seen.add(2.0 if second < 600 else 5_000.0, second * 1000)

    assert seen.lux(1_200_000) == 5_000.0


def test_a_sensor_that_fell_silent_is_lost() -> None:
    seen = SeenLight()
    seen.add(500.0, 0)

    assert seen.lux(LOST_MS) == 500.0
    assert seen.lux(LOST_MS + 1) is None
    assert seen.lux(WINDOW_MS + 1) is None


@pytest.mark.parametrize(
    ("on", "off", "clock", "lit"),
    [
        (360, 1320, "2026-06-20T21:59", False),
        (360, 1320, "2026-06-20T22:00", True),
        (360, 1320, "2026-06-21T13:59", True),
        (360, 1320, "2026-06-21T14:00", False),
        (1080, 120, "2026-06-21T15:00", True),
        (1080, 120, "2026-06-21T17:59", True),
        (1080, 120, "2026-06-21T18:00", False),
        (0, 1440, "2026-06-21T18:00", True),
        (720, 720, "2026-06-21T18:00", True),
        (0, 0, "2026-06-21T18:00", True),
    ],
)
def test_the_hours_are_those_of_the_place(on: int, off: int, clock: str, lit: bool) -> None:  # noqa: FBT001  # a column of the table
    assert is_in_hours(WallProfile(on_minute=on, off_minute=off), at(clock), utc_offset_min=480) is lit


def test_a_wrong_clock_darkens_no_wall() -> None:
    assert is_in_hours(WallProfile(on_minute=1, off_minute=2), None, utc_offset_min=480)
