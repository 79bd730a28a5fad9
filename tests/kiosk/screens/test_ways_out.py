"""Every screen has its way out in sight: leave now where it is private, home everywhere else."""

from typing import Any

import pytest

from kiosk.flows.help import ReadHelp
from kiosk.flows.home import Home
from kiosk.flows.step import Step
from tests.kiosk.cast import DUTY_PERSON
from tests.kiosk.glass import LARGE, Glass, limits_of
from tests.kiosk.scenes.every import scenes

pytestmark = [pytest.mark.gl, pytest.mark.timeout(120)]


def choices(screen: Any) -> list[str]:
    """What can be touched."""
    # it needs the window that the glass has opened
    from kiosk.widgets.choice import Choice

    return [
        one.choice
        for one in screen.walk(restrict=True)
        if isinstance(one, Choice) and one.height and one.width and not one.disabled
    ]


def ways_out(step: Step) -> set[str]:
    """What leads home at one touch."""
    if step.private:
        return {"leave"}
    return {"back"} if isinstance(step, ReadHelp) and step.at_home else {"home", "leave"}


def test_every_screen_shows_its_way_out(glass: Glass) -> None:
    missing = []

    for name, step in scenes(limits_of(LARGE)).items():
        shown = choices(glass.screen(step, panel=LARGE))
        if not isinstance(step, Home) and not ways_out(step) & set(shown):
            missing.append(f"{name}: {shown}")

    assert missing == []


def test_help_over_a_public_page_shows_the_way_home_too(glass: Glass) -> None:
    assert "home" in choices(glass.screen(ReadHelp(DUTY_PERSON), panel=LARGE))
