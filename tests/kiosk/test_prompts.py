"""Whatever a step says stands in the catalogue that a speaker reads out, in every language."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from edge.speech.tones import NAMES
from kiosk.flows.answer.steps import EnterCode
from kiosk.flows.call.before import AnswerRing
from kiosk.flows.call.steps import SAY_AGAIN_S, ReadCallBack, ReadCallEnd, TalkToOfficer, WaitForOfficer
from kiosk.flows.call.talk import changed
from kiosk.flows.inquiry.steps import AttendInquiry, ReadBack, ReadInquiryEnd
from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.flows.petition.recording_steps import FaceCamera, Record, Review, StoppedBy
from kiosk.flows.receipt import TypeBack
from kiosk.flows.step import Heard, ReadTrouble, Step, Trouble
from kiosk.words import LANGUAGES
from tests.kiosk.glass import LARGE, limits_of
from tests.kiosk.scenes.every import scenes
from wire import port
from wire.ids import CallId
from wire.inquiry.sheet import STEPS

CATALOGUE = Path(__file__).parents[2] / "edge" / "speech" / "prompts"
_ID = CallId("c" * 32)
_NEWS: tuple[Heard, ...] = (
    port.CallHeld(call_id=_ID, held=True),
    port.CallJoined(call_id=_ID, also="赵强"),
    port.CallPicture(call_id=_ID, sent="none"),
    port.CallRecording(call_id=_ID, on=True),
    port.CallRecording(call_id=_ID, on=False),
)


def _prompts(language: str) -> set[str]:
    sections = tomllib.loads((CATALOGUE / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}" for section, found in sections.items() for name in found}


def _of_calls() -> Iterator[Step]:
    """What looks like another screen, and says something else."""
    yield from (ReadCallEnd(why) for why in get_args(port.CallEnd))
    yield ReadCallEnd("officer_left", was_recorded=True)
    yield from (WaitForOfficer(ahead=ahead, waited_s=SAY_AGAIN_S * turn) for ahead in (0, 9, 99) for turn in range(3))
    yield from (WaitForOfficer(wanted="township"), WaitForOfficer(answers=True))
    yield from (ReadCallBack("kept"), ReadCallBack("failed"))
    yield from (AnswerRing("10:32", rung_s=seconds) for seconds in range(40))
    talk = TalkToOfficer("李敏", line="talking")
    for event in _NEWS:
        talk = changed(talk, event)
        yield talk


def _of_inquiries() -> Iterator[Step]:
    yield from (AttendInquiry(at) for at in STEPS)
    yield from (AttendInquiry("end", saving=True), AttendInquiry("questions", line=False))
    yield from (ReadBack(1, 1, answer="right"), ReadBack(1, 1, answer="wrong"), ReadBack(1, 1, line=False))
    yield from (ReadInquiryEnd("done", kept=True), ReadInquiryEnd("devices_lost", kept=False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_prompt_of_every_scene_can_be_read_out(language: str) -> None:
    known = _prompts(language) | NAMES
    steps = [*scenes(limits_of(LARGE)).values(), *_of_calls(), *_of_inquiries()]

    missing = {(step.name(), one) for step in steps for one in step.spoken if one not in known}

    assert not missing


def test_both_languages_have_the_same_prompts() -> None:
    chinese, english = (_prompts(language) for language in LANGUAGES)

    assert chinese == english


def test_every_step_says_something_or_is_silent_on_purpose() -> None:
    silent = {type(step).__name__ for step in scenes(limits_of(LARGE)).values() if not step.spoken}

    assert silent <= {"Record", "TalkToOfficer"}, "only a running recording and a call are not talked into"


@pytest.mark.parametrize(
    "states",
    [
        [ReadTrouble(trouble) for trouble in Trouble],
        [EnterCode(), EnterCode(trouble=Trouble.BAD_CODE), EnterCode(trouble=Trouble.WAIT, wait_s=9)],
        [TypeBack(), TypeBack(wrong=True)],
        [Review(60_000, stopped_by=why) for why in get_args(StoppedBy)],
        [ReadPrivacy(), ReadPrivacy(room_s=60)],
        [FaceCamera(), FaceCamera(short_of_room=True), FaceCamera(kind="audio"), FaceCamera(faces=2)],
        [Record(), Record(paused=True)],
    ],
    ids=lambda states: states[0].name(),
)
def test_what_stands_there_otherwise_is_said_otherwise(states: list[Step]) -> None:
    assert len({step.spoken for step in states}) == len(states)
