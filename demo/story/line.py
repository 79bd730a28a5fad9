"""The direct line: Wang Dashan calls the county, Li Min and he see each other, and a formal inquiry comes of it."""

import time

from PIL import Image

from demo.duty import Duty
from demo.errors import StepFailed
from demo.story.scene import Scene

_SEEN_WITHIN_S = 30.0
_LOOK_S = 0.3
_GREEN = 0.02
"""Chromium's own picture of a camera is green; so much of the kiosk's screen it takes at least."""


def call_the_county(scene: Scene) -> None:
    """One touch, and they see each other; the same three words stand on both screens."""
    villager, officer = scene.villager, scene.officer
    with scene.report.step("direct_line"):
        duty = Duty(officer, scene.system.console)
        duty.sits_down()
        villager.taps("call").waits_for("ChooseConcerned")
        scene.villager_photo("whom")
        started = time.monotonic()
        villager.taps("concerns:nobody").waits_for("WaitForOfficer")
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
    while True:
        scene.villager.photographs(path)
        with Image.open(path) as photograph:
            small = photograph.convert("RGB").resize((160, 90))
        pixels = list(small.getdata())
        green = sum(g > 2 * max(r, b) and g > 60 for r, g, b in pixels) / len(pixels)
        if green > _GREEN:
            return
        if time.monotonic() > ends:
            raise StepFailed("the kiosk does not show the officer")
        time.sleep(_LOOK_S)


def hang_up(scene: Scene) -> None:
    scene.villager.taps("hang_up").waits_for("ReadCallEnd").taps("home").waits_for("Home")
