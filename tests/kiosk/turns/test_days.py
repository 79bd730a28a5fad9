"""Whole days and seasons of a wall: windows, duties and fillers in the rotation, clocks that are wrong, and no link."""

from collections import Counter

import pytest

from kiosk.wall.turns.programme import Hours
from kiosk.wall.turns.turn import Turn
from tests.kiosk.turns.yard import DAY_MS, MORNING_MS, Yard, notice, published
from wire.ids import NoticeId, SiteId
from wire.wall.playlist import Duty, Playlist, PlaylistItem, Window

LATE = Window(from_minute=600, to_minute=720)
A, B, C = notice("东书村", "a", 20, 20), notice("柳河村", "b", 30), notice("西书村", "c", 40)


def playlist(*items: PlaylistItem, duties: tuple[Duty, ...] = ()) -> Playlist:
    return Playlist(site=SiteId("liuhe"), serial=1, published_at_ms=0, items=items, duties=duties)


def item(name: str, *windows: Window, filler: bool = False) -> PlaylistItem:
    return PlaylistItem(notice_id=NoticeId(name), windows=windows, filler=filler)


def stood(yard: Yard, seconds: float) -> Counter[str]:
    """Readable seconds per notice."""
    counted: Counter[str] = Counter()
    end_ms = yard.mono_ms + seconds * 1000
    while yard.mono_ms < end_ms:
        turn, began_ms = yard.turn, yard.mono_ms
        yard.next_page()
        counted[turn.page.notice_id] += (yard.mono_ms - began_ms) // 1000
    return counted


def test_a_window_opens_and_closes_at_the_edge_of_a_page() -> None:
    yard = Yard(published(A, B, C))
    yard.rotation.hears_playlist(playlist(item("b", LATE)), yard.at)

    before, within, after = stood(yard, 7200), stood(yard, 7200), stood(yard, 7200)

    assert before["b"] == 0
    assert within["b"] == pytest.approx(2400, abs=60)
    assert after["b"] <= 30


def test_who_comes_back_with_its_window_gets_no_backlog() -> None:
    yard = Yard(published(A, B, C))
    yard.rotation.hears_playlist(playlist(item("b", LATE)), yard.at)
    stood(yard, 7200)

    first = stood(yard, 300)

    assert first["b"] <= 140


def test_what_fillers_got_is_nobodys_share() -> None:
    yard = Yard()
    yard.rotation.hears_playlist(playlist(item("a", LATE), item("b", LATE), item("f", filler=True)), yard.at)
    yard.rotation.hears_pages(published(A, notice("东书村", "f", 25), B), yard.at)

    filled = stood(yard, 7200)
    within = stood(yard, 3600)

    assert set(filled) == {"f"}
    assert within["a"] == pytest.approx(within["b"], abs=40)


def test_a_duty_has_its_times_within_the_share_of_its_village() -> None:
    others = [notice("东书村", f"d{number}", 30) for number in range(6)]
    pages = published(A, *others, B, C)
    plain = stood(Yard(pages), 16 * 3600)
    yard = Yard(pages, wall_ms=MORNING_MS - 2 * 3_600_000)
    owed = Duty(
        notice_id=NoticeId("d0"), rule="monthly", first_day="2026-11-01", last_day="2026-11-30", times_a_day=200
    )
    yard.rotation.hears_hours(Hours(on_minute=360, off_minute=1320), yard.at)
    yard.rotation.hears_playlist(playlist(duties=(owed,)), yard.at)

    owing = stood(yard, 16 * 3600)

    assert plain["d0"] // 30 == pytest.approx(87, abs=3)
    assert owing["d0"] // 30 == pytest.approx(200, abs=1)
    assert owing["b"] == pytest.approx(plain["b"], abs=60), "and no other village has less for it"
    assert owing["c"] == pytest.approx(plain["c"], abs=60)


def test_a_duty_is_drawn_forward_while_nobody_loses_by_it() -> None:
    yard = Yard(published(C, B, notice("东书村", "d", 10)))
    yard.next_page()

    owed = Duty(notice_id=NoticeId("d"), rule="at_once", first_day="2026-11-01", last_day="2026-11-30")
    yard.rotation.hears_playlist(playlist(duties=(owed,)), yard.at)
    yard.next_page()

    assert (yard.turn.page.notice_id, yard.turn.why) == ("d", "duty")


@pytest.mark.parametrize("days", [-4000, -1, 1, 4000])
def test_a_clock_that_is_set_neither_stalls_nor_skips(days: int) -> None:
    yard, plain = Yard(published(A, B, C)), Yard(published(A, B, C))
    yard.passes(7)
    plain.passes(7)

    yard.wall_ms += days * DAY_MS

    assert yard.places(30) == plain.places(30)


def test_a_clock_that_cannot_be_trusted_shows_what_has_no_window() -> None:
    yard = Yard(published(A, B, C), trusted=False, wall_ms=0)

    yard.rotation.hears_playlist(playlist(item("a", LATE), item("b", LATE), item("b", LATE)), yard.at)

    assert set(stood(yard, 3600)) == {"a", "b", "c"}, "a village with windows only shows all it has"


def test_half_a_year_without_a_link_is_never_empty_and_stays_fair() -> None:
    items = (item("a", LATE), item("b", Window(market_days=(9,), from_minute=480, to_minute=720)), item("c", LATE))
    yard = Yard(published(*(notice(page.village, page.notice_id, 1200) for page in (A[0], B[0], C[0]))))
    yard.rotation.hears_playlist(playlist(*items), yard.at)
    counted: Counter[str] = Counter()

    for hour in range(180 * 24):
        yard.trusted = hour < 40 * 24
        counted += stood(yard, 3600)
        assert isinstance(yard.stands, Turn)

    assert min(counted.values()) > 0.97 * max(counted.values())
