"""A day that is played through for the county is the day that the terminal's rotation has from the same beginning."""

import msgspec
import pytest

from kiosk.wall.plan import HOUR_MS, MINUTE_MS, Stand, planned, play, set_all
from kiosk.wall.turns.programme import Hours
from tests.kiosk.cast import NOTICES
from tests.kiosk.turns.yard import Yard
from wire.ids import SiteId
from wire.wall.playlist import Duty, Playlist, PlaylistItem, Window
from wire.wall.preview import PlanDay
from wire.wall.profile import WallProfile

MIDNIGHT_MS = 1_795_708_800_000
"""Friday 27 November 2026, 00:00 in Liuhe."""
PROFILE = WallProfile(width_px=384, height_px=192, pitch_um=10_000, farthest_m=20, on_minute=420, off_minute=1260)
PLAYLIST = Playlist(
    site=SiteId("liuhe"),
    serial=3,
    published_at_ms=0,
    villages=(NOTICES[0].village, "无声村"),
    items=(
        PlaylistItem(notice_id=NOTICES[0].notice_id, windows=(Window(from_minute=600, to_minute=720),)),
        PlaylistItem(notice_id=NOTICES[1].notice_id, priority=3),
    ),
    duties=(
        Duty(
            notice_id=NOTICES[0].notice_id, rule="monthly", first_day="2026-11-01", last_day="2026-12-31", times_a_day=9
        ),
    ),
)
DAY = PlanDay(profile=PROFILE, notices=tuple(NOTICES), playlist=PLAYLIST, day="2026-11-27")


def stands(question: PlanDay) -> list[Stand]:
    pages, named, _ = set_all(question)
    return list(play(question, pages, named))


def on_the_wall(question: PlanDay) -> list[tuple[object, ...]]:
    """The same day, told to a rotation as the wall tells it, and moved on by the clock of the turns' own tests."""
    pages, named, _ = set_all(question)
    on_ms = question.profile.on_minute * MINUTE_MS
    yard = Yard(wall_ms=MIDNIGHT_MS + on_ms)
    yard.rotation.hears_hours(Hours(question.profile.on_minute, question.profile.off_minute), yard.at)
    yard.rotation.hears_playlist(question.playlist, yard.at)
    yard.rotation.hears_pages(pages, yard.at)
    yard.rotation.hears_silent(named, yard.at)
    told: list[tuple[object, ...]] = []
    while yard.wall_ms - MIDNIGHT_MS < question.profile.off_minute * MINUTE_MS:
        page = yard.turn.page
        told.append((yard.wall_ms - MIDNIGHT_MS, page.village, page.notice_id, page.page, yard.turn.why))
        yard.next_page()
    return told


def test_the_plan_is_what_the_terminals_rotation_does() -> None:
    planned_day = [
        (one.from_ms, one.turn.page.village, one.turn.page.notice_id, one.turn.page.page, one.turn.why)
        for one in stands(DAY)
    ]

    assert planned_day == on_the_wall(DAY)
    assert {why for *_, why in planned_day} >= {"turn", "duty", "silent"}
    assert len(planned_day) > 500


def test_hours_and_times_are_sums_of_what_stood_there() -> None:
    day, stood = planned(DAY), stands(DAY)

    readable = sum(one.to_ms - one.from_ms for one in stood if one.turn.why != "silent")
    assert sum(sum(one.hours_ms) for one in day.villages) == readable
    assert [hour for hour, ms in enumerate(day.lit_ms) if ms] == list(range(7, 21))
    assert all(sum(one.hours_ms[hour] for one in day.villages) <= HOUR_MS for hour in range(24))
    assert day.times[NOTICES[0].notice_id] >= 9
    assert day.silent == ("无声村",)


def test_what_comes_next_is_told_from_the_asked_minute_on() -> None:
    day = planned(msgspec.structs.replace(DAY, from_minute=615))

    first, second = day.coming[0], day.coming[1]
    assert first.at_ms <= 615 * MINUTE_MS < second.at_ms
    assert planned(msgspec.structs.replace(DAY, from_minute=1300)).coming == ()


@pytest.mark.parametrize(("on", "off", "lit"), [(0, 0, 24), (1200, 360, 10), (1200, 0, 4), (420, 1260, 14)])
def test_a_panel_may_be_lit_all_day_or_over_midnight(on: int, off: int, lit: int) -> None:
    profile = msgspec.structs.replace(PROFILE, on_minute=on, off_minute=off)

    day = planned(msgspec.structs.replace(DAY, profile=profile))

    assert sum(day.lit_ms) == lit * HOUR_MS
    assert all(ms == 0 for one in day.villages for ms, light in zip(one.hours_ms, day.lit_ms, strict=True) if not light)


def test_nothing_published_is_a_day_without_turns() -> None:
    empty = Playlist(site=SiteId("liuhe"), serial=0, published_at_ms=0)

    day = planned(msgspec.structs.replace(DAY, notices=(), playlist=empty))

    assert (day.villages, day.coming, day.times) == ((), (), {})
