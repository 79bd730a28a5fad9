"""The dictionary behind the nine keys: finds farmers' words, and learns nothing from anybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import NoDictionary
from kiosk.flows.pinyin import NOTHING, Composing
from kiosk.pinyin.rime import RimePinyin

_KEYS = {
    letter: str(digit)
    for digit, letters in enumerate(("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"), start=2)
    for letter in letters
}


@pytest.fixture(scope="module")
def loaded() -> Iterator[RimePinyin]:
    pinyin = RimePinyin()
    try:
        pinyin.load()
    except NoDictionary as error:
        pytest.skip(str(error))
    yield pinyin
    pinyin.close()


@pytest.fixture
def pinyin(loaded: RimePinyin) -> Iterator[RimePinyin]:
    loaded.clear()
    yield loaded
    loaded.clear()


def _typed(pinyin: RimePinyin, spelling: str) -> Composing:
    composing = NOTHING
    for letter in spelling:
        composing = pinyin.press(_KEYS[letter])
    return composing


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("机耕路", "jigenglu"),
        ("没有修", "meiyouxiu"),
        ("王大山", "wangdashan"),
        ("账目不清", "zhangmubuqing"),
        ("村委会", "cunweihui"),
        ("承包款", "chengbaokuan"),
        ("我", "wo"),
        ("欠", "qian"),
    ],
)
def test_farmers_words_are_at_hand(pinyin: RimePinyin, word: str, spelling: str) -> None:
    composing = _typed(pinyin, spelling)

    assert word in composing.candidates[:3]


def test_southern_tongues_are_understood(pinyin: RimePinyin) -> None:
    assert "村委会" in _typed(pinyin, "chunweihui").candidates
    pinyin.clear()
    assert "是" in _typed(pinyin, "si").candidates


def test_a_reading_leaves_fewer_words(pinyin: RimePinyin) -> None:
    offered = _typed(pinyin, "qian")

    narrowed = pinyin.narrow("qian")

    assert "少" in offered.candidates
    assert "少" not in narrowed.candidates
    assert narrowed.candidates[0] == "欠"


def test_what_is_chosen_in_part_leaves_the_rest_to_be_spelled(pinyin: RimePinyin) -> None:
    composing = _typed(pinyin, "jigenglu")

    rest = pinyin.choose(composing.candidates.index("几个"))

    assert rest.typed.startswith("几个")
    assert not rest.done
    while not rest.done:
        rest = pinyin.choose(0)
    assert rest.done.startswith("几个")


def test_erasing_to_the_end_leaves_nothing(pinyin: RimePinyin) -> None:
    composing = _typed(pinyin, "wo")

    for _ in "wo":
        composing = pinyin.erase()

    assert composing == NOTHING


def test_it_learns_nothing(pinyin: RimePinyin) -> None:
    before = _typed(pinyin, "jigenglu").candidates
    rare = before.index("稽核")

    for _ in range(30):
        pinyin.clear()
        _typed(pinyin, "jigenglu")
        done = pinyin.choose(rare)
        while not done.done:
            done = pinyin.choose(0)
    pinyin.clear()

    assert _typed(pinyin, "jigenglu").candidates == before
    assert pinyin._folder is not None
    kept = {path.name for path in Path(pinyin._folder.name).rglob("*") if path.is_file()}
    assert not {name for name in kept if "userdb" in name or name.startswith("user.")}


def test_keys_that_are_none_change_nothing(pinyin: RimePinyin) -> None:
    before = _typed(pinyin, "wo")

    assert pinyin.press("1") == before
    assert pinyin.press("你") == before
    assert pinyin.choose(999) == before
    assert pinyin.narrow("xyz") == before


def test_a_terminal_without_the_library_says_so(tmp_path: Path) -> None:
    silent = RimePinyin()

    assert silent.press("9") == NOTHING
    assert silent.erase() == NOTHING
    assert silent.clear() == NOTHING
    assert not silent.ready
