"""The peer connections of a call, one generation after the other: what is not of the newest changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from wire.call.signals import Offer, OfferAnswered, Reveal
from wire.call.words import End, commitment, safety_words
from wire.errors import BadMessage
from wire.ids import CallId

CONNECT_S: Final = 15.0
"""A connection that is not there by then never comes."""
AGAIN_S: Final = 1.5
"""How often an offer is repeated that nobody has answered."""
SOON_S: Final = 0.5
"""An officer's page that asked many times while the link was cut is answered once."""
SOUND_ALONE_S: Final = 6.0
"""Packets have come for so long, and no picture of them: the line is thin, and the two hear each other."""
FAILURES: Final = 3
"""So many connections in a row that never came, over a link that is there: the network does not carry calls."""


@dataclass
class Peer:
    """One generation."""

    call_id: CallId
    gen: int
    nonce: str
    opened_at: float
    offer: Offer | None = None
    said_at: float = 0.0
    reveal: Reveal | None = None
    words: tuple[int, ...] = ()
    seen: bool = False
    """The officer is there, by picture or, on a thin line, by sound alone."""
    is_gone: bool = False
    """Its engine has given it up."""
    packets: int = -1
    came_at: float | None = None
    """When the first packets did."""

    def offered(self, sdp: str) -> None:
        bound = commitment(self.call_id, self.gen, self.nonce)
        self.offer = Offer(call_id=self.call_id, gen=self.gen, sdp=sdp, commitment=bound)

    def answered(self, answer: OfferAnswered) -> bool:
        """Whether it is the first good answer to this offer; only now may the nonce be told."""
        if answer.gen != self.gen or self.offer is None or self.reveal:
            return False
        try:
            mine, theirs = End(self.offer.sdp, self.nonce), End(answer.sdp, answer.nonce)
            self.words = safety_words(self.call_id, self.gen, terminal=mine, officer=theirs)
        except BadMessage:
            return False
        self.reveal = Reveal(call_id=self.call_id, gen=self.gen, nonce=self.nonce)
        return True

    def moved(self, packets: int, now: float) -> bool:
        """Whether anything has come since the last count."""
        before, self.packets = self.packets, packets
        moved = packets > before >= 0
        if moved and self.came_at is None:
            self.came_at = now
        return moved

    @property
    def may_come_back(self) -> bool:
        """Both ends had it, and as far as we know still do."""
        return self.seen and not self.is_gone

    def is_heard_alone(self, now: float) -> bool:
        return not self.seen and self.came_at is not None and now - self.came_at >= SOUND_ALONE_S

    def is_young(self, now: float) -> bool:
        return now - self.opened_at < CONNECT_S

    def never_came(self, now: float) -> bool:
        return not self.seen and now - self.opened_at > CONNECT_S

    def was_not_just_said(self, now: float) -> bool:
        return now - self.said_at >= SOON_S

    def wants_repeating(self, now: float) -> bool:
        return self.offer is not None and self.reveal is None and now - self.said_at >= AGAIN_S


@dataclass
class Peers:
    """At most one is open."""

    call_id: CallId
    make_nonce: Callable[[], str]
    gen: int = 0
    open: Peer | None = None
    failures: int = 0

    def next(self, now: float) -> Peer:
        self.gen += 1
        self.open = Peer(self.call_id, self.gen, self.make_nonce(), now)
        return self.open

    def of(self, gen: int) -> Peer | None:
        """The one that is open, if it is this one."""
        return self.open if self.open and self.open.gen == gen else None
