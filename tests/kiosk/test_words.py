"""Both catalogues say the same things, and everything that can go wrong has its sentence."""

import re
import string
from pathlib import Path

import pytest

import kiosk
from kiosk.errors import NoSuchText
from kiosk.flows.case import Stage
from kiosk.flows.petition.order import WAYS
from kiosk.flows.step import Trouble
from kiosk.icons import ICONS
from kiosk.words import LANGUAGES, Words

SOURCE = Path(kiosk.__file__).parent


def _asked() -> set[str]:
    """Keys that code and rules spell out."""
    found: set[str] = set()
    for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.kv")]:
        content = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"""say\(\s*["']([a-z_]+\.[a-z_]+)["'] ?[,)]""", content))
    return found


def test_the_catalogues_have_the_same_keys() -> None:
    assert Words.of("zh_CN").keys == Words.of("en").keys


def test_the_same_facts_are_told_in_both() -> None:
    chinese, english = (Words.of(language) for language in LANGUAGES)

    for key in chinese.keys:
        assert _facts(chinese, key) == _facts(english, key), key


def _facts(words: Words, key: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words._texts[key]) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_is_asked_for_is_there(language: str) -> None:
    missing = _asked() - Words.of(language).keys

    assert len(_asked()) > 60
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_kind_and_stage_has_its_words(language: str) -> None:
    keys = Words.of(language).keys

    assert {f"trouble.{one}" for one in Trouble} <= keys
    assert {f"trouble.{one}_do" for one in Trouble} <= keys
    assert {f"choose_kind.{kind}" for kind in WAYS} <= keys
    assert {f"read_receipt.{stage}" for stage in (Stage.KEPT, Stage.RECEIVED, Stage.REFUSED)} <= keys
    assert {f"read_thanks.next_{promised}" for promised in ("days", "working_days", "nothing")} <= keys
    assert set(WAYS) <= set(ICONS)


def test_a_missing_text_is_named() -> None:
    with pytest.raises(NoSuchText, match="nowhere"):
        Words.of("en").say("nowhere.to_be_found")


def test_dates_and_lengths_are_said_as_people_say_them() -> None:
    words = Words.of("zh_CN")

    assert words.date("2026-09-30") == "2026年9月30日"
    assert words.date("三季度") == "三季度"
    assert [words.minutes(seconds) for seconds in (5, 60, 83)] == ["5秒", "1分钟", "1分23秒"]


def test_help_is_asked_of_a_person_with_a_name_where_there_is_one() -> None:
    assert Words.of("zh_CN", duty_person="王站长").help == "找王站长"
    assert Words.of("zh_CN").help == "请人帮忙"


@pytest.mark.parametrize("at_ms", [10**18, -(10**18), 2**63 - 1])
def test_a_moment_that_no_calendar_has_is_no_day(at_ms: int) -> None:
    assert Words.of("zh_CN").day(at_ms) == ""
