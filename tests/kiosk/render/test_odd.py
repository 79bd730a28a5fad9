"""Odd accounts and odd walls: amounts taken back, sums that stand first, empty tables, far readers, dark modules."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.render.bitmap import Bitmap
from kiosk.render.canvas import on_canvas, unfolded
from kiosk.render.head import foot_marks
from kiosk.render.letters.policy import smallest_strip_px
from kiosk.render.marks import Box, Layout, Run
from kiosk.render.page import WallPage
from tests.kiosk.render.cast import marks_of, pages_of, runs_of, texts_of, typesetter
from tests.kiosk.render.samples import SAMPLES, SUMMARY, WALLS, emergency, notice
from wire.content import Column, Ledger, LedgerRow, Listing, Table, Text
from wire.wall.profile import Rectangle, WallProfile

LONG_TITLE = "2026年第三季度耕地地力保护补贴、种粮大户补贴和农机购置补贴发放公示表（仰韶村全体村民小组）"
squares = st.builds(
    Rectangle,
    x=st.integers(0, 23).map(lambda at: at * 16),
    y=st.integers(0, 11).map(lambda at: at * 16),
    width=st.sampled_from([16, 32, 64]),
    height=st.sampled_from([16, 32]),
)


def _overlaps(page: WallPage) -> list[str]:
    runs = runs_of(page)
    return [one.text for at, one in enumerate(runs) if any(one.box.meets(other.box) for other in runs[at + 1 :])]


def _is_whole(page: WallPage, profile: WallProfile) -> bool:
    """On the wall, and no letter on a dark module."""
    wall = Box(0, 0, profile.width_px, profile.height_px)
    dark = [Box(dead.x, dead.y, dead.width, dead.height) for dead in profile.dead]
    held = all(wall.holds(mark.box) for mark in marks_of(page))
    return held and not any(run.box.meets(one) for run in runs_of(page) for one in dark)


@pytest.mark.parametrize("wall", ["192x96", "256x128", "768x384", "1920x64"])
def test_what_was_taken_back_has_one_sign(wall: str) -> None:
    rows = [
        LedgerRow(summary="红字冲销上月多记的电费", income_fen=-18_640, expense_fen=12_300),
        LedgerRow(summary="退回保证金", income_fen=0, expense_fen=-500_000),
    ]
    account = Ledger(opening_fen=100_000, rows=rows, closing_fen=100_000 - 18_640 - 12_300 + 500_000)

    said = [text for page in pages_of(WALLS[wall], account, whole=True) for text in texts_of(page)]

    assert not any("+−" in text or "−−" in text for text in said)
    assert any("−186.40" in text for text in said)
    assert any("5,000.00" in text for text in said)


@pytest.mark.parametrize("wall", ["384x192", "768x384", "1920x64", "1920x1080"])
def test_the_name_of_a_sum_does_not_lie_on_the_sum(wall: str) -> None:
    columns = [Column(title="户", kind="number"), Column(title="补贴", kind="money")]
    table = Table(columns=columns, rows=[[number, number * 123_456_789] for number in range(1, 60)])

    for summed in (0, 1):
        pages = pages_of(WALLS[wall], Listing(table=table, sum_column=summed), whole=True)

        assert any("合计" in texts_of(page) for page in pages)
        assert [_overlaps(page) for page in pages] == [[] for _ in pages]


@pytest.mark.parametrize("wall", WALLS)
def test_a_table_without_rows_is_not_passed_over(wall: str) -> None:
    empty = Listing(table=Table(columns=[Column(title="户主"), Column(title="金额", kind="money")], rows=[]))

    pages = typesetter(WALLS[wall]).set(notice(empty, title="低保名单"), "5" * 64).pages

    said = "".join(text for page in pages for text in texts_of(page))
    assert "低保名单" in said
    assert "本期没有内容" in said.replace("\n", "")


@pytest.mark.parametrize("wall", ["768x384", "1920x64", "1920x1080"])
def test_a_long_title_stays_legible_and_has_a_page_of_its_own(wall: str) -> None:
    profile = WALLS[wall]

    first, *_ = pages = typesetter(profile).set(notice(SUMMARY, title=LONG_TITLE), "5" * 64).pages

    assert "".join(run.text for run in runs_of(first) if run.ink == "amber").endswith(LONG_TITLE)
    assert min(run.face.px for page in pages for run in runs_of(page)) >= smallest_strip_px(profile)


@settings(max_examples=40, deadline=None)
@given(st.lists(squares, max_size=5), st.booleans(), st.sampled_from(["ledger", "text", "summary", "poster"]))
def test_scattered_dark_modules_bear_no_letters(dead: list[Rectangle], tags: bool, kind: str) -> None:  # noqa: FBT001
    profile = msgspec.structs.replace(WALLS["384x192"], dead=tuple(dead), tags=tags)
    setter = typesetter(profile)

    made = setter.set(notice(SAMPLES[kind]), "5" * 64)
    alarm = setter.emergency(emergency())

    assert made.pages or made.refused
    assert all(_is_whole(page, profile) for page in made.pages)
    assert not setter.frame.holds_a_line or all(_is_whole(page, profile) for page in alarm)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([(160, 80), (640, 32), (2048, 96), (96, 960), (1000, 48), (320, 160)]),
    st.sampled_from([2_500, 4_000, 10_000]),
    st.integers(min_value=3, max_value=45),
    st.booleans(),
)
def test_a_page_for_a_far_reader_stays_on_the_wall(
    size: tuple[int, int],
    pitch_um: int,
    farthest: int,
    tags: bool,  # noqa: FBT001
) -> None:
    profile = WallProfile(width_px=size[0], height_px=size[1], pitch_um=pitch_um, farthest_m=farthest, tags=tags)

    made = typesetter(profile).set(notice(Text(body="路通了。"), title="修路"), "5" * 64)

    assert made.pages or made.refused
    assert all(_is_whole(page, profile) for page in made.pages)
    assert [_overlaps(page) for page in made.pages] == [[] for _ in made.pages]


def test_a_small_wall_with_a_far_reader_has_one_line_of_head_and_one_of_body() -> None:
    far = WallProfile(width_px=192, height_px=96, pitch_um=4_000, farthest_m=15)

    made = typesetter(far).set(notice(Text(body="路通了。"), title="修路"), "5" * 64)

    assert made.refused == ()
    assert "路通了。" in [text for page in made.pages for text in texts_of(page)]


@pytest.mark.parametrize("whole", [False, True])
def test_a_wall_that_takes_no_entry_of_an_account_shows_its_sums_and_tells_why(whole: bool) -> None:  # noqa: FBT001
    made = typesetter(WALLS["128x32"]).set(notice(SAMPLES["ledger"]), "5" * 64, whole=whole)

    said = [text for page in made.pages for text in texts_of(page)]
    assert "152,895.25元" in said
    assert "46笔，见一体机" in said
    assert [(refusal.kind, refusal.why) for refusal in made.refused] == [("Ledger", "too_small")]


def test_an_alarm_that_takes_many_pages_is_still_read_line_after_line() -> None:
    profile = WALLS["128x32"]
    long = msgspec.structs.replace(emergency(drill=True), lines=("北坡路桥已断改走南沟" * 8,) * 6)

    pages = typesetter(profile).emergency(long)

    said = "".join(run.text for page in pages for run in runs_of(page) if run.ink != "red" and run.y > 12)
    assert said.count("北坡路桥") == 48
    assert all(any("演练" in text for text in texts_of(page)) for page in pages)


def test_a_plain_alarm_stands_beside_a_dark_module() -> None:
    profile = msgspec.structs.replace(WALLS["128x32"], dead=(Rectangle(x=48, y=16, width=32, height=16),))

    pages = typesetter(profile).emergency(emergency())

    assert pages
    assert all(_is_whole(page, profile) for page in pages)


@pytest.mark.parametrize(("width", "strips"), [(33, 32), (100, 24), (1000, 3), (1920, 5)])
def test_any_width_is_folded_into_any_strips_and_back(width: int, strips: int) -> None:
    profile = WallProfile(width_px=width, height_px=16, strips=strips, left_px=3, top_px=5)
    page = Bitmap(width, 16, bytes(at % 251 for at in range(width * 16 * 3)))

    canvas = on_canvas(page, profile)

    assert unfolded(canvas, profile) == page


@pytest.mark.parametrize("wall", ["128x32", "192x96"])
@pytest.mark.parametrize("kind", ["ledger", "listing", "text", "poster", "summary"])
def test_of_each_notice_a_page_says_how_old_it_is_and_on_a_tiny_wall_another_what_comes_next(
    wall: str, kind: str
) -> None:
    told, following = "2026年8月5日公布，已41天没联系上县里", "接下来：王家村 10:42"

    pages = pages_of(WALLS[wall], SAMPLES[kind])

    layouts = [page.layout for page in pages]
    feet = [layout.foot for layout in layouts if isinstance(layout, Layout) and layout.foot]
    said = {mark.text for foot in feet for mark in foot_marks(foot, told, following) if isinstance(mark, Run)}
    assert any(text.endswith("已41天没联系上县里") for text in said)
    assert following in said or (wall, kind) == ("192x96", "poster"), "a single page says how old it is"
