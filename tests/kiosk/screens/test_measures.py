"""Fingers and eyes of old people: sizes, gaps and edges of every screen, in millimetres of its panel."""

from typing import Any

import pytest

from kiosk.flows.step import Step
from tests.kiosk.glass import LARGE, SMALL, Glass, limits_of
from tests.kiosk.scenes.every import scenes
from wire.terminal_config import PanelSection

pytestmark = pytest.mark.gl
Box = tuple[float, float, float, float]
_COVERED = "•"
"""Its full-width glyph is mostly air."""
PANELS = {"large": LARGE, "small": SMALL}
EVERY = [
    pytest.param(panel, step, language, id=f"{name}-{scene}-{language}")
    for name, panel in PANELS.items()
    for scene, step in scenes(limits_of(panel)).items()
    for language in (("zh_CN", "en") if name == "large" else ("zh_CN",))
]


def _choices(screen: Any, px_per_mm: float) -> list[tuple[Any, Box]]:
    from kiosk.widgets.choice import Choice

    return [
        (one, _box(one, px_per_mm))
        for one in screen.walk(restrict=True)
        if isinstance(one, Choice) and one.choice and not one.disabled and one.height
    ]


def _box(widget: Any, px_per_mm: float) -> Box:
    x, y, right, top = widget.x, widget.y, widget.right, widget.top
    return (x / px_per_mm, y / px_per_mm, right / px_per_mm, top / px_per_mm)


def _gap(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2])
    down = max(one[1] - other[3], other[1] - one[3])
    return max(across, down)


@pytest.mark.parametrize(("panel", "step", "language"), EVERY)
def test_every_target_is_large_enough_and_apart(glass: Glass, panel: PanelSection, step: Step, language: str) -> None:
    screen = glass.screen(step, panel=panel, language=language)

    targets = _choices(screen, panel.px_per_mm)

    for one, box in targets:
        assert box[2] - box[0] >= 19.9, f"{one.name} is {box[2] - box[0]:.1f} mm wide"
        assert box[3] - box[1] >= (24.9 if one.look == "primary" else 19.9), f"{one.name}: {box[3] - box[1]:.1f} mm"
        assert box[0] >= 0, one.name
        assert box[1] >= 0, one.name
        assert box[2] <= panel.width_mm, one.name
        assert box[3] <= panel.height_mm, one.name
    for at, (one, box) in enumerate(targets):
        for other, its in targets[at + 1 :]:
            assert _gap(box, its) >= 3.9, f"{one.name} and {other.name} are {_gap(box, its):.1f} mm apart"


@pytest.mark.parametrize(("panel", "step", "language"), EVERY)
def test_no_words_are_cut_or_written_over(glass: Glass, panel: PanelSection, step: Step, language: str) -> None:
    from kiosk.widgets.say import Say

    screen = glass.screen(step, panel=panel, language=language)

    said = [one for one in screen.walk(restrict=True) if isinstance(one, Say) and one.words.strip()]

    boxes = [(one.words, _letters(one)) for one in said if _visible(one) and one.words != _COVERED]
    for words, (x, y, right, top) in boxes:
        assert x >= -1, f"{words!r} begins left of the screen"
        assert right <= panel.width_px + 1, f"{words!r} is cut at the right"
        assert y >= -1, f"{words!r} is cut below"
        assert top <= panel.height_px + 1, f"{words!r} is cut above"
    for at, (words, box) in enumerate(boxes):
        for others, its in boxes[at + 1 :]:
            assert _gap(box, its) >= 0, f"{words!r} and {others!r} are written over each other"


@pytest.mark.parametrize(("panel", "step", "language"), EVERY)
def test_words_stay_on_their_button(glass: Glass, panel: PanelSection, step: Step, language: str) -> None:
    from kiosk.widgets.say import Say

    screen = glass.screen(step, panel=panel, language=language)

    for one, _ in _choices(screen, panel.px_per_mm):
        for words in (inner for inner in one.walk(restrict=True) if isinstance(inner, Say) and inner.words):
            x, y, right, top = _letters(words)
            assert x >= one.x, f"{words.words!r} leaves {one.name}"
            assert right <= one.right, f"{words.words!r} leaves {one.name}"
            assert y >= one.y, f"{words.words!r} leaves {one.name}"
            assert top <= one.top, f"{words.words!r} leaves {one.name}"


def _visible(widget: Any) -> bool:
    while widget is not None and not hasattr(widget, "step"):
        if not widget.opacity:
            return False
        widget = widget.parent
    return True


def _letters(say: Any) -> Box:
    """Where ink may be: the font's line box has a fifth of air above and below."""
    x, y = say._ink.pos
    width, height = say._ink.size
    air = say.em_px * 0.24
    return (x, y + air, x + width, y + height - air)
