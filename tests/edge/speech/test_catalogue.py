"""The prompts are the same in both languages, are for speaking, and every pack that is shipped has them all."""

import re

import pytest

from edge.speech import catalogue
from edge.speech.pack_check import faults
from edge.speech.packs import SHIPPED, Pack, found_packs
from wire.language import Language

LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")
SHIPPED_PACKS = found_packs(SHIPPED)
BYTES_A_PROMPT = 8 * 1024


def test_both_languages_have_the_same_prompts() -> None:
    chinese, english = (set(catalogue.texts(language)) for language in LANGUAGES)

    assert chinese == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_prompts_are_written_as_they_are_spoken(language: Language) -> None:
    for prompt, text in catalogue.texts(language).items():
        assert re.fullmatch(r"(step|choice|digit|told)\.[a-z0-9_]+", prompt), prompt
        assert text, f"{prompt} has no words"
        assert not re.search(r"[0-9{}<>]", text), f"{prompt}: a speaker cannot read digits or marks: {text}"
        assert len(text) <= {"zh_CN": 120, "en": 420}[language], f"{prompt} is too long to listen to"


def test_the_words_into_a_recording_are_prompts() -> None:
    assert set(catalogue.texts("zh_CN")) >= catalogue.INTO_RECORDING


def test_a_pack_is_shipped_for_each_language() -> None:
    assert sorted(pack.about.language for pack in SHIPPED_PACKS) == sorted(LANGUAGES)


@pytest.mark.parametrize("pack", SHIPPED_PACKS, ids=lambda pack: pack.about.language)
def test_every_prompt_is_in_every_shipped_pack_and_none_is_stale_or_damaged(pack: Pack) -> None:
    found = faults(pack, catalogue.texts(pack.about.language))

    assert not found, f"make the pack anew: python -m edge.speech.synthesis {pack.about.language}: {found}"


@pytest.mark.parametrize("pack", SHIPPED_PACKS, ids=lambda pack: pack.about.language)
def test_a_shipped_pack_says_what_it_is(pack: Pack) -> None:
    assert pack.about.synthetic
    assert pack.about.origin
    assert "trial" in pack.about.licence or "public domain" in pack.about.licence


def test_the_shipped_packs_are_small() -> None:
    size = sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file())
    prompts = sum(len(catalogue.texts(pack.about.language)) for pack in SHIPPED_PACKS)

    assert size < BYTES_A_PROMPT * prompts
