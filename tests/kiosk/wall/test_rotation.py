"""Which page stands on the wall, and when."""

from kiosk.wall.pages import Cutter, wall_pages
from kiosk.wall.rotation import Rotation
from tests.kiosk.cast import NOTICES, accounts, letter
from tests.kiosk.glass import LARGE, LED, SMALL_LED

PAGES = wall_pages(NOTICES, LARGE)


def _started() -> Rotation:
    rotation = Rotation(page_s=8)
    rotation.hears(PAGES)
    return rotation


def test_before_anything_is_heard_nothing_is_claimed() -> None:
    rotation = Rotation(page_s=8)

    assert rotation.page is None
    assert not rotation.heard
    assert not rotation.waits(100)


def test_all_pages_stand_in_turn_and_round_again() -> None:
    rotation = _started()

    shown = [rotation.page]
    for _ in range(len(PAGES)):
        assert rotation.waits(8)
        shown.append(rotation.page)

    assert shown == [*PAGES, PAGES[0]]


def test_a_page_stands_its_time() -> None:
    rotation = _started()

    assert not rotation.waits(7.5)
    assert rotation.waits(0.5)


def test_news_stand_at_once() -> None:
    rotation = _started()
    fresh = letter("石桥村", number=77)

    rotation.hears(wall_pages((*NOTICES, fresh), LARGE))

    assert rotation.page is not None
    assert rotation.page.notice_id == fresh.notice_id


def test_a_new_version_is_news() -> None:
    rotation = _started()
    corrected = accounts("石桥村", number=4, rows=9)
    corrected = type(corrected)(
        **{name: getattr(corrected, name) for name in corrected.__struct_fields__} | {"version": 2}
    )

    rotation.hears(wall_pages((*NOTICES[:3], corrected), LARGE))

    assert rotation.page is not None
    assert rotation.page.version == 2


def test_the_same_list_again_changes_nothing() -> None:
    rotation = _started()
    rotation.waits(8)

    rotation.hears(PAGES)

    assert rotation.page == PAGES[1]


def test_what_is_withdrawn_goes_at_once() -> None:
    rotation = _started()

    rotation.hears(wall_pages(NOTICES[1:], LARGE))

    assert rotation.page is not None
    assert rotation.page.notice_id == NOTICES[1].notice_id
    rotation.hears(())
    assert rotation.page is None


def test_the_foot_names_the_notice_after_this_one() -> None:
    rotation = _started()

    following = rotation.notice_after(rotation.page)

    assert following is not None
    assert following.notice_id == NOTICES[1].notice_id
    rotation.hears(wall_pages(NOTICES[:1], LARGE))
    assert rotation.notice_after(rotation.page) is None


def test_one_page_alone_stays() -> None:
    rotation = Rotation(page_s=1)
    rotation.hears(wall_pages((letter("柳河村", number=5),), LARGE)[:1])

    assert not rotation.waits(50)


def test_a_coarse_wall_shows_the_same_rows_on_more_pages() -> None:
    coarse, fine = wall_pages(NOTICES, LED), wall_pages(NOTICES, LARGE)

    for pages in (coarse, fine):
        assert sum(len(page.content.rows) for page in pages) == 24 + 46 + 8
    assert all(page.em_px >= 16 for page in coarse)


def test_a_wall_too_narrow_for_columns_stacks_the_figures() -> None:
    (first, *_) = wall_pages(NOTICES[:1], SMALL_LED)

    assert first.em_px == 16
    assert [field.title for field in first.content.fields] == ["", ""]


def test_each_version_of_a_notice_is_cut_once() -> None:
    cutter = Cutter(LARGE)
    before = cutter.pages(NOTICES[:3])

    after = cutter.pages((NOTICES[3], *NOTICES[:3]))

    assert after == wall_pages((NOTICES[3], *NOTICES[:3]), LARGE)
    assert after[-1] is before[-1]
