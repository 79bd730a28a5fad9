"""An emergency takes the whole wall; a wall with nothing to show is never blank."""

import pytest

from tests.kiosk.render.cast import FOOT, marks_of, painter, runs_of, texts_of, typesetter
from tests.kiosk.render.samples import PUBLISHED_MS, WALLS, emergency
from wire.wall.profile import WallProfile

SMALLEST = WallProfile(width_px=32, height_px=16, pitch_um=3_000, farthest_m=60)
ALL = {**WALLS, "32x16": SMALLEST}


@pytest.mark.parametrize("wall", ALL)
def test_an_emergency_is_shown_on_every_wall(wall: str) -> None:
    pages = typesetter(ALL[wall]).emergency(emergency())

    said = "".join(text for page in pages for text in texts_of(page))
    assert pages
    assert all(char in said for char in "山洪预警请立即转移到村小学")
    assert all(page.notice_id == "e" * 32 for page in pages)
    assert [(page.page, page.pages) for page in pages] == [(at, len(pages)) for at in range(len(pages))]


@pytest.mark.parametrize("wall", WALLS)
def test_of_a_drill_the_word_stands_on_every_page(wall: str) -> None:
    for page in typesetter(WALLS[wall]).emergency(emergency(drill=True)):
        assert any(text.startswith("演练") for text in texts_of(page))


def test_a_wall_too_small_for_word_and_headline_shows_of_a_drill_the_word_alone() -> None:
    said = "".join(text for page in typesetter(SMALLEST).emergency(emergency(drill=True)) for text in texts_of(page))

    assert said == "演练：洪水警报"


def test_the_headline_is_the_largest_on_the_page() -> None:
    (page,) = typesetter(WALLS["384x192"]).emergency(emergency())

    largest = max(runs_of(page), key=lambda run: run.face.px)
    assert largest.text in "山洪预警，请立即转移到村小学"
    assert largest.face.px >= 32


@pytest.mark.parametrize("wall", ALL)
def test_a_wall_to_which_nothing_is_published_is_not_blank(wall: str) -> None:
    setter = typesetter(ALL[wall])

    for page in (
        setter.nothing(today="2026-08-06", phone="0351-7654321", published_at_ms=PUBLISHED_MS),
        setter.nothing(heard=False),
        setter.silent("王家村"),
    ):
        assert marks_of(page)
        assert painter(ALL[wall]).paint(page, FOOT).image().getbbox() is not None


def test_it_says_the_day_whom_to_call_and_what_was_published_last() -> None:
    page = typesetter(WALLS["384x192"]).nothing(today="2026-08-06", phone="0351-7654321", published_at_ms=PUBLISHED_MS)

    said = " ".join(texts_of(page))
    assert "2026年8月6日" in said
    assert "0351-7654321" in said
    assert "最近一次公布：2026年8月5日" in said


def test_a_village_that_has_published_nothing_is_named() -> None:
    page = typesetter(WALLS["384x192"]).silent("王家村", today="2026-08-06")

    assert page.village == "王家村"
    assert texts_of(page)[:2] == ["王家村", "还没有公布内容"]
