"""What must be read now: which emergency holds, until when, and what was said of it. The county's word alone.

An id's version only grows; what a later version ended never comes back. An emergency is over, for good, when what the
county signed says so, or when it has been known for as long as it was to last. A wall clock may lie for a while: one
that is trusted only hides what has run out by it, and one that found it stale when it came must first be confirmed. Of
several the real ones stand before drills, then the highest rank, then the newest. The face is told before the disk.
"""

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from edge.errors import NoRoom
from edge.store.shelf import Kept, Shelf
from edge.wall.authority import County
from edge.wall.errors import Stale
from wire.errors import BadMessage, WireError
from wire.ids import is_id
from wire.port_wall import EmergencyChanged
from wire.seal.signed import Signed
from wire.wall.emergency import EMERGENCY_CONTEXT, Emergency

_log = logging.getLogger(__name__)
REMEMBERED_MS = 30 * 24 * 3600 * 1000
"""So long after its end, by what the county signed, an id is remembered, lest an old stick bring it back."""
MOST = 200
_AGE_STEP_MS = 60_000
"""How often the age is kept: after a restart without a clock an emergency may stand so much longer."""


@dataclass(frozen=True)
class Known:
    """The newest version of one emergency, and what is remembered of it."""

    emergency: Emergency
    envelope: Signed
    heard_at_ms: int
    until_ms: int
    """The latest end that any version named."""
    age_ms: int = 0
    """How long it has been known, by the monotonic clock."""
    over: bool = False
    last_said: str = ""
    """Which state of which version was last told to the county."""
    told_mono_ms: int = 0

    def notes(self) -> dict[str, object]:
        return {
            "heard_at_ms": self.heard_at_ms,
            "until_ms": self.until_ms,
            "age_ms": self.age_ms,
            "over": self.over,
            "last_said": self.last_said,
        }


@dataclass(frozen=True)
class Times:
    """The clocks of this machine."""

    now_ms: Callable[[], int]
    trusted: Callable[[], bool]
    confirmed: Callable[[], bool]
    """Trusted, and the county has told the time since the start."""
    earliest_ms: Callable[[], int]
    """What the county signed: it is not before this."""
    mono_ms: Callable[[], int]


@dataclass
class _Held:
    known: dict[str, Known] = field(default_factory=dict)
    aged_at_ms: int = 0
    kept_at_ms: int = 0


