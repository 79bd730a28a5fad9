"""The blur is the eye's: what it tells apart stays apart, and what it does not flows together."""

import io
import math

import pytest
from PIL import Image

from county.wall.eye import enlarged, scale_for, seen, sight
from wire.wall.profile import WallProfile

PROFILE = WallProfile(width_px=64, height_px=32, pitch_um=10_000, acuity_pct=100)


def lines(apart: int) -> bytes:
    """Upright lines one LED wide, `apart` from middle to middle."""
    picture = Image.new("RGB", (64, 32))
    for x in range(8, 56, apart):
        picture.paste((255, 255, 255), (x, 0, x + 1, 32))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def contrast(png: bytes) -> float:
    """Of the light along the middle row: 1 for black and white, 0 for one grey."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    middle = picture.crop(
        (picture.width * 3 // 8, picture.height // 2, picture.width * 5 // 8, picture.height // 2 + 1)
    )
    row = middle.tobytes()
    light = [math.pow(value / 255, 2.2) for value in row]
    return (max(light) - min(light)) / (max(light) + min(light))


def test_an_arc_minute_at_twenty_metres_is_under_six_millimetres() -> None:
    healthy, old = sight(PROFILE, 20), sight(WallProfile(pitch_um=10_000, acuity_pct=50), 20)

    assert healthy.minute_mm == pytest.approx(5.818, abs=0.001)
    assert healthy.apart_px == pytest.approx(0.582, abs=0.001)
    assert old.apart_px == pytest.approx(1.164, abs=0.001)


def test_what_stands_farther_apart_than_the_eye_tells_stays_apart_and_what_is_closer_flows_together() -> None:
    limit = 4.0

    gap_as_wide_as_it_tells, finer = (contrast(seen(lines(apart), limit)) for apart in (8, 4))

    assert gap_as_wide_as_it_tells > 0.6
    assert finer < 0.02


def test_near_by_nothing_is_blurred_away() -> None:
    assert contrast(seen(lines(2), sight(PROFILE, 3).apart_px)) > 0.95


def test_true_pixels_are_squares_and_nothing_between() -> None:
    picture = Image.open(io.BytesIO(enlarged(lines(4))))

    assert picture.size == (64 * 12, 32 * 12)
    assert {colour for _, colour in picture.getcolors() or []} == {(0, 0, 0), (255, 255, 255)}


@pytest.mark.parametrize(("width", "height", "scale"), [(384, 192, 2), (1920, 1080, 1), (128, 32, 9), (32, 16, 12)])
def test_the_room_of_the_page_decides_the_scale(width: int, height: int, scale: int) -> None:
    assert scale_for(width, height) == scale
