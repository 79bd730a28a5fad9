"""How large letters must be on a wall: a stroke is seen when it fills an arc-minute divided by the reader's acuity."""

import math

from kiosk.render.letters.face import BODY_PX, OUTLINE_FROM_PX, SMALL_PX, size_at_most, size_for_stroke
from wire.wall.profile import WallProfile

METRES_PER_MM = 3.44
"""So far away one millimetre fills one arc-minute."""
FIRST_MS = 2000
CHARACTER_MS = 450
"""A page stands for the first and for each of its characters."""


def readable_m(profile: WallProfile, stroke_px: float) -> float:
    """From how far strokes of that many pixels are told apart on this wall."""
    return METRES_PER_MM * profile.pitch_um / 1000 * stroke_px * profile.acuity_pct / 100


def stroke_needed_px(profile: WallProfile) -> float:
    """How thick strokes must be for the farthest reader."""
    return profile.farthest_m / readable_m(profile, 1.0)


def smallest_px(profile: WallProfile) -> int:
    """The smallest letters for what must be read."""
    return size_for_stroke(stroke_needed_px(profile))


def smallest_strip_px(profile: WallProfile) -> int:
    """The smallest letters in head and foot: where thin strokes are seen, half the height of a low wall is saved."""
    return SMALL_PX if stroke_needed_px(profile) <= 1.0 else smallest_px(profile)


def body_sizes(profile: WallProfile, height: int, *, rows: int = 6) -> tuple[int, ...]:
    """Sizes to try for a body so high, the largest first: at least so many `rows` stand above each other."""
    least = smallest_px(profile)
    comfortable = max(least, size_at_most(max(profile.height_px / 21, BODY_PX)))
    largest = max(comfortable, size_at_most(height / rows))
    steps = {comfortable, largest}
    size = float(largest)
    while size > comfortable:
        steps.add(max(size_at_most(size), comfortable))
        size *= 0.88
    return tuple(sorted(steps, reverse=True))


def dwell_ms(characters: int) -> int:
    return FIRST_MS + CHARACTER_MS * characters


def leading(px: int, *, tight: bool = False) -> int:
    """From one line to the next."""
    if px < OUTLINE_FROM_PX:
        return px + (1 if tight else px // 4)
    return math.ceil(px * (1.16 if tight else 1.36))
