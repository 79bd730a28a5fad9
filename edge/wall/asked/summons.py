"""A village is called up: asked by the face of a kiosk, answered by the face of a wall, passed on by the county."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from edge.errors import LinkDown
from edge.wall.authority import County
from edge.wall.errors import Stale
from wire.errors import BadMessage
from wire.ids import is_id
from wire.port_wall import AnswerSummon, CallVillage, VillageCalled, VillageOnWall
from wire.seal.signed import Signed
from wire.wall.summon import SUMMON_CONTEXT, Summon, SummonAnswered

_log = logging.getLogger(__name__)
ANSWER_S = 10.0
OLD_MS = 5 * 60 * 1000
"""A call that waited so long for the link is nobody's any more."""
_REMEMBERED = 256
_LONGEST_VILLAGE = 60


@dataclass
class Calls:
    """The kiosk's side: waits for what the walls say."""

    county: County
    send: Callable[[Summon], bool]
    now_ms: Callable[[], int]
    answer_s: float = ANSWER_S
    _waiting: dict[str, asyncio.Future[SummonAnswered]] = field(default_factory=dict)

    async def call(self, request: CallVillage) -> VillageOnWall:
        """Raises LinkDown, TimeoutError when no wall answers, or BadMessage."""
        if not is_id(request.summon_id) or not 0 < len(request.village) <= _LONGEST_VILLAGE:
            raise BadMessage("a call without a village")
        asked = self._waiting.get(request.summon_id)
        if asked is None:
            asked = self._ask(request)
        try:
            answered = await asyncio.wait_for(asyncio.shield(asked), self.answer_s)
        finally:
            self._waiting.pop(request.summon_id, None)
        return VillageOnWall(summon_id=request.summon_id, state=answered.state, starts_in_s=answered.starts_in_s)

    def heard(self, answered: SummonAnswered) -> None:
        """Of several walls the county passes on one answer: the first that will show it, or a no of all of them."""
        waiting = self._waiting.get(answered.summon_id)
        if waiting and not waiting.done():
            waiting.set_result(answered)

    def _ask(self, request: CallVillage) -> asyncio.Future[SummonAnswered]:
        summon = Summon(
            summon_id=request.summon_id,
            site=self.county.site,
            village=request.village,
            asked_at_ms=self.now_ms(),
        )
        if not self.send(summon):
            raise LinkDown("nobody can be asked now")
        asked = asyncio.get_running_loop().create_future()
        self._waiting[request.summon_id] = asked
        return asked


@dataclass
class Summons:
    """The wall's side: passes a call on to the face, once, and its answer back."""

    county: County
    send: Callable[[SummonAnswered], bool]
    tell: Callable[[VillageCalled], None]
    has_face: Callable[[], bool]
    now_ms: Callable[[], int]
    trusted: Callable[[], bool]
    _heard: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    _open: set[str] = field(default_factory=set)

    def heard(self, envelope: Signed, summon_id: str) -> None:
        """Raises WireError for what the county did not sign for this site, Stale for what is old."""
        summon = self.county.says(envelope, Summon, SUMMON_CONTEXT)
        if summon.summon_id != summon_id or not is_id(summon_id):
            raise BadMessage("a call under the topic of another")
        if summon.site != self.county.site:
            raise Stale("a call of another site")
        if self.trusted() and abs(self.now_ms() - summon.asked_at_ms) > OLD_MS:
            raise Stale("a call from long ago")
        if summon_id in self._heard:
            return
        self._heard.append(summon_id)
        if self.has_face():
            self._open = (self._open | {summon_id}) & set(self._heard)
            self.tell(VillageCalled(summon_id=summon_id, village=summon.village))
        else:
            self._say(summon_id, AnswerSummon(summon_id=summon_id, state="no"))

    def answer(self, answer: AnswerSummon) -> None:
        """From the face; what nobody called is not answered."""
        if answer.summon_id in self._open:
            self._open.discard(answer.summon_id)
            self._say(answer.summon_id, answer)

    def _say(self, summon_id: str, answer: AnswerSummon) -> None:
        answered = SummonAnswered(
            summon_id=summon_id,
            terminal_id=self.county.terminal_id,
            state=answer.state,
            starts_in_s=max(0, answer.starts_in_s),
        )
        if not self.send(answered):
            _log.info("the link took no answer to a call")
