"""What was shown is added up by village and wall; who was not shown stands there too, and so does a silent day."""

from datetime import date

from county.wall.logs import table
from county.wall.proofs import take_batch
from county.wall.tally import Span, each_wall, villages
from tests.county.wall.stage import MORNING_MS, Wall
from wire.wall.chain import packed

DAY_MS = 86_400_000
SPAN = Span(date(2026, 11, 24), date(2026, 11, 26))


def test_villages_get_their_minutes_and_the_one_that_was_not_shown_is_named(wall: Wall) -> None:
    wall.shows("东书村", seconds=60)
    wall.shows("柳河村", seconds=30)
    wall.trusted = False
    wall.shows("东书村", seconds=60)
    wall.shows("", seconds=600, why="drill")
    wall.shows("旧村", seconds=5)
    take_batch("t002", packed(wall.entries))

    told = {each.village: (each.times, each.readable_ms, each.untrusted) for each in villages(SPAN)}

    assert told == {
        "东书村": (2, 120_000, 1),
        "柳河村": (1, 30_000, 0),
        "石桥村": (0, 0, 0),
        "旧村": (1, 5_000, 1),
    }
    assert [each.times for each in villages(SPAN, "t404")] == [0, 0, 0]
    assert [each.times for each in villages(Span(date(2026, 11, 20), date(2026, 11, 25)))] == [0, 0, 0]


def test_gaps_have_their_reasons_and_a_day_without_any_entry_is_missing(wall: Wall) -> None:
    wall.clock_ms = MORNING_MS - 2 * DAY_MS
    wall.shows("东书村")
    wall.rests("off_hours", seconds=3600)
    wall.clock_ms = MORNING_MS
    wall.rests("power", seconds=60)
    take_batch("t002", packed(wall.entries))

    (shown,) = each_wall(SPAN)

    assert shown.gaps == (("off_hours", 3_600_000), ("power", 60_000))
    assert shown.missing == (date(2026, 11, 25),)


def test_of_a_gap_that_lasts_over_midnight_each_day_has_its_part(wall: Wall) -> None:
    wall.clock_ms = MORNING_MS + 14 * 3_600_000
    wall.rests("off_hours", seconds=8 * 3600)
    wall.shows("东书村", seconds=60)
    wall.rests("power", seconds=3 * 86_400)
    take_batch("t002", packed(wall.entries))

    days = [date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28)]
    gaps = [dict(each_wall(Span(day, day))[0].gaps) for day in days]

    assert gaps == [
        {"off_hours": 2 * 3_600_000},
        {"off_hours": 6 * 3_600_000, "power": 18 * 3_600_000 - 60_000},
        {"power": 24 * 3_600_000},
    ]


def test_a_gap_that_lasts_over_days_makes_none_of_them_missing(wall: Wall) -> None:
    wall.clock_ms = MORNING_MS - 2 * DAY_MS
    wall.rests("power", seconds=2 * 86_400)
    take_batch("t002", packed(wall.entries))

    (shown,) = each_wall(SPAN)

    assert shown.missing == ()


def test_words_in_the_table_cannot_become_formulas(wall: Wall) -> None:
    wall.shows("东书村", title="=HYPERLINK(1)")
    take_batch("t002", packed(wall.entries))

    head, line = table(SPAN, "")

    assert head.startswith("\ufeff")
    assert "'=HYPERLINK(1)" in line
    assert line.startswith("t002,0,2026-11-26 08:00:00,2026-11-26 08:00:20,shown,turn,东书村")
