"""A day of a wall, played through by its own rotation: for the county, which would see what a playlist does.

The day begins afresh: nobody has had a share, nothing was shown today, nobody calls a village up, the clock is right.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from kiosk.render.page import WallPage
from kiosk.render.typesetter import Typesetter
from kiosk.wall.repertoire import content_sha256
from kiosk.wall.turns.calendar import BoraxCalendar
from kiosk.wall.turns.programme import Hours
from kiosk.wall.turns.rotation import CHINA_MIN, Rotation
from kiosk.wall.turns.turn import Instant, Turn
from kiosk.words import Words
from wire.wall.preview import PlanDay, PlannedDay, PlannedTurn, PlannedVillage

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MINUTES: Final = 1440
MOST_COMING: Final = 12


@dataclass(frozen=True)
class Stand:
    """A page that stands there, from and to in milliseconds of the day; `whole` when it had all its time."""

    turn: Turn
    from_ms: int
    to_ms: int

    @property
    def whole(self) -> bool:
        return self.to_ms - self.from_ms >= self.turn.page.dwell_ms


def planned(question: PlanDay) -> PlannedDay:
    """The whole day, summed up by village and hour; and from the asked minute on the pages that come."""
    pages, named, left_out = set_all(question)
    stands = tuple(play(question, pages, named))
    hours: dict[str, list[int]] = defaultdict(lambda: [0] * 24)
    times: Counter[str] = Counter()
    for stand in stands:
        if stand.turn.why != "silent":
            for hour, ms in _by_hour(stand.from_ms, stand.to_ms):
                hours[stand.turn.page.village][hour] += ms
            times[stand.turn.page.notice_id] += stand.whole and stand.turn.page.page == stand.turn.page.pages - 1
    order = dict.fromkeys([*question.playlist.villages, *(page.village for page in pages)])
    shown = {page.village for page in pages}
    coming = [_told(stand) for stand in stands if stand.to_ms > question.from_minute * MINUTE_MS]
    return PlannedDay(
        villages=tuple(
            PlannedVillage(village=village, hours_ms=tuple(hours[village])) for village in order if village in shown
        ),
        silent=tuple(page.village for page in named),
        lit_ms=_lit_by_hour(question),
        coming=tuple(coming[:MOST_COMING]),
        times=dict(times),
        left_out=left_out,
    )


def play(question: PlanDay, pages: tuple[WallPage, ...], named: tuple[WallPage, ...]) -> Iterator[Stand]:
    """What stands there in the lit hours of the day, one after the other."""
    rotation, begins_ms = Rotation(BoraxCalendar()), _midnight_ms(question.day)

    def at(ms: int) -> Instant:
        return Instant(mono_ms=ms + 1, wall_ms=begins_ms + ms, trusted=True)

    lit = _lit(question)
    first_ms = lit[0][0]
    rotation.hears_hours(Hours(question.profile.on_minute, question.profile.off_minute), at(first_ms))
    rotation.hears_playlist(question.playlist, at(first_ms))
    rotation.hears_pages(pages, at(first_ms))
    rotation.hears_silent(named, at(first_ms))
    for from_ms, to_ms in lit:
        now_ms, standing = from_ms, rotation.hears_panel(on=True, at=at(from_ms))
        while now_ms < to_ms and isinstance(standing, Turn):
            until_ms = min(standing.until_ms - 1, to_ms)
            yield Stand(standing, now_ms, until_ms)
            now_ms, standing = until_ms, rotation.moves(at(until_ms))
        rotation.hears_panel(on=False, at=at(to_ms))


def set_all(question: PlanDay) -> tuple[tuple[WallPage, ...], tuple[WallPage, ...], tuple[str, ...]]:
    """All pages, as this wall would set them; of villages that have none, the page that says so."""
    typesetter = Typesetter(question.profile, Words.of(question.language), point="")
    owed = {duty.notice_id for duty in question.playlist.duties}
    made = {
        notice.notice_id: typesetter.set(notice, content_sha256(notice), whole=notice.notice_id in owed).pages
        for notice in question.notices
    }
    pages = tuple(page for each in made.values() for page in each)
    shown = {page.village for page in pages}
    named = tuple(typesetter.silent(village) for village in question.playlist.villages if village not in shown)
    left_out = tuple(f"{one.village} {one.title}" for one in question.notices if not made[one.notice_id])
    return pages, named, left_out


def _lit(question: PlanDay) -> tuple[tuple[int, int], ...]:
    """From and to, in milliseconds of the day; a panel may be lit over midnight."""
    on, off = question.profile.on_minute, question.profile.off_minute
    if on % DAY_MINUTES == off % DAY_MINUTES:
        spans: tuple[tuple[int, int], ...] = ((0, DAY_MINUTES),)
    elif on < off:
        spans = ((on, off),)
    else:
        spans = ((0, off), (on, DAY_MINUTES))
    return tuple(
        (from_minute * MINUTE_MS, to_minute * MINUTE_MS) for from_minute, to_minute in spans if from_minute < to_minute
    )


def _lit_by_hour(question: PlanDay) -> tuple[int, ...]:
    hours = [0] * 24
    for from_ms, to_ms in _lit(question):
        for hour, ms in _by_hour(from_ms, to_ms):
            hours[hour] += ms
    return tuple(hours)


def _by_hour(from_ms: int, to_ms: int) -> Iterator[tuple[int, int]]:
    while from_ms < to_ms:
        edge_ms = min((from_ms // HOUR_MS + 1) * HOUR_MS, to_ms)
        yield from_ms // HOUR_MS, edge_ms - from_ms
        from_ms = edge_ms


def _midnight_ms(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000) - CHINA_MIN * MINUTE_MS


def _told(stand: Stand) -> PlannedTurn:
    page = stand.turn.page
    return PlannedTurn(
        at_ms=stand.from_ms,
        village=page.village,
        title=page.title,
        notice_id=page.notice_id,
        page=page.page,
        pages=page.pages,
        dwell_ms=page.dwell_ms,
        why=stand.turn.why,
    )
