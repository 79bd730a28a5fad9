"""The terminal rings: an officer calls back about a call that was made here. One ring at a time.

Only when nobody is in the middle of something; who stands there learns when that call was made, and nothing else.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from wire import port
from wire.call.signals import RINGS_FOR_S, Ring, RingHeard
from wire.ids import CallId
from wire.record import Record

SILENT_S: Final = 7.0
"""A Ring that has not come again by then is no more, whatever became of its last word."""
_REMEMBERED: Final = 64
Fate = Literal["rings", "refused", "unheard", "answered", "over"]


@dataclass(frozen=True)
class RingOutfit:
    """What rings stand on."""

    send: Callable[[Record], object]
    tell: Callable[[Record], None]
    now: Callable[[], float]
    is_occupied: Callable[[], bool]
    """A call, a recording or a draft is under way."""
    has_face: Callable[[], bool]
    """Somebody could see it."""


@dataclass
class _Known:
    """What became of a ring; a Ring that comes late or again is met by it."""

    since: float
    fate: Fate = "rings"


@dataclass
class _Ringing:
    ring: Ring
    heard_at: float
    told: bool = False


class Rings:
    """Of one terminal; kept in RAM."""

    def __init__(self, outfit: RingOutfit) -> None:
        self._outfit = outfit
        self._known: OrderedDict[CallId, _Known] = OrderedDict()
        self._ringing: _Ringing | None = None

    def heard(self, ring: Ring) -> None:
        known = self._remember(ring.ring_id)
        if ring.over and known.fate != "answered":
            self._ends(ring.ring_id, "over")
        match known.fate:
            case "refused" | "unheard":
                self._answer(ring.ring_id, known.fate)
            case "rings":
                self._comes(ring)

    def refuse(self, ring_id: CallId) -> None:
        """Nobody here wants it. One that rings no more is past refusing."""
        if self._ringing and self._ringing.ring.ring_id == ring_id:
            self._ends(ring_id, "refused")
            self._answer(ring_id, "refused")

    def answered(self, ring_id: str) -> None:
        """A call was begun that names it; its Invite is the answer."""
        if ring_id:
            self._remember(CallId(ring_id)).fate = "answered"
            if self._ringing and self._ringing.ring.ring_id == ring_id:
                self._ringing = None

    def face_came(self) -> None:
        """It has heard nothing yet."""
        if self._ringing:
            self._ringing.told = False
            self._tell(self._ringing)

    def tick(self) -> None:
        """Now and then."""
        ringing, now = self._ringing, self._outfit.now()
        if ringing is None:
            return
        ring_id = ringing.ring.ring_id
        if now - self._remember(ring_id).since >= RINGS_FOR_S:
            self._ends(ring_id, "unheard")
            self._answer(ring_id, "unheard")
        elif now - ringing.heard_at > SILENT_S:
            self._falls_silent(ring_id)

    def _comes(self, ring: Ring) -> None:
        if self._outfit.is_occupied() or self._rings_for_another(ring):
            self._falls_silent(ring.ring_id)
            self._answer(ring.ring_id, "busy")
        else:
            self._rings(ring)

    def _rings(self, ring: Ring) -> None:
        if self._ringing is None:
            self._ringing = _Ringing(ring, self._outfit.now())
        self._ringing.heard_at = self._outfit.now()
        if self._outfit.has_face():
            self._tell(self._ringing)
            self._answer(ring.ring_id, "rings")

    def _rings_for_another(self, ring: Ring) -> bool:
        return self._ringing is not None and self._ringing.ring.ring_id != ring.ring_id

    def _tell(self, ringing: _Ringing) -> None:
        if not ringing.told:
            ringing.told = True
            ring = ringing.ring
            self._outfit.tell(port.RingsHere(ring_id=ring.ring_id, asked_at_ms=ring.asked_at_ms, officer=ring.officer))

    def _ends(self, ring_id: CallId, fate: Fate) -> None:
        self._remember(ring_id).fate = fate
        self._falls_silent(ring_id)

    def _falls_silent(self, ring_id: CallId) -> None:
        if self._ringing and self._ringing.ring.ring_id == ring_id:
            self._ringing = None
            self._outfit.tell(port.RingOver(ring_id=ring_id))

    def _answer(self, ring_id: CallId, state: Literal["rings", "busy", "refused", "unheard"]) -> None:
        self._outfit.send(RingHeard(ring_id=ring_id, state=state))

    def _remember(self, ring_id: CallId) -> _Known:
        known = self._known.setdefault(ring_id, _Known(self._outfit.now()))
        self._known.move_to_end(ring_id)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return known
