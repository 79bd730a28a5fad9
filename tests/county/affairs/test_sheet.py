"""A table pasted from Excel: kinds are guessed, nothing is dropped, what cannot be is said by row."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.affairs.sheet import read_table
from county.errors import BadTable
from wire.content import Table

HEAD = "日期\t户数\t金额\t单价\t编号\t备注\n"


def read(text: str) -> Table:
    table = read_table(text)
    assert table is not None
    return table


def test_dates_numbers_money_and_words_are_told_apart() -> None:
    rows = "2026-10-03\t12\t3,560.5\t8\t007\t付清\n2026/10/4\t1,200\t-3\t9.25\t008\t\n"

    table = read(HEAD + rows)

    assert [column.kind for column in table.columns] == ["date", "number", "money", "money", "text", "text"]
    assert table.rows[0] == ["2026-10-03", 12, 356050, 800, "007", "付清"]
    assert table.rows[1] == ["2026/10/4", 1200, -300, 925, "008", ""]


def test_full_width_digits_count_and_words_stay_as_written() -> None:
    table = read("事项（摘要）\t收入（元）\n修井，换泵\t１２，０００．５０\n")

    assert [column.title for column in table.columns] == ["事项（摘要）", "收入（元）"]
    assert table.rows == [["修井，换泵", 1200050]]


def test_an_empty_cell_is_not_nought() -> None:
    table = read("事项\t收入\n租金\t12\n修井\t\n")

    assert table.rows == [["租金", 1200], ["修井", ""]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("事项\t收入\n", "没有内容"),
        ("事项\t\n租金\t12\n", "第 2 列"),
        ("事项\n租金\t12\n", "第 2 行"),
        ("a\n" + "b\n" * 2001, "太大"),
        ('a\n"' + "b" * 140_000, "读不懂"),
    ],
)
def test_what_cannot_be_published_is_said(text: str, said: str) -> None:
    with pytest.raises(BadTable, match=said):
        read_table(text)


def test_nothing_pasted_is_no_table() -> None:
    assert read_table(" \n\t\n") is None


@settings(max_examples=80)
@given(st.text(max_size=200))
def test_whatever_is_pasted_gives_a_table_or_a_sentence(text: str) -> None:
    with suppress(BadTable):
        table = read_table(text)

        assert table is None or all(len(row) == len(table.columns) for row in table.rows)


def test_a_figure_longer_than_any_reader_adds_up_stays_as_it_was_written() -> None:
    table = read_table("户主\t补贴金额\t编号\n王大山\t999,999,999,999,999,999.00\t9,999,999,999,999,999,999,999\n")

    assert table is not None
    assert table.rows == [["王大山", "999,999,999,999,999,999.00", "9,999,999,999,999,999,999,999"]]
    assert [column.kind for column in table.columns] == ["text", "text", "text"]


@pytest.mark.parametrize(
    ("head", "cell", "kind"),
    [
        ("电话", "3516543210", "text"),
        ("联系人", "13835100931", "text"),
        ("年份", "2026", "text"),
        ("门牌号", "112", "text"),
        ("年租金", "12000", "number"),
        ("户数", "2026", "number"),
        ("年龄", "71", "number"),
    ],
)
def test_a_telephone_a_year_or_a_house_number_is_no_quantity(head: str, cell: str, kind: str) -> None:
    table = read_table(f"{head}\t说明\n{cell}\t无\n")

    assert table is not None
    assert table.columns[0].kind == kind
