"""Nothing that is published is invisible at a kiosk: each kind becomes words or a table."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.flows.typeset.paging import Paper, notice_pages
from kiosk.flows.typeset.sections import SaysKeys, Section, sections
from kiosk.words import Words
from tests.kiosk.cast import KINDS, NOTICES
from wire.affairs.notice import Notice
from wire.content import (
    Bar,
    Chart,
    Column,
    Content,
    Figure,
    Ledger,
    LedgerRow,
    Listing,
    Media,
    Picture,
    Poster,
    Summary,
    Table,
    Text,
    Video,
)
from wire.ids import NoticeId, SiteId

SAYS = Words.of("zh_CN")
MEDIA = Media(sha256="a" * 64, length=9, media_type="image/png", pieces=["b" * 64], width=4, height=3)
LISTING = Listing(
    table=Table(
        columns=[Column(title="户主"), Column(title="人口", kind="number"), Column(title="金额", kind="money")],
        rows=[["王大山", 4, 168_000], ["李秀英", 2, 84_050], ["周玉", "", ""]],
    ),
    sum_column=2,
)
LEDGER = KINDS.content[0]
ONE_OF_EACH: dict[type, Content] = {
    type(one): one
    for one in (
        Text(body="经村民代表会议讨论通过。"),
        LEDGER,
        Summary(
            figures=[Figure(label="收入", fen=123_450), Figure(label="其中：机动地", number=5200, unit="亩", level=1)]
        ),
        LISTING,
        Poster(headline="11月30日上午9点开标", lines=("地点：村委会院里",)),
        Chart(bars=[Bar(label="办公", value=120_000), Bar(label="修路", value=895_000)]),
        Picture(media=MEDIA, caption="修好的机耕路"),
        Video(media=MEDIA, caption="清理河道"),
    )
}


def notice(*content: Content, body: str = "", table: Table | None = None) -> Notice:
    return Notice(
        notice_id=NoticeId("1" * 32),
        version=1,
        site=SiteId("liuhe"),
        village="柳河村",
        title="公布",
        body=body,
        table=table,
        content=content,
        as_of="2026-11-08",
        published_at_ms=0,
    )


def told(content: Content) -> str:
    """All that stands on the pages of it."""
    pages = notice_pages(notice(content), Paper(50, 9), SAYS)
    cells = [cell for page in pages for row in page.rows for cell in row]
    return "\n".join([*(line for page in pages for line in page.lines), *cells]).replace("\n", "")


def test_there_is_one_of_each_kind() -> None:
    assert set(ONE_OF_EACH) == set(get_args(Content))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Text, ["经村民代表会议讨论通过。"]),
        (Ledger, ["213,456.78元", "219,866.78元", "支保洁员工资(6人)", "4,800.00", "付-045", "王秀兰", "10-19"]),
        (Summary, ["收入", "1,234.50元", "其中：机动地", "5,200亩"]),
        (Listing, ["王大山", "1,680.00", "合计", "2,520.50"]),
        (Poster, ["11月30日上午9点开标", "地点：村委会院里"]),
        (Chart, ["办公", "1,200.00元", "8,950.00元"]),
        (Picture, ["照片：修好的机耕路"]),
        (Video, ["影片：清理河道"]),
    ],
)
def test_what_it_says_can_be_read(kind: type, words: list[str]) -> None:
    whole = told(ONE_OF_EACH[kind])

    assert [word for word in words if word not in whole] == []


def test_an_account_begins_with_what_it_comes_to_and_ends_with_its_totals() -> None:
    figures, entries = sections(notice(LEDGER), SAYS)

    assert figures.table is not None
    assert [row[0] for row in figures.table.rows] == ["上期结余", "本期收入", "本期支出", "期末结余"]
    assert entries.table is not None
    assert entries.table.rows[-1] == ["", "合计", 1_247_000, 606_000, "", ""]


def test_columns_that_no_entry_fills_are_left_out() -> None:
    ledger = Ledger(opening_fen=100, rows=[LedgerRow(summary="买扫帚", expense_fen=40)], closing_fen=60)

    _, entries = sections(notice(ledger), SAYS)

    assert entries.table is not None
    assert [column.title for column in entries.table.columns] == ["摘要", "收入", "支出"]
    assert entries.table.rows == [["买扫帚", "", 40], ["合计", 0, 40]]


def test_an_account_that_does_not_balance_is_not_shown_and_says_why() -> None:
    ledger = Ledger(opening_fen=100, rows=[LedgerRow(summary="买扫帚", expense_fen=40)], closing_fen=61)

    (only,) = sections(notice(ledger), SAYS)

    assert only == Section(SAYS.say("wall.refused.unbalanced"))


def test_an_account_without_entries_has_its_figures_alone() -> None:
    (only,) = sections(notice(Ledger(opening_fen=100, rows=[], closing_fen=100)), SAYS)

    assert only.table is not None
    assert len(only.table.rows) == 4


@pytest.mark.parametrize("at", [None, 0, 3, -1, 99])
def test_a_total_is_asked_only_of_a_column_of_figures(at: int | None) -> None:
    listing = Listing(table=LISTING.table, sum_column=at)

    (only,) = sections(notice(listing), SAYS)

    assert only.table == LISTING.table


def test_words_that_follow_each_other_stand_together_and_tables_below_them() -> None:
    made = sections(notice(Poster(headline="其二"), LISTING, Text(body="其三"), body="其一", table=LISTING.table), SAYS)

    assert [(one.words, one.table is not None) for one in made] == [
        ("其一", True),
        ("其二", True),
        ("其三", False),
    ]


def test_a_picture_without_words_says_so() -> None:
    assert told(Picture(media=MEDIA)) == "照片：没有文字说明"


def test_a_notice_that_says_nothing_has_one_empty_page() -> None:
    assert sections(notice(), SaysKeys()) == (Section(),)


def test_what_was_published_before_there_were_kinds_stands_as_it_stood() -> None:
    (account,) = sections(NOTICES[0], SAYS)
    (letter,) = sections(NOTICES[1], SAYS)

    assert account == Section("", NOTICES[0].table)
    assert letter == Section(NOTICES[1].body)


FEN = st.integers(0, 10**12)
ROWS = st.lists(
    st.builds(
        LedgerRow,
        day=st.sampled_from(["", "07-03"]),
        summary=st.text("买卖修路灯泡水管款", min_size=1, max_size=30),
        income_fen=FEN,
        expense_fen=FEN,
        handler=st.sampled_from(["", "王秀兰"]),
    ),
    max_size=30,
)


@given(opening=FEN, rows=ROWS, width=st.integers(16, 60), height=st.floats(5, 20))
@settings(max_examples=40, deadline=None)
def test_every_amount_of_an_account_stands_whole_on_any_paper(
    opening: int, rows: list[LedgerRow], width: int, height: float
) -> None:
    closing = opening + sum(row.income_fen - row.expense_fen for row in rows)
    ledger = Ledger(opening_fen=opening, rows=rows, closing_fen=closing)

    pages = notice_pages(notice(ledger), Paper(width, height), SAYS)

    cells = "\n".join(cell for page in pages for row in page.rows for cell in row)
    for fen in [amount for row in rows for amount in (row.income_fen, row.expense_fen) if amount]:
        assert f"{fen // 100:,}.{fen % 100:02}" in cells
