"""Everything this terminal publishes, each record on its own topic and connection."""

from dataclasses import dataclass
from typing import Protocol

from edge.petition.shipping import ChunkToken, OfferToken
from wire import topics
from wire.codec import to_json, to_msgpack
from wire.fleet.state import Ping, TerminalState
from wire.ids import TerminalId
from wire.petition.mailbox import MailboxQuestion
from wire.petition.upload import Chunk, PetitionOffer
from wire.record import Record


class Dialling(Protocol):
    """How anxiously the county is kept in reach."""

    def hurry(self, *, wanted: bool) -> None: ...
    def redial(self) -> object: ...
    def follow_address(self) -> bool: ...


class Watching(Protocol):
    """Topics that are heard only while somebody wants them."""

    def watch(self, topic: str) -> bool: ...
    def unwatch(self, topic: str) -> None: ...


class Connection(Dialling, Watching, Protocol):
    """What the agent needs of edge.link.Link."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def publish(self, topic: str, payload: bytes, *, token: object = None, retain: bool = False) -> bool: ...


@dataclass(frozen=True)
class Outgoing:
    """Both connections. What is not taken now gives False and is the caller's to send again."""

    terminal_id: TerminalId
    link: Connection
    bulk: Connection

    def start(self) -> None:
        self.link.start()
        self.bulk.start()

    def stop(self) -> None:
        """Waits for the connections' threads: call it off the loop."""
        self.bulk.stop()
        self.link.stop()

    def state(self, state: TerminalState) -> bool:
        return self.send(topics.STATE, "", state)

    def ping(self, ping: Ping) -> bool:
        return self.send(topics.PING, ping.ping_id, ping)

    def ask(self, question: MailboxQuestion) -> bool:
        return self.send(topics.ASK, question.ask_id, question)

    def offer(self, offer: PetitionOffer, token: OfferToken) -> bool:
        return self.send(topics.OFFER, offer.petition_id, offer, token=token)

    def chunk(self, chunk: Chunk, token: ChunkToken) -> bool:
        return self.send(topics.CHUNK, chunk.petition_id, chunk, token=token)

    def hurry(self, *, wanted: bool) -> None:
        """Dial quickly should the link be lost: somebody is talking over it."""
        self.link.hurry(wanted=wanted)

    def redial(self) -> None:
        """The link may be dead without knowing it."""
        self.link.redial()

    def follow_address(self) -> bool:
        """Wherever this machine has moved to; to be called now and then. Whether it has, since the last time."""
        self.bulk.follow_address()
        return self.link.follow_address()

    def send(self, row: topics.Row, subject_id: str, record: Record, *, token: object = None) -> bool:
        """A function as `token` is called with whether the broker took it."""
        connection = self.bulk if row.connection == "bulk" else self.link
        payload = to_msgpack(record) if row.encoding == "msgpack" else to_json(record)
        topic = topics.topic(row, self.terminal_id, subject_id)
        return connection.publish(topic, payload, token=token, retain=row.retained)
