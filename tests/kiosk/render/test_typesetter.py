"""Notices become pages: legible from the farthest place, whole, and true to the fen."""

import re
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.flows.typeset.money import yuan
from kiosk.render.kinds.renderers import RENDERERS
from kiosk.render.letters.policy import dwell_ms, readable_m, smallest_px, smallest_strip_px
from kiosk.render.marks import Box, Film, Photo, Run
from kiosk.render.page import WallPage
from tests.kiosk.render.cast import marks_of, pages_of, runs_of, texts_of, typesetter
from tests.kiosk.render.samples import SAMPLES, TITLES, WALLS, ledger, notice, subsidies
from wire.affairs.notice import Notice
from wire.content import Column, Content, Ledger, LedgerRow, Listing, Poster, Summary, Table, Text
from wire.content import Figure as SummaryFigure
from wire.wall.profile import Rectangle, WallProfile

AMOUNT = re.compile(r"[+−]?[\d,]+\.\d{2}")
YARD = WALLS["384x192"]
fen = st.integers(min_value=0, max_value=99_999_999)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Balanced accounts, some with entries that are both."""
    rows = draw(
        st.lists(
            st.builds(
                LedgerRow,
                day=st.sampled_from(["", "07-03", "2026-07-03"]),
                summary=st.text("收支水电修路款补贴（）0123", min_size=1, max_size=30),
                income_fen=st.one_of(st.just(0), fen),
                expense_fen=st.one_of(st.just(0), fen),
                handler=st.sampled_from(["", "刘桂兰"]),
            ),
            min_size=1,
            max_size=24,
        )
    )
    opening = draw(st.integers(min_value=-1_000_000, max_value=99_999_999))
    closing = opening + sum(row.income_fen - row.expense_fen for row in rows)
    return Ledger(opening_fen=opening, rows=rows, closing_fen=closing)


def _amounts(pages: tuple[WallPage, ...]) -> list[str]:
    return [found for page in pages for text in texts_of(page) for found in AMOUNT.findall(text)]


def _inside(page: WallPage, profile: WallProfile) -> bool:
    wall = Box(0, 0, profile.width_px, profile.height_px)
    return all(wall.holds(mark.box) for mark in marks_of(page))


def test_every_kind_of_content_has_a_renderer() -> None:
    assert set(RENDERERS) == set(get_args(Content))


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("kind", SAMPLES)
def test_nothing_leaves_the_wall_and_the_village_stands_on_every_page_that_has_room_for_it(
    wall: str, kind: str
) -> None:
    pages = typesetter(WALLS[wall]).set(notice(SAMPLES[kind], title=TITLES[kind]), "5" * 64).pages

    assert pages
    assert all(_inside(page, WALLS[wall]) for page in pages)
    unnamed = [page for page in pages if "仰韶村" not in texts_of(page)]
    assert [texts_of(page)[0] for page in unnamed] == (
        ["发包及上交收入"] if (wall, kind) == ("128x32", "summary") else []
    )


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("kind", SAMPLES)
def test_no_letter_is_smaller_than_the_farthest_reader_can_read(wall: str, kind: str) -> None:
    profile = WALLS[wall]
    head = typesetter(profile).frame.head

    for page in typesetter(profile).set(notice(SAMPLES[kind]), "5" * 64).pages:
        for run in runs_of(page):
            least = smallest_px(profile) if run.y >= head.bottom else smallest_strip_px(profile)
            assert run.face.px >= least
            assert readable_m(profile, run.face.stroke_px) >= profile.farthest_m


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("kind", SAMPLES)
def test_no_two_texts_overlap(wall: str, kind: str) -> None:
    for page in typesetter(WALLS[wall]).set(notice(SAMPLES[kind]), "5" * 64).pages:
        runs = runs_of(page)
        for number, run in enumerate(runs):
            assert not any(run.box.meets(other.box) for other in runs[number + 1 :]), run.text


@settings(max_examples=25, deadline=None)
@given(ledgers(), st.sampled_from(["256x128", "384x192", "768x384", "1920x64"]))
def test_every_amount_of_an_account_stands_on_the_wall_as_it_is(account: Ledger, wall: str) -> None:
    pages = pages_of(WALLS[wall], account, whole=True)

    shown = [amount.lstrip("+−") for amount in _amounts(pages)]
    for row in account.rows:
        net = row.income_fen - row.expense_fen
        both = bool(row.income_fen and row.expense_fen)
        wanted = [row.income_fen, row.expense_fen] if both else [abs(net)]
        for one in wanted:
            assert yuan(one) in shown
            shown.remove(yuan(one))


@settings(max_examples=25, deadline=None)
@given(ledgers())
def test_the_summary_of_an_account_is_summed_from_its_entries(account: Ledger) -> None:
    first = pages_of(YARD, account)[0]

    income, expense = sum(row.income_fen for row in account.rows), sum(row.expense_fen for row in account.rows)
    wanted = [account.opening_fen, income, expense, account.closing_fen]
    assert [text for text in texts_of(first) if text.endswith("元")] == [f"{yuan(one)}元" for one in wanted]


def test_pages_carry_an_account_forward() -> None:
    account = ledger(46)

    _, *details = pages_of(WALLS["1920x1080"], account, whole=True)

    came = went = 0
    rows = iter(account.rows)
    for number, page in enumerate(details):
        texts = texts_of(page)
        assert ("上页累计" in texts) == (number > 0)
        carried = texts.index("上页累计") if number else -1
        if number:
            assert texts[carried + 1 : carried + 3] == [yuan(came), yuan(went)]
        for row in (next(rows) for _ in range(sum(text.startswith("07-") for text in texts))):
            came, went = came + row.income_fen, went + row.expense_fen
        label = "合计" if page is details[-1] else "累计"
        assert texts[texts.index(label) + 1 :][:2] == [yuan(came), yuan(went)]


def test_a_list_carries_its_sum_forward() -> None:
    content = subsidies(24)

    pages = pages_of(YARD, content)

    sums = [texts_of(page)[-1] for page in pages]
    assert sums[-1] == yuan(sum(int(row[3]) for row in content.table.rows))
    assert [("合计" in texts_of(page)) for page in pages] == [False] * (len(pages) - 1) + [True]


def test_no_row_is_split_between_pages() -> None:
    account = ledger(46)

    _, *details = pages_of(YARD, account, whole=True)

    said = ["".join(texts_of(page)) for page in details]
    for row in account.rows:
        assert any(row.summary in page.replace(" ", "") for page in said)


def test_of_a_long_account_the_largest_entries_are_shown_and_it_says_so() -> None:
    account = ledger(46)

    summary, *details = pages_of(YARD, account)

    assert "46笔，见一体机" in texts_of(summary)
    assert all("最大10笔，共46笔" in texts_of(page) for page in details)
    largest = sorted((max(row.income_fen, row.expense_fen) for row in account.rows), reverse=True)[:10]
    assert [amount.lstrip("+−") for amount in _amounts(tuple(details))] == [yuan(one) for one in largest]


def test_an_account_that_does_not_balance_is_refused() -> None:
    wrong = msgspec.structs.replace(ledger(46), closing_fen=1)

    made = typesetter(YARD).set(notice(wrong), "5" * 64)

    assert made.pages == ()
    assert [refusal.why for refusal in made.refused] == ["unbalanced"]


def test_an_amount_that_does_not_fit_is_refused_and_not_cut() -> None:
    huge = Summary(figures=[SummaryFigure(label="总收入", fen=2**53)])

    made = typesetter(WALLS["128x32"]).set(notice(huge), "5" * 64)

    assert [refusal.why for refusal in made.refused] == ["too_small"]
    assert _amounts(made.pages) == []
    assert "请看村口一体机" in [texts_of(page)[-1] for page in made.pages]


def test_a_wall_that_is_too_far_away_refuses_by_the_reason() -> None:
    far = WallProfile(width_px=192, height_px=96, pitch_um=4_000, farthest_m=60)

    made = typesetter(far).set(notice(ledger(46), Text(body="路通了。")), "5" * 64)

    assert {refusal.why for refusal in made.refused} == {"too_small"}
    assert {refusal.kind for refusal in made.refused} == {"Ledger", "Text"}


def test_a_page_stands_two_seconds_and_the_reading_time_of_its_characters() -> None:
    first, *_ = pages_of(YARD, Text(body="路 通了。"))

    read = len("路通了。") + len("7月财务收支") + len("2026年7月")
    assert first.dwell_ms == dwell_ms(read) == 2000 + 450 * read


def test_a_film_stands_its_length_and_has_its_place() -> None:
    (page,) = pages_of(YARD, SAMPLES["video"])

    (film,) = [mark for mark in marks_of(page) if isinstance(mark, Film)]
    assert page.dwell_ms == 24_000
    assert page.film_sha256 == film.sha256
    assert abs(film.box.width / film.box.height - 640 / 360) < 0.03


def test_a_picture_keeps_its_shape() -> None:
    (page,) = pages_of(YARD, SAMPLES["picture"])

    (photo,) = [mark for mark in marks_of(page) if isinstance(mark, Photo)]
    assert abs(photo.box.width / photo.box.height - 480 / 320) < 0.03


def test_a_notice_is_set_once_for_each_version() -> None:
    setter = typesetter(YARD)
    first = setter.set(notice(SAMPLES["text"]), "5" * 64)

    assert setter.set(notice(SAMPLES["text"]), "5" * 64) is first
    assert setter.set(notice(SAMPLES["text"], version=2), "6" * 64) is not first
    assert setter.set(notice(SAMPLES["text"]), "7" * 64) is not first


def test_one_refused_content_leaves_the_others() -> None:
    wrong = msgspec.structs.replace(ledger(46), closing_fen=1)

    made = typesetter(YARD).set(notice(wrong, SAMPLES["poster"]), "5" * 64)

    assert [page.kind for page in made.pages] == ["Poster"]
    assert [refusal.kind for refusal in made.refused] == ["Ledger"]


@pytest.mark.parametrize(
    "dead",
    [
        Rectangle(x=160, y=80, width=32, height=16),
        Rectangle(x=0, y=0, width=64, height=32),
        Rectangle(x=352, y=176, width=32, height=16),
        Rectangle(x=0, y=96, width=384, height=16),
    ],
)
@pytest.mark.parametrize("kind", SAMPLES)
def test_nothing_is_set_on_dark_modules(dead: Rectangle, kind: str) -> None:
    profile = msgspec.structs.replace(YARD, dead=(dead,))
    dark = Box(dead.x, dead.y, dead.width, dead.height)

    pages = typesetter(profile).set(notice(SAMPLES[kind]), "5" * 64).pages

    assert pages
    for page in pages:
        said = [mark for mark in marks_of(page) if isinstance(mark, Run | Photo | Film)]
        assert not any(mark.box.meets(dark) for mark in said)


hostile = st.text(
    st.one_of(st.characters(), st.sampled_from("\u202e\u200b\u0301\x00\x1b\n\t😀👨‍👩‍👧ﷺאبW国，（")), max_size=300
)


@settings(max_examples=40, deadline=None)
@given(hostile, st.sampled_from(sorted(WALLS)))
def test_hostile_words_never_leave_the_page(words: str, wall: str) -> None:
    profile = WALLS[wall]
    table = Table(columns=[Column(title=words[:40]), Column(title="元", kind="money")], rows=[[words, 1], ["", ""]])
    content: tuple[Content, ...] = (Text(body=words), Poster(headline=words[:60], lines=(words,)), Listing(table=table))

    made = typesetter(profile).set(_named(notice(*content), words), "5" * 64)

    assert all(_inside(page, profile) for page in made.pages)


def _named(one: Notice, words: str) -> Notice:
    return msgspec.structs.replace(one, village=words[:80], title=words, period=words[:30])


@settings(max_examples=30, deadline=None)
@given(
    st.integers(min_value=32, max_value=700),
    st.integers(min_value=16, max_value=400),
    st.integers(min_value=1, max_value=60),
    st.sampled_from(sorted(SAMPLES)),
)
def test_any_wall_gets_pages_or_a_reason(width: int, height: int, farthest: int, kind: str) -> None:
    profile = WallProfile(width_px=width, height_px=height, farthest_m=farthest)

    made = typesetter(profile).set(notice(SAMPLES[kind]), "5" * 64)

    assert made.pages or made.refused
    assert all(_inside(page, profile) for page in made.pages)
