"""What the foot says of the county's last word: never newer than it is, and nothing that a wrong clock makes up."""

import pytest

from kiosk.wall.told import Word, told
from kiosk.words import Words

NOW_MS = 1_795_000_000_000
PUBLISHED_MS = NOW_MS - 60 * 86_400_000
WORDS = Words.of("zh_CN")


@pytest.mark.parametrize(
    ("ago_s", "says"),
    [
        (5, "刚和县里核对过"),
        (600, "10分钟前和县里核对过"),
        (7200, "2小时前和县里核对过"),
        (41 * 86_400, "2026年9月19日公布，已41天没联系上县里"),
    ],
)
def test_the_older_the_word_the_plainer_it_is_said(ago_s: int, says: str) -> None:
    word = Word(NOW_MS - ago_s * 1000, NOW_MS, trusted=True)

    assert told(WORDS, word, published_at_ms=PUBLISHED_MS) == says


def test_where_there_is_no_page_only_the_silence_is_told() -> None:
    word = Word(NOW_MS - 41 * 86_400_000, NOW_MS, trusted=True)

    assert told(WORDS, word) == "已41天没联系上县里"


def test_without_a_word_there_is_none() -> None:
    assert told(WORDS, Word(0, NOW_MS, trusted=True)) == "还没有和县里核对"


def test_a_clock_that_was_never_confirmed_counts_no_days() -> None:
    word = Word(NOW_MS - 41 * 86_400_000, NOW_MS, trusted=False)

    assert told(WORDS, word, published_at_ms=PUBLISHED_MS) == "2026年10月8日和县里核对过"


def test_a_clock_that_went_back_claims_no_future() -> None:
    assert told(WORDS, Word(NOW_MS + 10**9, NOW_MS, trusted=False)) == "刚和县里核对过"
