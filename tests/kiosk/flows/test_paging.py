"""Notices are cut into pages on which everything stands once and nothing is cut off."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.flows.typeset.lines import width_em
from kiosk.flows.typeset.money import yuan
from kiosk.flows.typeset.paging import GAP_EM, ROW_AIR, Page, Paper, fits, fitting_pages, pages, stacked_pages
from kiosk.flows.typeset.sections import SaysKeys, Section, sections
from tests.kiosk import cast
from tests.kiosk.cast import NOTICES
from wire.affairs.notice import Notice


def section(notice: Notice) -> Section:
    (only,) = sections(notice, SaysKeys())
    return only


def accounts(village: str, *, number: int, rows: int = 24) -> Section:
    return section(cast.accounts(village, number=number, rows=rows))


ACCOUNT, LETTER = section(NOTICES[0]), section(NOTICES[1])


def test_fen_are_read_as_yuan() -> None:
    assert [yuan(fen) for fen in (0, 5, 123_450, 13_110_000, -240)] == [
        "0.00",
        "0.05",
        "1,234.50",
        "131,100.00",
        "−2.40",
    ]


def test_a_letter_has_lines_and_no_table() -> None:
    (page,) = pages(LETTER, Paper(55, 12))

    assert page.lines
    assert not page.fields


def test_money_stands_at_the_right_and_words_at_the_left() -> None:
    (first, *_) = pages(ACCOUNT, Paper(55, 12))

    assert [field.to_the_right for field in first.fields] == [False, False, True, True, False]
    assert first.rows[0] == ("07-01", "收机动地承包款", "131,100.00", "", "王秀兰")


def test_every_page_of_a_table_has_its_head() -> None:
    cut = pages(accounts("东书村", number=1, rows=46), Paper(40, 10))

    assert len(cut) > 3
    assert all(page.fields == cut[0].fields for page in cut)


@given(rows=st.integers(0, 60), width=st.integers(28, 70), height=st.floats(5, 20))
@settings(max_examples=60, deadline=None)
def test_all_rows_stand_once_and_pages_are_not_too_high(rows: int, width: int, height: float) -> None:
    cut = pages(accounts("东书村", number=1, rows=rows), Paper(width, height))

    assert sum(len(page.rows) for page in cut) == rows
    assert all(_height(page) <= height + 1.5 or len(page.rows) == 1 for page in cut)


@pytest.mark.parametrize("width", [32, 40, 55])
def test_columns_stand_beside_each_other_within_the_page(width: float) -> None:
    notice = accounts("东书村", number=1)

    (first, *_) = pages(notice, Paper(width, 10))

    assert sum(field.width_em for field in first.fields) + GAP_EM * 4 <= width + 0.01
    assert all(
        width_em(part) <= field.width_em + 1
        for row in first.rows
        for cell, field in zip(row, first.fields, strict=True)
        for part in cell.split("\n")
    )


def test_a_wide_table_says_that_it_does_not_fit() -> None:
    assert fits(ACCOUNT, 40)
    assert not fits(ACCOUNT, 20)
    assert fits(LETTER, 10)


def _height(page: Page) -> float:
    rows = sum(max(cell.count("\n") + 1 for cell in row) + ROW_AIR for row in page.rows)
    return len(page.lines) + rows + (1 + 2 * ROW_AIR if page.fields else 0)


def test_on_narrow_paper_figures_stand_at_the_right_and_say_what_they_are() -> None:
    cut = stacked_pages(ACCOUNT, Paper(22, 4.7))

    first = cut[0].rows[0]
    assert first == ("07-01 收机动地承包款 王秀兰", "收入 131,100.00")
    assert cut[0].rows[1][0] == "07-08 收光伏电费1至10月\n李建国"
    assert [field.to_the_right for field in cut[0].fields] == [False, True]


def test_on_the_narrowest_paper_figures_stand_below_their_words() -> None:
    cut = fitting_pages(ACCOUNT, Paper(15, 7))

    assert cut[0].rows[0] == ("07-01 收机动地承包款 王秀兰\n收入 131,100.00",)
    assert all(field.width_em <= 15 for page in cut for field in page.fields)


def test_a_table_keeps_its_columns_where_they_fit() -> None:
    assert fitting_pages(ACCOUNT, Paper(40, 9)) == pages(ACCOUNT, Paper(40, 9))
    assert fitting_pages(ACCOUNT, Paper(22, 9)) == stacked_pages(ACCOUNT, Paper(22, 9))


@given(rows=st.integers(1, 60), width=st.integers(20, 40), height=st.floats(4.5, 12))
@settings(max_examples=30, deadline=None)
def test_on_narrow_paper_all_rows_stand_once_within_the_page(rows: int, width: int, height: float) -> None:
    cut = stacked_pages(accounts("柳河村", number=1, rows=rows), Paper(width, height))

    heights = [sum(max(cell.count("\n") + 1 for cell in row) + ROW_AIR for row in page.rows) for page in cut]
    assert sum(len(page.rows) for page in cut) == rows
    assert all(one <= height or len(page.rows) == 1 for one, page in zip(heights, cut, strict=True))
    assert all(sum(field.width_em for field in page.fields) + GAP_EM <= width + 0.01 for page in cut)
