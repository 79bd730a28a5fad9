"""Lines are broken as printers of Chinese break them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.flows.typeset.lines import broken, set_body, width_em

CLOSING = "，。、；：？！）》〉」』】〕］｝”’…"
OPENING = "（《〈「『【〔［｛“‘−－＋￥¥$€£"
TEXT = st.text(alphabet="县里收到了，。！“”（）《》abc 123.45,\n东书村柳河", max_size=120)
WORDS = st.sampled_from(
    ["县", "里收", "材料", "—", "——", "……", "abc", "12号", "86,500.00元", "￥1,234.50", "−567.00", "３，４５６．００"]
)
MARKED = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", *OPENING]),
        WORDS,
        st.sampled_from(["", "", *CLOSING, "”。", "）”，"]),
        st.sampled_from(["", "", " "]),
    ),
)
"""A word, and the marks it may stand between."""


def test_no_line_begins_with_a_closing_mark() -> None:
    lines = broken("准备好了，就按“开始录”。说什么话都行，方言也行。", 11)

    assert all(line[0] not in CLOSING for line in lines)


def test_no_line_ends_with_an_opening_mark() -> None:
    lines = broken("请看好《村务公开目录》再说话", 4)

    assert all(line[-1] not in "《“（" for line in lines)


def test_a_number_stays_whole() -> None:
    lines = broken("这一笔支出是8,950.00元", 7)

    assert any("8,950.00" in line for line in lines)


def test_no_single_character_stands_on_the_last_line() -> None:
    lines = broken("县里收到了您的材料了", 9)

    assert len(lines[-1]) > 1


def test_a_latin_word_stays_whole_unless_it_is_longer_than_the_line() -> None:
    assert broken("please wait a moment", 5) == ("please", "wait a", "moment")

    assert "".join(broken("extraordinarily", 4)) == "extraordinarily"


def test_paragraphs_of_a_body_begin_two_characters_in() -> None:
    assert set_body("第一段。\n\n第二段。", 20) == ("\u3000\u3000第一段。", "\u3000\u3000第二段。")
    assert set_body("One.\nTwo.", 20) == ("One.", "Two.")
    assert set_body(" \n ", 20) == ()


@given(TEXT, st.integers(4, 30))
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    lines = broken(text, width)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_em(line.rstrip(CLOSING + ".,")) <= width + 2 for line in lines)


@given(st.lists(MARKED, max_size=40).map("".join), st.integers(14, 30))
@settings(max_examples=300, deadline=None)
def test_marks_and_signs_stay_with_what_they_belong_to_and_no_line_is_empty(text: str, width: int) -> None:
    lines = broken(text, width)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(lines) or not text.strip()
    assert all(line[0] not in CLOSING for line in lines[1:])
    assert all(line[-1] not in OPENING for line in lines[:-1])


@pytest.mark.parametrize("width", [7, 8, 9, 10])
def test_an_amount_keeps_its_sign_and_a_dash_its_length(width: int) -> None:
    owed, paid, wide = (
        broken(text, width) for text in ("余额−1,234.00元", "中标价：￥86,500元", "人数－１２３，４５６")
    )
    halves = [line for cut in (broken("村两委班子——分工……如下", at) for at in (4, 5, 6, 7)) for line in cut]

    assert any("−1,234.00" in line for line in owed)
    assert any("￥86,500" in line for line in paid)
    assert any("－１２３，４５６" in line for line in wide) or width < len("－１２３，４５６")
    assert all(line.count("—") in {0, 2} and line.count("…") in {0, 2} for line in halves)


def test_a_number_as_wide_as_its_column_stays_there() -> None:
    lines = broken("1,234,567.00元", 6)

    assert lines == ("1,234,567.00", "元")
