"""What may be shown now, by playlist and clock. It is never empty while anything is published.

A village none of whose notices is open waits; one whose windows never open again is shown without them. Where the clock
cannot be trusted, no window is judged: a village shows what has none, or else all it has. Fillers come when no village
has anything; and when they are closed too, everything is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.wall.turns.calendar import LunarCalendar
from kiosk.wall.turns.published import Published
from kiosk.wall.turns.windows import Almanac, LocalTime
from wire.ids import NoticeId
from wire.wall.playlist import Duty, Playlist, PlaylistItem

_PLAIN = PlaylistItem(notice_id=NoticeId(""))
Lists = dict[str, tuple[NoticeId, ...]]
_MINUTES_KEPT = 90


@dataclass(frozen=True)
class Hours:
    """When the panel is lit, in minutes of the day; equal ones mean all day. Duties are spread over them."""

    on_minute: int = 0
    off_minute: int = 1440

    def passed(self, minute: int) -> float:
        """The part of today's hours that has gone by, from 0 to 1."""
        length = (self.off_minute - self.on_minute) % 1440 or 1440
        since = (minute - self.on_minute) % 1440
        return min(since / length, 1.0)


@dataclass(frozen=True)
class Open:
    """What may be shown now."""

    villages: Lists
    """Villages with something to show, in order, and what each shows."""
    due: tuple[NoticeId, ...] = ()
    """Duties that are behind their hours, the latest first."""
    filler: bool = False
    """Whether these are fillers, of which nobody has a share."""


class Programme:
    """The playlist, held against the clock."""

    def __init__(self, playlist: Playlist | None, calendar: LunarCalendar) -> None:
        self.order = playlist.villages if playlist else ()
        self._items = {item.notice_id: item for item in playlist.items} if playlist else {}
        self._duties = playlist.duties if playlist else ()
        self._almanac = Almanac(calendar, playlist.holidays if playlist else ())
        self._silenced: tuple[date | None, Published | None, dict[str, bool]] = (None, None, {})
        self._minutes: tuple[Published | None, dict[LocalTime | None, Lists]] = (None, {})
        self.hours = Hours()

    def open(self, published: Published, now: LocalTime | None, shown: Mapping[NoticeId, int]) -> Open:
        """`now` is None while the clock cannot be trusted; `shown` counts how often each was shown today."""
        due = self._due(published, now, shown) if now else ()
        villages = self._lists(published, now)
        if due:
            villages = _with_duties(published, villages, due)
        if villages:
            return Open(villages, due)
        fillers = self._fillers(published, now)
        everything = {village: tuple(notices) for village, notices in published.villages.items() if notices}
        return Open(fillers or everything, filler=bool(fillers))

    def _lists(self, published: Published, now: LocalTime | None) -> Lists:
        """What windows and priorities leave of each village; reckoned once a minute."""
        if self._minutes[0] is not published or len(self._minutes[1]) > _MINUTES_KEPT:
            self._minutes = (published, {})
        known = self._minutes[1]
        if now not in known:
            lists = {village: self._listed(published, village, now) for village in published.villages}
            known[now] = {village: listed for village, listed in lists.items() if listed}
        return known[now]

    def _item(self, notice: NoticeId) -> PlaylistItem:
        return self._items.get(notice, _PLAIN)

    def _listed(self, published: Published, village: str, now: LocalTime | None) -> tuple[NoticeId, ...]:
        plain = [one for one in published.villages[village] if not self._item(one).filler]
        return self._foremost(self._judged(published, village, plain, now=now))

    def _judged(
        self, published: Published, village: str, plain: Sequence[NoticeId], *, now: LocalTime | None
    ) -> Sequence[NoticeId]:
        if now is None:
            return [one for one in plain if not self._item(one).windows] or plain
        opened = [one for one in plain if self._almanac.is_open(self._item(one).windows, now)]
        return opened or (plain if self._is_silenced(published, village, now.day) else ())

    def _foremost(self, notices: Sequence[NoticeId]) -> tuple[NoticeId, ...]:
        highest = max((self._item(one).priority for one in notices), default=0)
        return tuple(one for one in notices if self._item(one).priority == highest)

    def _is_silenced(self, published: Published, village: str, today: date) -> bool:
        """Whether no window of this village ever opens again; reckoned once a day, and only when none is open."""
        if self._silenced[:2] != (today, published):
            self._silenced = (today, published, {})
        known = self._silenced[2]
        if village not in known:
            plain = [self._item(one) for one in published.villages[village] if not self._item(one).filler]
            known[village] = not any(self._almanac.opens_again(item.windows, today) for item in plain)
        return known[village]

    def _fillers(self, published: Published, now: LocalTime | None) -> Lists:
        lists = {
            village: tuple(
                one
                for one in notices
                if self._item(one).filler and (now is None or self._almanac.is_open(self._item(one).windows, now))
            )
            for village, notices in published.villages.items()
        }
        return {village: notices for village, notices in lists.items() if notices}

    def _due(self, published: Published, now: LocalTime, shown: Mapping[NoticeId, int]) -> tuple[NoticeId, ...]:
        behind = {
            duty.notice_id: missing
            for duty in self._duties
            if duty.notice_id in published.pages and (missing := self._missing(duty, now, shown)) > 0
        }
        return tuple(sorted(behind, key=lambda notice: -behind[notice]))

    def _missing(self, duty: Duty, now: LocalTime, shown: Mapping[NoticeId, int]) -> float:
        """By which part of the day's times it is behind; 0 when it is not."""
        if not duty.first_day <= now.day.isoformat() <= duty.last_day:
            return 0.0
        wanted = min(int(self.hours.passed(now.minute) * duty.times_a_day) + 1, duty.times_a_day)
        return max(wanted - shown.get(duty.notice_id, 0), 0) / duty.times_a_day


def _with_duties(published: Published, villages: Lists, due: tuple[NoticeId, ...]) -> Lists:
    """A village's duties stand before what else it shows."""
    owed = {village: [one for one in due if one in notices] for village, notices in published.villages.items()}
    lists = {village: (*owed[village], *villages.get(village, ())) for village in published.villages}
    return {village: tuple(dict.fromkeys(listed)) for village, listed in lists.items() if listed}
