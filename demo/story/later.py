"""Days later, at another terminal: the answers are fetched by their digits, one is rated, and one more word is sent."""

import time
import wave

from demo.errors import StepFailed
from demo.story.desk import read_the_message
from demo.story.scene import Scene, Sent


def fetch_the_answers(scene: Scene) -> None:
    with scene.report.step("other"):
        other = scene.system.cast.other
        scene.system.start_edge(other)
        scene.system.start_face(other, driver=scene.driver_elsewhere)
        scene.elsewhere.arrives().waits_for("Home").waits_for_text(scene.system.cast.picture.title)
        scene.elsewhere_photo("home")
        _hear_the_answer(scene)
        _read_the_answer(scene)


def _hear_the_answer(scene: Scene) -> None:
    villager = scene.elsewhere
    _asks(scene, scene.voice)
    villager.taps("answer").waits_for("ReadAnswer").taps("play").waits_for_choice("stop")
    scene.elsewhere_photo("voice-answer")
    villager.waits_for_choice("play", 30)
    scene.report.figures["voice_answer_heard_s"] = round(_heard_s(scene), 2)
    villager.taps("leave").waits_for("Home")


def _read_the_answer(scene: Scene) -> None:
    villager, text = scene.elsewhere, scene.system.cast.reply.text
    scene.report.figures["seconds_to_answer"] = round(_asks(scene, scene.video), 2)
    scene.elsewhere_photo("progress")
    villager.taps("answer").waits_for("ReadAnswer").waits_for_text(text[:6])
    scene.elsewhere_photo("answer")
    villager.taps("done").waits_for("ReadProgress")


def rate(scene: Scene) -> None:
    villager = scene.elsewhere
    with scene.report.step("rate"):
        villager.taps("rate").waits_for("RateAnswer").taps("face:good")
        scene.elsewhere_photo("faces")
        started = time.monotonic()
        villager.taps("send").waits_for("ReadRated")
        scene.arrivals.waits()
        scene.report.figures["rating_arrived_s"] = round(time.monotonic() - started, 2)
        scene.elsewhere_photo("rated")
        villager.taps("done").waits_for("ReadProgress")


def say_one_more_word(scene: Scene) -> None:
    elder, villager = scene.system.cast.elder, scene.elsewhere
    with scene.report.step("message"):
        villager.taps("message").waits_for("ReadPrivacy").taps("agree").waits_for("ChooseKind")
        villager.taps("kind:writing").waits_for("WriteByHand").taps("keys").waits_for("WriteWords")
        villager.writes(elder.message, elder.message_spelled)
        scene.elsewhere_photo("message")
        villager.taps("done").waits_for("CheckPetition").taps("send")
        message = Sent(scene.arrivals.waits())
        villager.waits_for("ReadThanks", 30)
        scene.elsewhere_photo("thanks")
        villager.taps("done").waits_for("Home")
        read_the_message(scene, message)


def _asks(scene: Scene, sent: Sent) -> float:
    """Returns the seconds until the county has said how far it is."""
    villager = scene.elsewhere
    villager.taps("answer").waits_for("EnterCode").types(sent.code)
    started = time.monotonic()
    villager.taps("ask").waits_for("ReadProgress", 30)
    return time.monotonic() - started


def _heard_s(scene: Scene) -> float:
    """How long the loudspeaker gave any sound; raises StepFailed if it gave none."""
    with wave.open(str(scene.system.place.heard), "rb") as sound:
        samples = sound.readframes(sound.getnframes())
        if not any(samples):
            raise StepFailed("the loudspeaker was silent")
        return sound.getnframes() / sound.getframerate()
