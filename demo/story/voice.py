"""Somebody who does not say who it is speaks, unseen and with another voice, and takes the digits home on paper."""

import time

from demo.errors import StepFailed
from demo.story.opening import begins, records, shown_code, stays_unnamed
from demo.story.scene import Scene

_SPEAK_S = 6.0
_SLIP_WITHIN_S = 10.0


def leave_a_voice(scene: Scene) -> None:
    with scene.report.step("voice"):
        _asked(scene)
        _spoken(scene)
        _sent(scene)
        _code_taken_home(scene)


def _asked(scene: Scene) -> None:
    villager = scene.villager
    villager.taps("petition").waits_for("ChooseMatter")
    scene.villager_photo("matter")
    villager.taps("matter:report").waits_for("CheckScope")
    scene.villager_photo("scope")
    villager.taps("back").waits_for("ChooseMatter").taps("back").waits_for("Home")
    begins(villager, "report")
    scene.villager_photo("identity")
    stays_unnamed(villager)
    scene.villager_photo("kind")
    villager.taps("kind:audio").waits_for("ChooseCover")
    scene.villager_photo("cover")
    villager.taps("cover:voice").waits_for("FaceCamera")


def _spoken(scene: Scene) -> None:
    started = time.monotonic()
    records(scene.villager)
    time.sleep(_SPEAK_S / 2)
    scene.villager_photo("speaking")
    time.sleep(max(0.0, started + _SPEAK_S + 0.5 - time.monotonic()))
    scene.villager.taps("stop").waits_for("Review")
    scene.villager_photo("voice-review")


def _sent(scene: Scene) -> None:
    villager = scene.villager
    villager.taps("done").waits_for("AddMore")
    scene.villager_photo("add-nothing")
    villager.taps("check").waits_for("CheckPetition")
    scene.villager_photo("voice-check")
    started = time.monotonic()
    villager.taps("send")
    scene.voice.petition_id = scene.arrivals.waits()
    scene.report.figures["seconds_voice_send_to_county"] = round(time.monotonic() - started, 2)
    villager.waits_for("ReadReceipt", 60).waits_for_text(scene.system.cast.words.received, 30)


def _code_taken_home(scene: Scene) -> None:
    villager = scene.villager
    scene.villager_photo("receipt-covered")
    scene.voice.code = shown_code(villager.taps("show"))
    villager.taps("print")
    _slip(scene)
    scene.villager_photo("receipt")
    villager.taps("done").waits_for("TypeBack").types(scene.voice.code)
    scene.villager_photo("typed-back")
    villager.taps("compare").waits_for("ReadThanks")
    scene.villager_photo("thanks")
    villager.taps("done").waits_for("Home")


def _slip(scene: Scene) -> None:
    """The printer of the demo lays pictures into a folder."""
    ends = time.monotonic() + _SLIP_WITHIN_S
    while not (slips := sorted(scene.system.place.slips.glob("slip-*.png"))):
        if time.monotonic() > ends:
            raise StepFailed("no slip came out of the printer")
        time.sleep(0.05)
    scene.report.figures["slips_printed"] = len(slips)
