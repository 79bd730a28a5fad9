"""The rotation of one wall: it is told what is published, what time it is and what happens, and says what stands there.

    rotation = Rotation(BoraxCalendar(), utc_offset_min=480)
    rotation.hears_shares(told, at)                  # once, at the start, before the first pages
    rotation.hears_pages(pages, at)                  # whenever pages were made anew
    rotation.hears_playlist(playlist, at)            # likewise emergencies, panel, hours
    answer = rotation.called("village", at)          # for AnswerSummon
    standing = rotation.moves(at)                    # at least four times a second, and before each frame if you like
    match standing:
        case Alarm(emergency=emergency): ...         # alone on the wall
        case Turn(page=page, why=why): ...           # `share_ms` and `lowest_ms` go into Shown
        case Empty(): ...
    coming = rotation.forecast(at, 2)                # for the foot strip: villages and when

All of these answer what stands there afterwards, but `called` and `forecast`. The same page stands as long as
`standing.page` is the same; `Turn` itself may differ in `until_ms`.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from kiosk.render.page import WallPage
from kiosk.wall.turns.alarms import Alarms
from kiosk.wall.turns.calendar import LunarCalendar
from kiosk.wall.turns.order import Choice, Order
from kiosk.wall.turns.programme import Hours, Open, Programme
from kiosk.wall.turns.published import Published
from kiosk.wall.turns.today import Today
from kiosk.wall.turns.turn import Alarm, Answer, Coming, Empty, Instant, Standing, Turn
from kiosk.wall.turns.windows import LocalTime
from wire.ids import NoticeId
from wire.port_wall import SharesTold
from wire.wall.emergency import Emergency
from wire.wall.playlist import Playlist

CHINA_MIN = 480
"""All of China keeps UTC+8, the whole year round."""
_MOST_PAGES_AHEAD = 100


class Rotation:
    """Whose turn it is on one wall."""

    def __init__(self, calendar: LunarCalendar, *, utc_offset_min: int = CHINA_MIN) -> None:
        self._calendar = calendar
        self._offset_min = utc_offset_min
        self._pages: tuple[WallPage, ...] = ()
        self._named: tuple[WallPage, ...] = ()
        self._playlist: Playlist | None = None
        self._programme = Programme(None, calendar)
        self._published = Published()
        self._order = Order(self._published)
        self._alarms = Alarms()
        self._panel_on = True
        self._mono_ms = 0
        self._left_ms = 0
        self._today = Today(utc_offset_min)
        self._stands: Standing = Empty()
        self.heard = False
        """Whether the edge has ever said what is published."""

    @property
    def stands(self) -> Standing:
        return self._stands

    @property
    def silent(self) -> tuple[str, ...]:
        """Villages that the playlist names and that have published nothing."""
        return self._published.silent

    def hears_shares(self, told: SharesTold, at: Instant) -> Standing:
        """What the proof knows of the time before this start."""
        self._order.shares.restore(told.readable_ms, told.lowest_ms)
        self._today.restore(told.times_today, at)
        return self.moves(at)

    def hears_pages(self, pages: Iterable[WallPage], at: Instant) -> Standing:
        """All current pages. What is new stands there at once, what is gone goes at once."""
        self._spend(at)
        self.heard, self._pages = True, tuple(pages)
        return self._rearranged(at)

    def hears_silent(self, pages: Iterable[WallPage], at: Instant) -> Standing:
        """A page for each village of `silent`; one that has published something meanwhile is not named."""
        self._spend(at)
        self._named = tuple(pages)
        return self._rearranged(at)

    def hears_playlist(self, playlist: Playlist | None, at: Instant) -> Standing:
        self._spend(at)
        hours = self._programme.hours
        self._playlist, self._programme = playlist, Programme(playlist, self._calendar)
        self._programme.hours = hours
        return self._rearranged(at)

    def hears_hours(self, hours: Hours, at: Instant) -> Standing:
        """When the panel is lit."""
        self._programme.hours = hours
        return self.moves(at)

    def hears_emergencies(self, emergencies: Iterable[Emergency], at: Instant) -> Standing:
        """All that are in force; none of them ends those heard before."""
        self._alarms.hears(emergencies, at)
        return self.moves(at)

    def hears_panel(self, *, on: bool, at: Instant) -> Standing:
        """While it is off nobody reads: time stands still, and calls are forgotten."""
        self._spend(at)
        self._panel_on = on
        if not on:
            self._order.drop_calls()
        if isinstance(self._stands, Turn):
            self._stands = replace(self._stands, until_ms=at.mono_ms + self._left_ms)
        return self.moves(at)

    def called(self, village: str, at: Instant) -> Answer:
        """Somebody calls this village up. Afterwards ask `moves` what stands there."""
        standing = self.moves(at)
        if isinstance(standing, Alarm) or not self._panel_on:
            return Answer("no")
        before, answer = self._order.caller, self._order.call(village, self._open(at))
        if before is None and answer.state == "now":
            self._choose(at)
        return answer

    def moves(self, at: Instant) -> Standing:
        """Time goes by."""
        self._spend(at)
        emergency = self._alarms.standing(at)
        if emergency is not None:
            self._order.drop_calls()
            self._stands = Alarm(emergency)
        elif not isinstance(self._stands, Turn) or self._left_ms <= 0:
            self._choose(at)
        return self._stands

    def forecast(self, at: Instant, count: int) -> tuple[Coming, ...]:
        """The next villages after the one that stands there, if nothing comes between."""
        if not isinstance(self._stands, Turn):
            return ()
        coming: dict[str, Coming] = {}
        for page, then in self._ahead(self._stands, at):
            if len(coming) == count:
                break
            if page.village != self._stands.page.village and page.village not in self.silent:
                coming.setdefault(page.village, Coming(page.village, then.mono_ms, then.wall_ms))
        return tuple(coming.values())

    def following(self, at: Instant) -> WallPage | None:
        """The page that comes when this one has had its time, if nothing comes between; it may be the same again."""
        if not isinstance(self._stands, Turn):
            return None
        return next((page for page, _ in self._ahead(self._stands, at)), None)

    def _ahead(self, stands: Turn, at: Instant) -> Iterator[tuple[WallPage, Instant]]:
        """The pages that follow and when, played through on a copy."""
        order, choice, left_ms, then = self._order.copy(), Choice(stands.page, stands.why), self._left_ms, at
        for _ in range(_MOST_PAGES_AHEAD):
            order.shown(choice, left_ms)
            order.read(choice)
            then = Instant(then.mono_ms + left_ms, then.wall_ms + left_ms, at.trusted)
            opened = self._open(then)
            following = order.choose(opened)
            if following is None:
                return
            choice, left_ms = following, following.page.dwell_ms
            yield choice.page, then
            if len(opened.villages) == 1:
                return

    def _rearranged(self, at: Instant) -> Standing:
        self._published = Published(self._pages, self._programme.order)
        fresh, stands = self._order.hears(self._published), self._stands
        self._order.silences.hears(page for page in self._named if page.village in self.silent)
        if isinstance(stands, Turn) and (
            not self._holds(stands.page) or (stands.why != "called" and self._cuts_in(fresh, at))
        ):
            self._left_ms = 0
        return self.moves(at)

    def _holds(self, page: WallPage) -> bool:
        return self._published.holds(page) or self._order.silences.holds(page)

    def _cuts_in(self, fresh: Container[NoticeId], at: Instant) -> bool:
        """Whether one of these comes at once."""
        if not fresh or not self._panel_on:
            return False
        page = self._order.news(self._open(at))
        return page is not None and page.notice_id in fresh

    def _spend(self, at: Instant) -> None:
        """Count what was readable; a page that stood longer, because the machine hung, counts its own time."""
        gone_ms = max(at.mono_ms - self._mono_ms, 0)
        self._mono_ms = at.mono_ms
        if not isinstance(self._stands, Turn) or not self._panel_on or self._left_ms <= 0:
            return
        choice, spent_ms = Choice(self._stands.page, self._stands.why), min(gone_ms, self._left_ms)
        self._left_ms -= spent_ms
        self._order.shown(choice, spent_ms)
        if self._left_ms == 0 and self._order.read(choice):
            self._today.ended(choice.page.notice_id, at)

    def _open(self, at: Instant) -> Open:
        return self._programme.open(self._published, LocalTime.of(at, self._offset_min), self._today.counts(at))

    def _choose(self, at: Instant) -> None:
        choice = self._order.choose(self._open(at))
        if choice is None:
            self._stands, self._left_ms = Empty(), 0
            return
        shares, page = self._order.shares, choice.page
        self._left_ms = max(page.dwell_ms, 1)
        self._stands = Turn(
            page=page,
            why=choice.why,
            until_ms=at.mono_ms + self._left_ms,
            share_ms=shares.had_ms(page.village),
            lowest_ms=shares.lowest_ms,
        )
