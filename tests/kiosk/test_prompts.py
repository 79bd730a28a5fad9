"""Whatever a step says stands in the catalogue that a speaker reads out, in every language."""

import tomllib
from pathlib import Path

import pytest

from kiosk.words import LANGUAGES
from tests.kiosk.glass import LARGE, limits_of
from tests.kiosk.scenes.every import scenes

CATALOGUE = Path(__file__).parents[2] / "edge" / "speech" / "prompts"


def _prompts(language: str) -> set[str]:
    sections = tomllib.loads((CATALOGUE / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}" for section, found in sections.items() for name in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_prompt_of_every_scene_can_be_read_out(language: str) -> None:
    known = _prompts(language)

    missing = {
        (name, one) for name, step in scenes(limits_of(LARGE)).items() for one in step.spoken if one not in known
    }

    assert not missing


def test_both_languages_have_the_same_prompts() -> None:
    chinese, english = (_prompts(language) for language in LANGUAGES)

    assert chinese == english


def test_every_step_says_something_or_is_silent_on_purpose() -> None:
    silent = {type(step).__name__ for step in scenes(limits_of(LARGE)).values() if not step.spoken}

    assert silent <= {"Record", "TalkToOfficer"}, "only a running recording and a call are not talked into"
