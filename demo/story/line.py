"""The direct line: Wang Dashan calls the county, and Li Min and he see each other. The call goes on."""

import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from demo.duty import Duty
from demo.errors import StepFailed
from demo.story.scene import Scene

_SEEN_WITHIN_S = 30.0
_LOOK_S = 0.3
_GREENER = 50
_COUNTY = "officer:county"
_GREEN = 0.02
"""So much of the kiosk's screen the officer takes at least."""


def call_the_county(scene: Scene) -> None:
    """One touch, and they see each other; the same three words stand on both screens."""
    villager, officer = scene.villager, scene.officer
    with scene.report.step("direct_line"):
        duty = Duty(officer, scene.system.console)
        duty.sits_down()
        villager.taps("call").waits_for_choice(_COUNTY)
        scene.villager_photo("whom")
        started = time.monotonic()
        villager.taps(_COUNTY).waits_for("WaitForOfficer")
        duty.takes_the_call()
        villager.waits_for("TalkToOfficer")
        duty.sees_the_villager()
        _sees_the_officer(scene)
        scene.report.figures["seconds_call_to_pictures"] = round(time.monotonic() - started, 2)
        for word in duty.safety_words():
            villager.waits_for_text(word)
        scene.villager_photo("talking")
        scene.desk_photo("talking")


def _sees_the_officer(scene: Scene) -> None:
    """Until her picture is on the glass of the kiosk."""
    path = scene.report.picture("kiosk-officer")
    ends = time.monotonic() + _SEEN_WITHIN_S
    while greenness(_pixels(scene.villager.photographs(path))) < _GREEN:
        if time.monotonic() > ends:
            raise StepFailed("the kiosk does not show the officer")
        time.sleep(_LOOK_S)


def _pixels(path: Path) -> NDArray[Any]:
    with Image.open(path) as photograph:
        return np.asarray(photograph.convert("RGB"))


def greenness(picture: NDArray[Any]) -> float:
    """How much of it is greener than anything that the kiosk paints: Chromium's own picture of a camera is green."""
    red, green, blue = np.moveaxis(picture.astype(np.int16), 2, 0)
    return float((green - np.maximum(red, blue) > _GREENER).mean())
