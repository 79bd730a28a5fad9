"""The direct line: Wang Dashan calls the county, and Li Min and he see each other."""

import time
from pathlib import Path

import numpy as np
from PIL import Image

from demo.duty import Duty
from demo.errors import StepFailed
from demo.story.scene import Scene

_SEEN_WITHIN_S = 30.0
_LOOK_S = 0.3
_GREENER = 50
_NOBODY = "concerns:nobody"
_GREEN = 0.02
"""Chromium's own picture of a camera is green; so much of the kiosk's screen it takes at least."""


def call_the_county(scene: Scene) -> None:
    """One touch, and they see each other; the same three words stand on both screens."""
    villager, officer = scene.villager, scene.officer
    with scene.report.step("direct_line"):
        duty = Duty(officer, scene.system.console)
        duty.sits_down()
        villager.taps("call").waits_for_choice(_NOBODY)
        scene.villager_photo("whom")
        started = time.monotonic()
        villager.taps(_NOBODY).waits_for("WaitForOfficer")
        duty.takes_the_call()
        villager.waits_for("TalkToOfficer")
        duty.sees_the_villager()
        _sees_the_officer(scene)
        scene.report.figures["seconds_call_to_pictures"] = round(time.monotonic() - started, 2)
        for word in duty.safety_words():
            villager.waits_for_text(word)
        scene.villager_photo("talking")
        scene.desk_photo("talking")
        hangs_up(scene)
        hangs_up(scene)


def _sees_the_officer(scene: Scene) -> None:
    """Until her picture is on the glass of the kiosk."""
    path = scene.report.picture("kiosk-officer")
    ends = time.monotonic() + _SEEN_WITHIN_S
    while _greenness(scene.villager.photographs(path)) < _GREEN:
        if time.monotonic() > ends:
            raise StepFailed("the kiosk does not show the officer")
        time.sleep(_LOOK_S)


def _greenness(path: Path) -> float:
    """How much of a picture is greener than anything that the kiosk paints."""
    with Image.open(path) as photograph:
        red, green, blue = np.moveaxis(np.asarray(photograph.convert("RGB"), np.int16), 2, 0)
    return float((green - np.maximum(red, blue) > _GREENER).mean())


def hangs_up(scene: Scene) -> None:
    scene.villager.taps("hang_up").waits_for("ReadCallEnd").taps("home").waits_for("Home")
