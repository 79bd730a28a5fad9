"""A connection without a network: notes what is published, and lets a test play broker and county."""

from collections.abc import Callable
from dataclasses import dataclass, field

from edge.link import Dial, Heard, LinkDown, LinkFact, LinkRefused, LinkUp, Taken
from wire.topics import MAX_PAYLOAD_BYTES


@dataclass(frozen=True)
class Published:
    """One message as it was handed over."""

    topic: str
    payload: bytes
    token: object
    retain: bool


@dataclass
class FakeLink:
    """Refuses what the real one refuses: anything while it is not connected, and what is too long."""

    dial: Dial
    put: Callable[[LinkFact], None]
    published: list[Published] = field(default_factory=list)
    started: bool = False
    connected: bool = False
    hurried: bool = False
    redialled: int = 0
    moved: bool = False
    """The machine has another address."""
    watched: set[str] = field(default_factory=set)
    takes_at_once: bool = True
    """Whether the broker answers each message by itself."""

    def start(self) -> None:
        self.started = True

    def stop(self) -> None:
        self.started = self.connected = False

    def publish(self, topic: str, payload: bytes, *, token: object = None, retain: bool = False) -> bool:
        if not self.connected or len(payload) > MAX_PAYLOAD_BYTES:
            return False
        self.published.append(Published(topic, payload, token, retain))
        if self.takes_at_once:
            self.put(Taken(token, ok=True))
        return True

    def hurry(self, *, wanted: bool) -> None:
        self.hurried = wanted

    def redial(self) -> None:
        """The connection is gone; a test dials."""
        self.redialled += 1
        if self.connected:
            self.cut()

    def follow_address(self) -> bool:
        """It is where it was, unless a test has moved it."""
        moved, self.moved = self.moved, False
        if moved:
            self.redial()
        return moved

    def watch(self, topic: str) -> bool:
        if self.connected:
            self.watched.add(topic)
        return self.connected

    def unwatch(self, topic: str) -> None:
        if self.connected:
            self.watched.discard(topic)

    def connect(self) -> None:
        self.connected = True
        self.put(LinkUp())

    def cut(self) -> None:
        self.connected = False
        self.put(LinkDown())

    def refuse(self, why: str = "Not authorized") -> None:
        self.connected = False
        self.put(LinkRefused(why))

    def hear(self, topic: str, payload: bytes) -> None:
        """As if the county had published it."""
        self.put(Heard(topic, payload))
