"""Accounts and charts from Excel: what balances is read, what does not is told with its sum or its row."""

from datetime import date

import pytest
from django.utils import translation

from county.affairs.account import chart_text, fen_of, ledger_text, read_chart, read_ledger
from county.affairs.models import Village
from county.affairs.publishing import Draft, publish
from county.config import CountyConfig
from county.errors import BadTable
from county.officers.models import Officer
from wire.content import Bar, Ledger

BOOK = (
    "日期\t摘要\t收入（元）\t支出（元）\t经手人\t凭证号\n"
    "10-03\t土地租金\t12,000\t\t王会计\t12\n"
    "10-12\t修井\t\t３５６０．５\t李工\t13\n"
)


def test_an_account_that_balances_is_read_and_comes_back_as_it_could_be_pasted() -> None:
    ledger = read_ledger(BOOK, opening_fen=100_000, closing_fen=943_950)

    assert [(row.summary, row.income_fen, row.expense_fen, row.handler) for row in ledger.rows] == [
        ("土地租金", 1_200_000, 0, "王会计"),
        ("修井", 0, 356_050, "李工"),
    ]
    assert read_ledger(ledger_text(ledger), opening_fen=100_000, closing_fen=943_950) == ledger


@pytest.mark.parametrize(
    ("text", "closing", "says"),
    [
        (BOOK, 943_949, "9,439.50"),
        ("摘要\t收入\t支出\n修井\t\t三百\n", 0, "第 2 行"),
        ("摘要\t收入\t支出\n\t5\t\n", 0, "第 2 行"),
        ("摘要\t收入\t收入\n修井\t1\t1\n", 0, "各要有一列"),
        ("摘要\t收入\t支出\t余额\n修井\t1\t\t1\n", 0, "余额"),
        ("摘要\t收入\t支出\n修井\t1\t\t7\n", 0, "第 2 行"),
        ("摘要\t收入\t支出\n修井\t999,999,999,999,999,999.00\t\n", 0, "第 2 行"),
        ("摘要\t收入\t支出\n", 0, "连同表头"),
        ("", 0, "连同表头"),
    ],
)
def test_what_does_not_fit_is_told_in_words(text: str, closing: int, says: str) -> None:
    with translation.override("zh-hans"), pytest.raises(BadTable) as caught:
        read_ledger(text, opening_fen=100_000, closing_fen=closing)

    assert says in str(caught.value)


def test_a_chart_is_money_without_a_unit_and_numbers_with_one() -> None:
    money = read_chart("项目\t金额\n修路\t1200.5\n修井\t300\n", unit="")
    people = read_chart("一组\t31\n二组\t28\n", unit="人")

    assert money.bars == [Bar(label="修路", value=120_050), Bar(label="修井", value=30_000)]
    assert [bar.value for bar in people.bars] == [31, 28]
    assert read_chart(chart_text(money), unit="") == money
    for wrong in ("一组\t3.5\n", "一组\t-3\n", "一组\n", ""):
        with pytest.raises(BadTable):
            read_chart(wrong, unit="人")


@pytest.mark.parametrize("cell", ["1.234", "1,23", "12元", "1e5", "--1", "９９９９９９９９９９９９９９"])
def test_what_is_no_amount_is_none(cell: str) -> None:
    with pytest.raises(BadTable):
        fen_of(cell)


def test_a_ledger_that_does_not_balance_is_not_published_by_whoever_calls(home: CountyConfig) -> None:
    draft = Draft(
        village=Village.objects.get(name="东书村"),
        title="账",
        as_of=date(2026, 10, 31),
        content=(Ledger(opening_fen=0, rows=[], closing_fen=1),),
    )

    with pytest.raises(BadTable):
        publish(draft, Officer.objects.get(username="limin"))
