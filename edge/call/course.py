"""How a call goes, from the touch to its end: what to say, to order and to tell at each thing that happens.

Plain thinking without a clock, a network or a process: times are given, and `take` hands out what is to be done.
Everything may come twice, late or in another order; what is not of the current generation changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from edge.call.line_quality import LineQuality
from wire import port
from wire.call import engine as words
from wire.call.signals import (
    GIVE_UP_S,
    INVITE_EVERY_S,
    Bye,
    CallAnew,
    Invite,
    Leave,
    LeftBecause,
    Offer,
    OfferAnswered,
    Relay,
    Reveal,
    Seat,
)
from wire.call.words import End, commitment, safety_words
from wire.errors import BadMessage
from wire.ids import CallId
from wire.record import Record

Phase = Literal["ringing", "joining", "talking", "healing", "ended"]
UNHEARD_S: Final = 12.0
"""A county that says nothing to an Invite for so long is not there."""
CONNECT_S: Final = 15.0
"""A connection that is not there by then never comes."""
STILL_S: Final = 3.5
"""Nothing arrived for so long: something is broken."""
AGAIN_S: Final = 1.5
"""How often an offer is repeated that nobody has answered."""
REDIAL_EVERY_S: Final = 4.0
FAILURES: Final = 3
"""So many connections in a row that never came, over a link that is there: the network does not carry calls."""
CRASHES: Final = 3
_BYES: Final[dict[str, port.CallEnd]] = {
    "hung_up": "officer_left",
    "nobody": "nobody",
    "declined": "declined",
    "lost": "lost",
}


@dataclass(frozen=True)
class ToCounty:
    record: Record


@dataclass(frozen=True)
class ToFace:
    event: Record


@dataclass(frozen=True)
class ToEngine:
    order: Record


@dataclass(frozen=True)
class RedialLink:
    """The MQTT connection may be dead without knowing it."""


@dataclass(frozen=True)
class StartEngine:
    """It is gone."""


Deed = ToCounty | ToFace | ToEngine | RedialLink | StartEngine


@dataclass
class _Peer:
    """The peer connection of the current generation."""

    gen: int
    opened_at: float
    nonce: str
    offer: Offer | None = None
    said_at: float = 0.0
    reveal: Reveal | None = None
    words: tuple[int, ...] = ()
    seen: bool = False
    packets: int = -1


@dataclass
class Course:
    """One call."""

    invite: Invite
    far_path: str
    make_nonce: Callable[[], str]
    now: float
    phase: Phase = "ringing"
    why: port.CallEnd | None = None
    """Set once it has ended."""
    _deeds: list[Deed] = field(default_factory=list)
    _peer: _Peer | None = None
    _gen: int = 0
    _ready: bool = False
    _link_up: bool = True
    _ahead: int | None = None
    _taken: bool = False
    _heard_at: float = 0.0
    _invited_at: float = 0.0
    _well_at: float = 0.0
    _redialled_at: float = 0.0
    _failures: int = 0
    _crashes: int = 0
    _muted: bool = False
    _hidden: bool = False
    _quality: LineQuality = field(default_factory=LineQuality)
    _relays: tuple[Relay, ...] = ()
    _relay_only: bool = False

    def __post_init__(self) -> None:
        self._heard_at = self._well_at = self.now
        self._invite()

    @property
    def call_id(self) -> CallId:
        return self.invite.call_id

    @property
    def gen(self) -> int:
        return self._gen

    def take(self) -> list[Deed]:
        """What is to be done, in order; each deed once."""
        deeds, self._deeds = self._deeds, []
        return deeds

    def heard_seat(self, seat: Seat, now: float) -> None:
        self._hear(now)
        if seat.officer:
            self._relays, self._relay_only = seat.relays, seat.relay_only
        if self._is_over() or self._taken:
            return
        if not seat.officer:
            if seat.ahead != self._ahead:
                self._ahead = seat.ahead
                self._tell(port.CallRinging(call_id=self.call_id, ahead=seat.ahead))
            return
        self._taken, self.phase, self._well_at = True, "joining", now
        self._tell(port.CallTaken(call_id=self.call_id, officer=seat.officer, far_path=self.far_path))
        self._open_next()

    def heard_answer(self, answer: OfferAnswered, now: float) -> None:
        self._hear(now)
        peer = self._peer
        if self._is_over() or peer is None or answer.gen != peer.gen or peer.offer is None or peer.reveal:
            return
        try:
            mine, theirs = End(peer.offer.sdp, peer.nonce), End(answer.sdp, answer.nonce)
            peer.words = safety_words(self.call_id, peer.gen, terminal=mine, officer=theirs)
        except BadMessage:
            return
        peer.reveal = Reveal(call_id=self.call_id, gen=peer.gen, nonce=peer.nonce)
        self._order(words.TakeAnswer(gen=peer.gen, sdp=answer.sdp))
        self._say(peer.reveal)

    def heard_anew(self, anew: CallAnew, now: float) -> None:
        """The page has nothing (0), or has lost what it had of this generation."""
        self._hear(now)
        peer = self._peer
        if self._is_over() or not self._taken or peer is None:
            return
        waits = peer.reveal is None and now - peer.opened_at < CONNECT_S
        if waits:
            self._repeat_offer(peer)
        elif anew.gen in {0, peer.gen}:
            self._break(link=False)
            self._open_next()

    def heard_bye(self, bye: Bye) -> None:
        self._end(_BYES[bye.why])

    def engine_said(self, word: Record, now: float) -> None:
        """One word of the engine; FarHeard is not for us."""
        self.now = now
        if self._is_over():
            return
        if isinstance(word, words.EngineReady):
            self._ready = True
            if self._hidden:
                self._order(words.ShowNear(shown=False))
            if self._taken:
                self._open_next()
        elif self._peer and getattr(word, "gen", -1) == self._peer.gen:
            self._of_peer(self._peer, word)

    def engine_gone(self, now: float) -> None:
        """It fell, and everything it had with it."""
        self.now = now
        if self._is_over():
            return
        self._ready, self._peer = False, None
        self._crashes += 1
        if self._crashes > CRASHES:
            self._end("no_engine", "left")
            return
        self._break(link=False)
        self._deeds.append(StartEngine())

    def link_changed(self, *, up: bool, now: float) -> None:
        self.now = now
        came = up and not self._link_up
        self._link_up = up
        if self._is_over() or not came:
            return
        self._invite()
        if self.phase == "healing":
            self._open_next()

    def mute(self, *, muted: bool) -> None:
        self._muted = muted
        self._tell_sides()

    def hide(self, *, hidden: bool) -> None:
        self._hidden = hidden
        self._order(words.ShowNear(shown=not hidden))
        self._tell_sides()

    @property
    def muted(self) -> bool:
        return self._muted

    def hang_up(self, *, because: LeftBecause = "hung_up") -> None:
        """The villager wants it, or is gone."""
        self._end("hung_up", because)

    def tick(self, now: float) -> None:
        """A few times a second."""
        self.now = now
        if self._is_over():
            return
        if now - self._invited_at >= INVITE_EVERY_S:
            self._invite()
        if self.phase == "ringing":
            if now - self._heard_at > UNHEARD_S:
                self._end("link_down", "lost")
            return
        self._watch(now)

    def _watch(self, now: float) -> None:
        peer = self._peer
        if self.phase == "talking" and now - self._well_at > STILL_S:
            self._break(link=True)
        if self.phase != "talking" and now - self._well_at > GIVE_UP_S:
            self._end("lost", "lost")
        elif self.phase == "healing" and now - self._redialled_at > REDIAL_EVERY_S and self._is_deaf(now):
            self._redial()
        elif peer and not peer.seen and now - peer.opened_at > CONNECT_S:
            self._fail()
        elif peer and peer.offer and peer.reveal is None and now - peer.said_at >= AGAIN_S:
            self._repeat_offer(peer)

    def _of_peer(self, peer: _Peer, word: Record) -> None:
        if isinstance(word, words.PeerOffered):
            bound = commitment(self.call_id, peer.gen, peer.nonce)
            peer.offer = Offer(call_id=self.call_id, gen=peer.gen, sdp=word.sdp, commitment=bound)
            self._repeat_offer(peer)
        elif isinstance(word, words.FarSeen):
            peer.seen = True
            self._failures = 0
            self._well()
        elif isinstance(word, words.Flow):
            self._flows(peer, word)
        elif isinstance(word, words.PeerFailed):
            self._fail()
        elif isinstance(word, words.PeerChanged) and word.state == "failed" and self.phase != "healing":
            self._break(link=True)

    def _flows(self, peer: _Peer, flow: words.Flow) -> None:
        moved = flow.packets > peer.packets >= 0
        peer.packets = flow.packets
        if moved and peer.seen:
            self._well()
            changed = self._quality.heard(flow)
            if changed:
                self._tell(port.CallQuality(call_id=self.call_id, quality=changed))

    def _well(self) -> None:
        self._well_at = self.now
        if self.phase in {"joining", "healing"} and self._peer:
            self.phase = "talking"
            self._tell(port.CallConnected(call_id=self.call_id))
            self._tell(port.SafetyWords(call_id=self.call_id, words=self._peer.words))

    def _break(self, *, link: bool) -> None:
        """Something is wrong with what was well; perhaps with the link as well."""
        if self.phase != "talking":
            return
        self.phase = "healing"
        self._quality = LineQuality()
        self._tell(port.CallHealing(call_id=self.call_id))
        if link:
            self._redial()

    def _fail(self) -> None:
        self._failures += self._link_up
        if self._failures >= FAILURES:
            self._end("too_weak", "too_weak")
        else:
            self._open_next()

    def _open_next(self) -> None:
        if not self._ready:
            return
        self._gen += 1
        self._peer = _Peer(self._gen, self.now, self.make_nonce())
        self._order(words.OpenPeer(gen=self._gen, relays=self._relays, relay_only=self._relay_only))

    def _repeat_offer(self, peer: _Peer) -> None:
        if peer.offer:
            peer.said_at = self.now
            self._say(peer.offer)

    def _redial(self) -> None:
        self._redialled_at = self.now
        self._link_up = False  # until it says that it is up again
        self._deeds.append(RedialLink())

    def _is_deaf(self, now: float) -> bool:
        return not self._link_up or now - self._heard_at > REDIAL_EVERY_S

    def _hear(self, now: float) -> None:
        self.now = self._heard_at = now

    def _invite(self) -> None:
        self._invited_at = self.now
        self._say(self.invite)
        peer = self._peer
        if peer and peer.reveal and self.now - peer.opened_at < CONNECT_S:
            self._say(peer.reveal)  # should the first have been lost

    def _end(self, why: port.CallEnd, because: LeftBecause | None = None) -> None:
        if self._is_over():
            return
        self.phase, self.why, self._peer = "ended", why, None
        if because:
            self._say(Leave(call_id=self.call_id, why=because))
        self._tell(port.CallEnded(call_id=self.call_id, why=why))

    def _is_over(self) -> bool:
        return self.phase == "ended"

    def _tell_sides(self) -> None:
        if not self._is_over():
            self._tell(port.CallSides(call_id=self.call_id, muted=self._muted, camera_off=self._hidden))

    def _say(self, record: Record) -> None:
        self._deeds.append(ToCounty(record))

    def _tell(self, event: Record) -> None:
        self._deeds.append(ToFace(event))

    def _order(self, order: Record) -> None:
        self._deeds.append(ToEngine(order))
