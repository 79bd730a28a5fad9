"""What the county says: each topic that comes down has one function here. What cannot be believed is dropped."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from edge.call.letters import CALL_READERS
from edge.errors import EdgeError
from edge.inquiry.letters import INQUIRY_READERS
from edge.link import Heard
from edge.wall.letters import WALL_READERS
from wire import topics
from wire.affairs.notice import NoticeIndex
from wire.codec import from_json
from wire.errors import BadMessage, WireError
from wire.fleet.state import Pong
from wire.ids import NoticeId, PetitionId
from wire.petition.mailbox import MailboxAnswer
from wire.petition.upload import Have, Refused
from wire.seal.signed import Signed

if TYPE_CHECKING:
    from edge.agent import Agent

_log = logging.getLogger(__name__)


def deliver(agent: "Agent", heard: Heard) -> None:
    """A message that is not for us, cannot be read or is not signed by the county changes nothing."""
    try:
        address = topics.parse(heard.topic)
        read = READERS.get(address.row)
        if read is None:
            raise BadMessage("not for a terminal")
        read(agent, address.subject_id, heard.payload)
    except WireError as error:
        _log.warning("dropped a message on %s: %s", heard.topic, error)
    except EdgeError as error:
        _log.error("could not keep a message on %s: %s", heard.topic, error)


def _have(agent: "Agent", subject_id: str, payload: bytes) -> None:
    have = from_json(payload, Have)
    _same(subject_id, have.petition_id)
    agent.features.shipping.heard_have(have)


def _receipt(agent: "Agent", subject_id: str, payload: bytes) -> None:
    received_at_ms = agent.features.shipping.heard_receipt(PetitionId(subject_id), from_json(payload, Signed))
    if received_at_ms is not None:
        agent.features.clock.county_signed(received_at_ms)
        agent.publish_state()
        agent.status_changed()


def _refused(agent: "Agent", subject_id: str, payload: bytes) -> None:
    refused = from_json(payload, Refused)
    _same(subject_id, refused.petition_id)
    agent.features.shipping.heard_refused(refused)
    agent.status_changed()


def _answer(agent: "Agent", subject_id: str, payload: bytes) -> None:
    answer = from_json(payload, MailboxAnswer)
    _same(subject_id, answer.ask_id)
    agent.features.answers.heard(answer)


def _pong(agent: "Agent", subject_id: str, payload: bytes) -> None:
    pong = from_json(payload, Pong)
    _same(subject_id, pong.ping_id)
    if agent.features.presence.pong(pong.ping_id):
        agent.features.clock.county_said(pong.county_at_ms)
        agent.status_changed()


def _notice(agent: "Agent", subject_id: str, payload: bytes) -> None:
    agent.features.affairs.heard_notice(NoticeId(subject_id), from_json(payload, Signed))


def _index(agent: "Agent", _subject_id: str, payload: bytes) -> None:
    envelope = from_json(payload, Signed)
    agent.features.affairs.heard_index(envelope)
    agent.features.clock.county_signed(from_json(envelope.payload, NoticeIndex).published_at_ms)


def _same(subject_id: str, inside: str) -> None:
    if subject_id != inside:
        raise BadMessage("the id in the message is not that of its topic")


READERS: Final[dict[topics.Row, Callable[["Agent", str, bytes], None]]] = {
    topics.HAVE: _have,
    topics.RECEIPT: _receipt,
    topics.REFUSED: _refused,
    topics.ANSWER: _answer,
    topics.PONG: _pong,
    topics.NOTICE: _notice,
    topics.INDEX: _index,
    **WALL_READERS,
    **CALL_READERS,
    **INQUIRY_READERS,
}
