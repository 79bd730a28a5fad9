"""Which emergency stands alone now: the highest rank, of equal ones the newest, none that is over.

Over is what says so, or what has expired: by the wall clock where that can be trusted, else by the time since it was
heard. A clock by which it was stale when it came is not asked: the terminal, which knows more of its clock, sent it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.wall.turns.turn import Instant
from wire.wall.emergency import Emergency


@dataclass(frozen=True)
class _Heard:
    emergency: Emergency
    over_mono_ms: int
    came_stale: bool

    def over(self, at: Instant) -> bool:
        if self.emergency.ended:
            return True
        if at.trusted and not self.came_stale:
            return at.wall_ms >= self.emergency.expires_at_ms
        return at.mono_ms >= self.over_mono_ms


def _heard(emergency: Emergency, at: Instant) -> _Heard:
    came_stale = at.trusted and at.wall_ms >= emergency.expires_at_ms
    is_dated = at.trusted and not came_stale
    begun = max(at.wall_ms, emergency.issued_at_ms) if is_dated else emergency.issued_at_ms
    return _Heard(emergency, at.mono_ms + emergency.expires_at_ms - begun, came_stale)


class Alarms:
    """All emergencies that were heard of and are not withdrawn."""

    def __init__(self) -> None:
        self._heard: dict[tuple[str, int], _Heard] = {}

    def hears(self, emergencies: Iterable[Emergency], at: Instant) -> None:
        """The whole list; when each version was first heard stays known."""
        newest: dict[str, Emergency] = {}
        for one in emergencies:
            if one.emergency_id not in newest or newest[one.emergency_id].version < one.version:
                newest[one.emergency_id] = one
        self._heard = {
            key: self._heard.get(key) or _heard(one, at)
            for one in newest.values()
            for key in [(one.emergency_id, one.version)]
        }

    def standing(self, at: Instant) -> Emergency | None:
        standing = [heard.emergency for heard in self._heard.values() if not heard.over(at)]
        return max(standing, key=lambda one: (one.rank, one.issued_at_ms, one.emergency_id), default=None)
