"""Every text can be read: 7:1 on its ground, in both moods and on the wall."""

import pytest

from kiosk.theme import DAY, LARGE, NIGHT, SMALL, WALL, Palette, Sizes, contrast


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "ground"),
        ("ink", "quiet"),
        ("soft", "ground"),
        ("soft", "quiet"),
        ("primary", "ground"),
        ("primary", "quiet"),
        ("on_primary", "primary"),
        ("on_attention", "attention"),
        ("on_leave", "leave"),
    ],
)
def test_text_stands_at_seven_to_one(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 7


@pytest.mark.parametrize("ink", [WALL.amber, WALL.white, WALL.green])
def test_the_wall_shines(ink: tuple[float, float, float, float]) -> None:
    assert contrast(ink, WALL.ground) >= 7


@pytest.mark.parametrize("sizes", [LARGE, SMALL])
def test_targets_are_for_old_fingers(sizes: Sizes) -> None:
    assert sizes.button >= 25
    assert sizes.small_button >= 20
    assert min(sizes.step, sizes.gap) >= 4
