"""How often each notice was shown today, to its last page. A day begins where the clock can be trusted."""

from collections.abc import Mapping

from kiosk.wall.turns.turn import Instant
from kiosk.wall.turns.windows import LocalTime
from wire.ids import NoticeId


class Today:
    """Counts of one day."""

    def __init__(self, utc_offset_min: int) -> None:
        self._offset_min = utc_offset_min
        self._day = ""
        self._counts: dict[NoticeId, int] = {}

    def restore(self, counts: Mapping[str, int], at: Instant) -> None:
        """What the proof knows of today; what was counted before comes on top."""
        own = self.counts(at)
        told = {NoticeId(notice): count for notice, count in counts.items()}
        self._counts = {one: told.get(one, 0) + own.get(one, 0) for one in {*told, *own}}
        self._day = self._name(at)

    def counts(self, at: Instant) -> Mapping[NoticeId, int]:
        return self._counts if self._day in {"", self._name(at)} else {}

    def ended(self, notice: NoticeId, at: Instant) -> None:
        """The last page of this notice has had its time."""
        self._counts, self._day = dict(self.counts(at)), self._name(at)
        self._counts[notice] = self._counts.get(notice, 0) + 1

    def _name(self, at: Instant) -> str:
        now = LocalTime.of(at, self._offset_min)
        return now.day.isoformat() if now else self._day
