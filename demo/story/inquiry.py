"""A formal inquiry within the call: two officers lead it, each word is read back, and all of it lies sealed then."""

import io
import subprocess

import av
import numpy as np

from demo.cast import InquiryWords
from demo.duty import Duty
from demo.errors import StepFailed
from demo.evidence import OpenedPetition
from demo.story.line import greenness
from demo.story.scene import Scene
from demo.story.stranger import verified

_SIDES = 2
_HALF = 0.4
_PROMISED_WITHIN_S = 60.0


def inquire(scene: Scene) -> None:
    """From the question to the villager to the code; the call is hung up after it."""
    words = scene.system.cast.inquiry
    with scene.report.step("inquiry"):
        duty = Duty(scene.officer, scene.system.console)
        _asks(scene, duty, words)
        _leads(scene, duty)
        _writes(scene, duty, words)
        _reads_back(scene, duty, words)
        _signs(scene, duty, words)
        duty.ends_the_inquiry()
        scene.villager.waits_for("ReadInquiryEnd", _PROMISED_WITHIN_S)
        scene.villager_photo("inquiry-end")
        duty.hears_it_is_kept()
        scene.desk_photo("inquiry-end")
        scene.inquiry.petition_id = scene.arrivals.waits()
        scene.villager.taps("home").waits_for("Home")


def _asks(scene: Scene, duty: Duty, words: InquiryWords) -> None:
    duty.fills_in(words, scene.system.cast.colleague, scene.system.password)
    scene.desk_photo("inquiry-form")
    duty.asks_the_villager()
    scene.villager.waits_for("AgreeToInquiry").waits_for_text(words.about)
    scene.villager_photo("inquiry-asked")
    scene.villager.taps("agree")
    duty.is_recorded()


def _leads(scene: Scene, duty: Duty) -> None:
    """Credentials, rights and duties, who it is: the villager says to each that it is understood."""
    for name in ("credentials", "rights", "identity"):
        scene.villager.taps("understood")
        scene.villager_photo(f"inquiry-{name}")
        duty.goes_on()


def _writes(scene: Scene, duty: Duty, words: InquiryWords) -> None:
    duty.types(words.entries)
    scene.villager.waits_for_text(words.wrong)
    scene.villager_photo("inquiry-questions")
    scene.desk_photo("inquiry-questions")
    duty.goes_on()


def _reads_back(scene: Scene, duty: Duty, words: InquiryWords) -> None:
    """Not right at first; what is put right is read once more."""
    villager = scene.villager
    villager.waits_for("ReadBack")
    scene.villager_photo("inquiry-read-back")
    villager.taps("wrong")
    duty.hears_judged("not-right")
    scene.desk_photo("inquiry-not-right")
    duty.corrects(words.wrong, words.right)
    villager.waits_for_text(words.right)
    while "right" not in villager.sees()["choices"]:
        villager.taps("next")
    villager.taps("right")
    duty.hears_judged("right")
    duty.goes_on()


def _signs(scene: Scene, duty: Duty, words: InquiryWords) -> None:
    scene.villager.waits_for("SignInquiry").draws(words.signature)
    scene.villager_photo("inquiry-signed")
    scene.villager.taps("done")
    duty.goes_on()


def open_the_inquiry(scene: Scene) -> None:
    """The transcript by the office key in the record; film, log and document in the petition's page."""
    words, key = scene.system.cast.inquiry, scene.system.place.office_key
    with scene.report.step("filed"):
        told = Duty(scene.officer, scene.system.console).opens_the_record(key)
        if words.right not in told or words.wrong in told:
            raise StepFailed("the transcript is not what was put right")
        scene.desk_photo("inquiry-record")
        scene.officer.opens(scene.inquiry.petition_id, key)
        played = scene.officer.plays(1.0)
        scene.report.figures["inquiry_video"] = f"{played['width']}x{played['height']}"
        verdicts = scene.officer.reads(".kind-log .told")
        if len(verdicts) != 1:
            raise StepFailed("the browser does not find the log whole")
        scene.desk_photo("inquiry-petition")


def measure_inquiry(scene: Scene, petition: OpenedPetition) -> None:
    """What Debian's age found: a film of both sides, a document with the words; a stranger checks all of it."""
    figures, words = scene.report.figures, scene.system.cast.inquiry
    figures["inquiry_seconds"] = round(_film_seconds(b"".join(petition.contents("video"))), 2)
    parts = scene.arrivals.parts(scene.inquiry.petition_id)
    figures["inquiry_verified"] = bool(verified(scene.system.place, petition, parts))
    figures["inquiry_log_lines"] = b"".join(petition.contents("log")).count(b"\n")
    figures["inquiry_signatures"] = len(petition.contents("writing"))
    [document] = petition.contents("document")
    text = "".join(text_of(document).split())
    if words.right not in text or words.about not in text:
        raise StepFailed("the case document does not have the words")


def _film_seconds(film: bytes) -> float:
    """Both sides: villager left, officers right, a channel of sound each."""
    with av.open(io.BytesIO(film), "r") as container:
        if container.streams.audio[0].layout.nb_channels != _SIDES:
            raise StepFailed("the recording does not have the sound of two sides")
        frames = list(container.decode(video=0))
    villager, officers = np.split(frames[len(frames) // 2].to_ndarray(format="rgb24"), _SIDES, axis=1)
    if greenness(officers) < _HALF or greenness(villager) > _HALF:
        raise StepFailed("the recording does not show both sides")
    return float(frames[-1].time or 0.0)


def text_of(document: bytes) -> str:
    """The words of a PDF, as Debian's pdftotext finds them; raises StepFailed."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=document, capture_output=True, check=False)
    if done.returncode:
        raise StepFailed(f"pdftotext: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode("utf-8")
