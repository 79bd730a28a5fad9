"""A pasted table becomes columns of the right kind, or says in words what is wrong with it."""

import pytest

from county.affairs.sheet import read_table
from county.errors import BadTable


def kinds(text: str) -> list[str]:
    table = read_table(text)
    assert table is not None
    return [column.kind for column in table.columns]


def test_income_and_expense_stay_money_where_a_row_has_only_one_of_them() -> None:
    text = "日期\t摘要\t收入\t支出\n10-03\t收承包款\t131100.00\t\n10-09\t支电费\t\t186.40"

    table = read_table(text)

    assert table is not None
    assert [column.kind for column in table.columns] == ["text", "text", "money", "money"]
    assert table.rows == [["10-03", "收承包款", 13110000, ""], ["10-09", "支电费", "", 18640]]


def test_full_width_digits_and_thousands_are_read() -> None:
    table = read_table("项目\t金额\n水管\t１，２６０．００")

    assert table is not None
    assert table.rows == [["水管", 126000]]


def test_whole_numbers_are_money_only_under_a_head_that_says_so() -> None:
    assert kinds("组别\t户数\t金额\n一组\t42\t3021") == ["text", "number", "money"]


def test_a_number_that_begins_with_nought_is_a_name() -> None:
    assert kinds("编号\t户数\n007\t3") == ["text", "number"]


def test_nothing_pasted_is_no_table() -> None:
    assert read_table(" \n\t\n") is None


@pytest.mark.parametrize(
    "text", ["日期\t摘要", "日期\t\n1\t2", "日期\n1\t2\t3", "\t".join("abcdefghijklmnopq") + "\n1"]
)
def test_a_table_that_cannot_be_published_says_why(text: str) -> None:
    with pytest.raises(BadTable):
        read_table(text)
