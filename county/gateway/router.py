"""From a message to the feature it is for. What cannot be believed is logged by topic and dropped."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from county.errors import Unbelievable
from county.fleet.presence import note_state
from county.gateway.link import Heard
from county.gateway.walls import Walls, is_of_a_wall
from county.petition import mailbox
from county.petition.ingest import Answer, Ingest
from county.petition.throttle import Throttle
from wire import topics
from wire.codec import from_json, from_msgpack
from wire.errors import WireError
from wire.fleet.state import Ping, Pong, TerminalState
from wire.petition.mailbox import MailboxQuestion
from wire.petition.upload import Chunk, PetitionOffer
from wire.record import Record
from wire.seal.signed import Signed

log = logging.getLogger(__name__)


class Telling(Protocol):
    """What to tell a terminal, and under which id."""

    @property
    def row(self) -> topics.Row: ...
    @property
    def terminal_id(self) -> str: ...
    @property
    def subject_id(self) -> str: ...
    @property
    def record(self) -> Record: ...


Tell = Callable[[Telling], None]


class Desk(Protocol):
    """A feature that hears what kiosks sign, answers it, and ends by itself what nobody keeps alive."""

    @property
    def rows(self) -> frozenset[topics.Row]: ...
    def hear(self, row: topics.Row, address: topics.Address, envelope: Signed) -> Sequence[Telling]: ...
    def sweep(self) -> Sequence[Telling]: ...


class Router:
    """One method a row of the topic table that terminals write."""

    def __init__(
        self, ingest: Ingest, tell: Tell, *, desks: Sequence[Desk] = (), clock: Callable[[], float] = time.time
    ) -> None:
        self._ingest = ingest
        self._tell = tell
        self._desks = desks
        self._clock = clock
        self._throttle = Throttle(clock)
        self._walls = Walls(tell)
        self._routes: dict[topics.Row, Callable[[topics.Address, Any, Heard], None]] = {
            topics.OFFER: self._offer,
            topics.CHUNK: self._chunk,
            topics.ASK: self._ask,
            topics.STATE: self._state,
            topics.PING: self._ping,
            **{row: self._to(desk) for desk in desks for row in desk.rows},
            **self._walls.routes,
        }

    def tidy(self) -> bool:
        """What runs out by itself; called now and then. Whether there is something to publish."""
        return self._walls.tidy()

    def sweep(self) -> None:
        """Once a second: the desks end what nobody keeps alive any more."""
        for desk in self._desks:
            for told in desk.sweep():
                self._tell(told)

    def route(self, heard: Heard) -> None:
        """Act on one message; never raises for what a terminal sent."""
        try:
            address = topics.parse(heard.topic)
            self._act(address.row)(address, _record(address.row, heard.payload), heard)
        except (WireError, Unbelievable) as error:
            log.warning("dropped %d bytes on %.160r: %s", len(heard.payload), heard.topic, type(error).__name__)

    def _act(self, row: topics.Row) -> Callable[[topics.Address, Any, Heard], None]:
        if row not in self._routes:
            raise Unbelievable("terminals do not write here")
        return self._routes[row]

    def _offer(self, address: topics.Address, offer: PetitionOffer, _: Heard) -> None:
        _same(address, offer.petition_id)
        self._ingest.offer(address.owner, offer)

    def _chunk(self, address: topics.Address, chunk: Chunk, _: Heard) -> None:
        _same(address, chunk.petition_id)
        self._ingest.chunk(address.owner, chunk)

    def _to(self, desk: Desk) -> Callable[[topics.Address, Any, Heard], None]:
        def heard(address: topics.Address, envelope: Signed, _: Heard) -> None:
            if is_of_a_wall(address.owner):
                raise Unbelievable("a wall calls nobody")
            for told in desk.hear(address.row, address, envelope):
                self._tell(told)

        return heard

    def _ask(self, address: topics.Address, question: MailboxQuestion, _: Heard) -> None:
        _same(address, question.ask_id)
        wait_s = self._throttle.wait_s(address.owner)
        if wait_s:
            log.warning("%s asks too often: again in %d s", address.owner, wait_s)
        answer = mailbox.patience(question, wait_s) if wait_s else mailbox.answer(question)
        self._tell(Answer(topics.ANSWER, address.owner, question.ask_id, answer))

    def _state(self, address: topics.Address, state: TerminalState, heard: Heard) -> None:
        _same(address, state.terminal_id, mine=address.owner)
        if not note_state(address.owner, state, remembered=heard.retained):
            log.info("%s: old or unregistered state", address.owner)

    def _ping(self, address: topics.Address, ping: Ping, _: Heard) -> None:
        _same(address, ping.ping_id)
        pong = Pong(ping_id=ping.ping_id, county_at_ms=int(self._clock() * 1000))
        self._tell(Answer(topics.PONG, address.owner, ping.ping_id, pong))


def _record(row: topics.Row, payload: bytes) -> Any:
    if len(payload) > topics.MAX_PAYLOAD_BYTES:
        raise Unbelievable("larger than the link carries")
    return from_msgpack(payload, row.record) if row.encoding == "msgpack" else from_json(payload, row.record)


def _same(address: topics.Address, inside: str, *, mine: str = "") -> None:
    if inside != (mine or address.subject_id):
        raise Unbelievable("the topic and the record speak of different things")
