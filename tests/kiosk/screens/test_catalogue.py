"""A Step has all its halves: screen, rules, words, picture; and every touch it names leads somewhere."""

import re
from pathlib import Path

import pytest

import kiosk
from kiosk.flows.step import FRAME, Step
from kiosk.flows.steps import STEPS
from tests.kiosk.glass import LARGE, Glass, limits_of
from tests.kiosk.golden import FOLDER, KIOSK, kiosk_names
from tests.kiosk.scenes.every import scenes

SCREENS = Path(kiosk.__file__).parent / "screens"


def _name(step: type[Step]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", step.__name__).lower()


def _all_steps() -> set[type[Step]]:
    found, left = set(), [Step]
    while left:
        for one in left.pop().__subclasses__():
            left.append(one)
            if one.choices:
                found.add(one)
    return found


def test_every_step_is_in_the_list() -> None:
    assert _all_steps() == set(STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_has_its_screen_and_its_rules(step: type[Step]) -> None:
    folder = SCREENS / STEPS[step]

    assert (folder / f"{_name(step)}.py").exists()
    assert (folder / f"{_name(step)}.kv").exists()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_has_a_scene_and_a_golden_picture(step: type[Step]) -> None:
    shown = [name for name, scene in scenes(limits_of(LARGE)).items() if type(scene) is step]

    assert shown
    assert all((FOLDER / folder / f"{name}.png").exists() for folder, name in kiosk_names() if name in shown)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_has_a_golden_picture_on_panels_that_hang_upright(step: type[Step]) -> None:
    upright = {folder: limits_of(panel) for folder, (_, panel) in KIOSK.items() if panel.height_mm > panel.width_mm}

    drawn = {
        folder for folder, name in kiosk_names() if folder in upright and type(scenes(upright[folder])[name]) is step
    }

    assert len(upright) > 1
    assert drawn == set(upright)


def test_no_golden_picture_is_left_over() -> None:
    kept = {(folder, path.stem) for folder in KIOSK for path in (FOLDER / folder).glob("*.png")}

    assert kept == set(kiosk_names())


def test_no_screen_is_left_over() -> None:
    files = {path.stem for path in SCREENS.glob("*/*.kv")}

    assert files == {_name(step) for step in STEPS}


@pytest.mark.gl
def test_screens_offer_what_their_step_names_and_nothing_else_but_the_frame(glass: Glass) -> None:
    from kiosk.widgets.choice import Choice

    for step in scenes(limits_of(LARGE)).values():
        screen = glass.screen(step, panel=LARGE)
        offered = {one.choice for one in screen.walk(restrict=True) if isinstance(one, Choice) and one.choice}
        assert offered <= {*step.choices, *FRAME}, type(step).__name__
        assert offered