class Emergencies:
    """All emergencies of this wall."""

    def __init__(
        self, shelf: Shelf, county: County, *, times: Times, changed: Callable[[EmergencyChanged], None]
    ) -> None:
        self._shelf = shelf
        self._county = county
        self._times = times
        self._changed = changed
        self._held = _Held(aged_at_ms=times.mono_ms(), kept_at_ms=times.mono_ms())
        self._load()
        self._told = self.current()

    def current(self) -> EmergencyChanged:
        holding = [known.emergency for known in self._held.known.values() if self._holds(known)]
        return EmergencyChanged(emergency=max(holding, key=_urgency, default=None))

    @property
    def is_real(self) -> bool:
        """Whether one holds that is no drill: for that a panel is lit at night."""
        emergency = self._told.emergency
        return emergency is not None and not emergency.drill

    def heard(self, envelope: Signed, emergency_id: str | None = None) -> Emergency | None:
        """What is new; None for what was heard before. Raises WireError for anything that must change nothing."""
        emergency = self._read(envelope)
        if emergency_id is not None and emergency.emergency_id != emergency_id:
            raise BadMessage("an emergency under the topic of another")
        before = self._held.known.get(emergency.emergency_id)
        if before and before.emergency == emergency:
            return None
        self._refuse_old(emergency, before)
        known = self._known(emergency, envelope, before)
        self._held.known[emergency.emergency_id] = known
        self._tell()
        self._keep(known)
        self._forget_too_many()
        return emergency

    def concerns_us(self, emergency: Emergency) -> bool:
        return not emergency.terminals or self._county.terminal_id in emergency.terminals

    def known(self, emergency_id: str) -> Known | None:
        return self._held.known.get(emergency_id)

    def mark_said(self, emergency_id: str, word: str) -> None:
        """This was told to the county, or will be: it is not said again."""
        known = self._held.known[emergency_id]
        self._put(replace(known, last_said=word))

    def tick(self) -> None:
        """Called each second: what has run out goes from the wall."""
        self._age()
        for known in list(self._held.known.values()):
            if not known.over and self._is_over(known):
                self._put(replace(known, over=True))
        self._tell()
        self._forget_old()

    def _read(self, envelope: Signed) -> Emergency:
        emergency = self._county.says(envelope, Emergency, EMERGENCY_CONTEXT)
        if not is_id(emergency.emergency_id):
            raise BadMessage("an emergency without an id")
        if emergency.site != self._county.site:
            raise Stale("an emergency of another site")
        if len(set(emergency.officers)) < len(emergency.officers):
            raise BadMessage("one officer alone cannot call an emergency")
        return emergency

    def _refuse_old(self, emergency: Emergency, before: Known | None) -> None:
        if before and emergency.version <= before.emergency.version:
            raise Stale(f"version {emergency.version} of an emergency came after {before.emergency.version}")
        if not before and (self._is_signed_past(emergency) or (self._times.confirmed() and self._is_past(emergency))):
            raise Stale("an emergency that has run out")

    def _known(self, emergency: Emergency, envelope: Signed, before: Known | None) -> Known:
        until_ms = max(emergency.expires_at_ms, before.until_ms if before else 0)
        mono_ms = self._times.mono_ms()
        known = Known(emergency, envelope, self._times.now_ms(), until_ms, told_mono_ms=mono_ms)
        return replace(known, last_said=before.last_said if before else "", over=self._is_over(known))

    def _holds(self, known: Known) -> bool:
        return self._lasts(known) and not self._is_hidden(known) and self.concerns_us(known.emergency)

    def _lasts(self, known: Known) -> bool:
        """Whether it may hold now or once the clock is right."""
        return not known.over and not known.emergency.ended and not self._is_over(known)

    def _is_over(self, known: Known) -> bool:
        emergency = known.emergency
        return self._is_signed_past(emergency) or known.age_ms >= emergency.expires_at_ms - emergency.issued_at_ms

    def _is_hidden(self, known: Known) -> bool:
        came_stale = known.heard_at_ms >= known.emergency.expires_at_ms
        believed = self._times.confirmed() if came_stale else self._times.trusted()
        return believed and self._is_past(known.emergency)

    def _is_signed_past(self, emergency: Emergency) -> bool:
        return self._times.earliest_ms() >= emergency.expires_at_ms

    def _is_past(self, emergency: Emergency) -> bool:
        return self._times.now_ms() >= emergency.expires_at_ms

    def _age(self) -> None:
        held, mono_ms = self._held, self._times.mono_ms()
        passed_ms, held.aged_at_ms = mono_ms - held.aged_at_ms, mono_ms
        keeps = mono_ms - held.kept_at_ms >= _AGE_STEP_MS
        for known in [one for one in held.known.values() if self._lasts(one)]:
            older = replace(known, age_ms=known.age_ms + passed_ms)
            held.known[known.emergency.emergency_id] = older
            if keeps:
                self._keep(older)
        held.kept_at_ms = mono_ms if keeps else held.kept_at_ms

    def _put(self, known: Known) -> None:
        self._held.known[known.emergency.emergency_id] = known
        self._keep(known)

    def _keep(self, known: Known) -> None:
        # A disk that takes nothing must not take the warning from the wall.
        try:
            self._shelf.keep(known.emergency.emergency_id, Kept(known.envelope, known.notes()))
        except NoRoom as error:
            _log.error("an emergency is shown and cannot be kept: %s", error)

    def _tell(self) -> None:
        current = self.current()
        if current != self._told:
            self._told = current
            self._changed(current)

    def _forget_old(self) -> None:
        # Not by the wall clock: a day on which it lies would let an old stick bring back what was ended.
        earliest_ms = self._times.earliest_ms()
        self._forget([known for known in self._held.known.values() if known.until_ms + REMEMBERED_MS <= earliest_ms])

    def _forget_too_many(self) -> None:
        known = sorted(self._held.known.values(), key=lambda one: (self._lasts(one), one.emergency.issued_at_ms))
        self._forget(known[: max(0, len(known) - MOST)])

    def _forget(self, gone: list[Known]) -> None:
        for known in gone:
            del self._held.known[known.emergency.emergency_id]
            with contextlib.suppress(NoRoom):
                self._shelf.drop(known.emergency.emergency_id)

    def _load(self) -> None:
        for name, kept in self._shelf.all():
            try:
                emergency = self._read(kept.envelope)
                self._held.known[emergency.emergency_id] = _remembered(emergency, kept, self._times.mono_ms())
            except (WireError, KeyError, TypeError, ValueError):
                _log.warning("kept emergency %s is not the county's", name[:64])


def _urgency(emergency: Emergency) -> tuple[bool, int, int, int, str]:
    return (
        not emergency.drill,
        emergency.rank,
        emergency.issued_at_ms,
        emergency.version,
        emergency.emergency_id,
    )


def _remembered(emergency: Emergency, kept: Kept, mono_ms: int) -> Known:
    notes = kept.notes
    return Known(
        emergency,
        kept.envelope,
        heard_at_ms=int(notes["heard_at_ms"]),
        until_ms=int(notes["until_ms"]),
        age_ms=int(notes["age_ms"]),
        over=bool(notes["over"]),
        last_said=str(notes["last_said"]),
        told_mono_ms=mono_ms,
    )
