"""Fingers and eyes of old people: every screen on every panel, both ways up, in both languages, and in low mode."""

import pytest

from kiosk.theme import IN_REACH_MM, lowered
from tests.kiosk.glass import PANELS, WIDE, Glass, limits_of, turned
from tests.kiosk.scenes.every import scenes
from tests.kiosk.screens.ruler import Ruler

pytestmark = pytest.mark.gl


_PARTS = 4
"""None of them needs long, also where the machine is slow."""
_TIGHT = ("21in", "10in", "21in-upright", "10in-upright")
"""Where English, which is longer, could be too long: what fits here fits a wider panel of the same shape."""
_READ = [*((name, "zh_CN") for name in PANELS), *((name, "en") for name in _TIGHT)]


@pytest.mark.parametrize("part", range(_PARTS))
@pytest.mark.parametrize(("name", "language"), _READ)
def test_every_screen_can_be_read_and_touched(glass: Glass, name: str, language: str, part: int) -> None:
    panel = PANELS[name]

    faults = [
        f"{scene}: {fault}"
        for scene, step in list(scenes(limits_of(panel)).items())[part::_PARTS]
        for fault in Ruler(glass.screen(step, panel=panel, language=language), panel).faults()
    ]

    assert not faults, "\n".join([f"{len(faults)} faults on {name}", *faults])


def test_low_mode_keeps_every_target_within_reach_of_a_wheelchair() -> None:
    panel = turned(WIDE)

    low = lowered(panel)

    assert panel.bottom_mm + panel.height_mm > IN_REACH_MM
    assert low.bottom_mm + low.height_mm <= IN_REACH_MM
    assert low.px_per_mm == panel.px_per_mm
