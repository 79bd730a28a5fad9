"""From a wall's message, or a kiosk's call, to the wall feature; only what is enrolled as a wall speaks as one."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings

from county.errors import Unbelievable
from county.fleet.models import Terminal, is_wall
from county.gateway.link import Heard
from county.keys import CountySigner
from county.petition.ingest import Answer
from county.wall import emergencies, looks, proofs, reports, summons
from wire import topics
from wire.seal.signed import Signed
from wire.wall.proof import ProofBatch
from wire.wall.settings import WallReport
from wire.wall.summon import Summon, SummonAnswered

Route = Callable[[topics.Address, Any, Heard], None]


class Walls:
    """One method a row; answers are told after the feature's own commit."""

    def __init__(self, tell: Callable[[Answer], None]) -> None:
        self._tell = tell
        self.routes: dict[topics.Row, Route] = {
            topics.WALL_REPORT: _from_walls(self._report),
            topics.PROOF: _from_walls(self._proof),
            topics.ROOT: _from_walls(self._root),
            topics.EMERGENCY_SHOWN: _from_walls(self._emergency_shown),
            topics.LOOKED: _from_walls(self._looked),
            topics.SUMMON_ANSWER: _from_walls(self._summon_answer),
            topics.SUMMON: self._summon,
        }

    def tidy(self) -> bool:
        """What runs out by itself; called now and then. Whether there is something to publish."""
        now = datetime.now(UTC)
        summons.tidy(now)
        return emergencies.tidy(now)

    def _report(self, address: topics.Address, report: WallReport, heard: Heard) -> None:
        if report.terminal_id != address.owner:
            raise Unbelievable("another wall's report")
        reports.note_report(address.owner, report, remembered=heard.retained)

    def _proof(self, address: topics.Address, batch: ProofBatch, _: Heard) -> None:
        taken = proofs.take_batch(address.owner, batch)
        self._tell(Answer(topics.PROOF_TAKEN, address.owner, "", taken))

    def _root(self, address: topics.Address, envelope: Signed, _: Heard) -> None:
        answer = proofs.take_root(address.owner, envelope, CountySigner.read(settings.COUNTY.keys))
        if answer is not None:
            self._tell(Answer(topics.COUNTERSIGNED, address.owner, "", answer))

    def _emergency_shown(self, address: topics.Address, envelope: Signed, _: Heard) -> None:
        emergencies.note_shown(address.owner, address.subject_id, envelope)

    def _looked(self, address: topics.Address, envelope: Signed, _: Heard) -> None:
        looks.note_looked(address.owner, address.subject_id, envelope)

    def _summon(self, address: topics.Address, summon: Summon, heard: Heard) -> None:
        if summon.summon_id != address.subject_id or heard.retained:
            raise Unbelievable("the topic and the record speak of different things")
        self._pass(summon.summon_id, summons.pass_on(address.owner, summon, datetime.now(UTC)))

    def _summon_answer(self, address: topics.Address, answer: SummonAnswered, _: Heard) -> None:
        if answer.summon_id != address.subject_id:
            raise Unbelievable("the topic and the record speak of different things")
        self._pass(answer.summon_id, summons.pass_back(address.owner, answer, datetime.now(UTC)))

    def _pass(self, summon_id: str, tellings: list[summons.Telling]) -> None:
        for row, whom, record in tellings:
            self._tell(Answer(row, whom, summon_id, record))


def is_of_a_wall(terminal_id: str) -> bool:
    """Whether a wall of ours has this name."""
    terminal = Terminal.objects.filter(terminal_id=terminal_id).first()
    return terminal is not None and is_wall(terminal)


def _from_walls(route: Route) -> Route:
    """A kiosk, or whoever has a kiosk's certificate, does not speak as a wall."""

    @wraps(route)
    def guarded(address: topics.Address, record: Any, heard: Heard) -> None:
        if not is_of_a_wall(address.owner):
            raise Unbelievable("no wall of ours")
        route(address, record, heard)

    return guarded
