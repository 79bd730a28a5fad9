"""From an officer's taking the call on: connections are made, watched, and made anew whenever they break."""

from typing import Final, Literal

from edge.call.course.carrying import Carrying
from edge.call.course.deeds import Deeds, RedialLink
from edge.call.course.line import Line
from edge.call.course.line_quality import LineQuality
from edge.call.course.peers import FAILURES, Peer, Peers
from edge.call.course.sides import Carried
from wire import port
from wire.call import engine as words
from wire.call.signals import CallAnew, OfferAnswered, Reveal, Seat
from wire.record import Record

REVIVES_S: Final = 2.0
"""A connection that was well comes back by itself about as soon as the link; at another address libwebrtc first has to
notice, which it tries every 2 s."""
FLOWS_WITHIN_S: Final = 2.0
"""It is back, but nothing came of it yet."""
SETTLES_S: Final = 3.0
"""What the officer's page says so soon after it healed, it said before."""
COUNTED_S: Final = 0.75
"""What is counted so soon after a move may have come before it."""
COUNTS_FROM_S: Final = 1.5
"""By then each stream has counted as lost what the cut swallowed; what is lost from then on tells of the line."""
Talk = Literal["none", "joining", "talking", "healing"]
GaveUp = Literal["lost", "too_weak"]


class Conversation:
    """Of one call, whoever the officer is."""

    def __init__(self, peers: Peers, line: Line, deeds: Deeds) -> None:
        self.phase: Talk = "none"
        self.gave_up: GaveUp | None = None
        self.held = False
        """Nothing need come, and nothing that does not come is a break."""
        self.shows = True
        """The villager's picture goes to the officer."""
        self._peers = peers
        self._line = line
        self._deeds = deeds
        self._seat: Seat | None = None
        self._ready = False
        self._carrying = Carrying()
        self._quality = LineQuality()
        self._next_at: float | None = None
        """When the silent connection has had its time to come back."""
        self._healed_at = self._moved_at = -SETTLES_S

    @property
    def carried(self) -> Carried:
        return self._carrying.level

    def seated(self, seat: Seat) -> None:
        """By what way the next connection goes."""
        self._seat = seat

    def begin(self, now: float) -> None:
        """With this officer, or with another one."""
        self.phase = "joining"
        self._line.well_at = now
        self._peers.failures = 0
        self._open_next(now)

    def end(self) -> None:
        """Nobody is there to talk to; perhaps there will be."""
        self.phase, self._peers.open = "none", None
        self._deeds.order(words.ClosePeer())

    def hold(self, now: float, *, held: bool) -> None:
        """What broke while it was held is mended afterwards."""
        self.held = held
        self._carrying.rest()
        self._quality.rest()
        self._line.well_at = now
        peer = self._peers.open
        if not held and self.phase == "talking" and (peer is None or not peer.seen):
            self._break(now, link=False)
            self._open_next(now)

    def engine_ready(self, now: float) -> None:
        self._ready = True
        if self.phase != "none":
            self._open_next(now)

    def engine_gone(self, now: float) -> None:
        self._ready, self._peers.open = False, None
        self._break(now, link=False)

    def link_came(self, now: float) -> None:
        if self.phase == "healing" and not self.held:
            self._replace_soon(now)

    def moved(self, now: float) -> None:
        """The officer goes on speaking to the old address for longer than it takes to make the next connection."""
        if self.phase == "talking" and not self.held and self._peers.open:
            self._break(now, link=False)
            self._peers.open.is_gone = True
            self._moved_at = now

    def answered(self, answer: OfferAnswered) -> None:
        peer = self._peers.open
        if peer and peer.answered(answer) and peer.reveal:
            self._deeds.order(words.TakeAnswer(gen=peer.gen, sdp=answer.sdp))
            self._deeds.say(peer.reveal)

    def anew(self, anew: CallAnew, now: float) -> None:
        peer = self._peers.open
        if peer is None:
            return
        if peer.reveal is None and peer.is_young(now):
            if peer.was_not_just_said(now):
                self._offer(peer, now)
        elif anew.gen == 0 or (anew.gen == peer.gen and not self._is_old_news(now)):
            self._break(now, link=False)
            self._open_next(now)

    def of_engine(self, word: Record, now: float) -> None:
        """What it says of a connection."""
        peer = self._peers.of(getattr(word, "gen", -1))
        if peer is None:
            return
        if isinstance(word, words.PeerOffered):
            peer.offered(word.sdp)
            self._offer(peer, now)
        elif isinstance(word, words.FarSeen):
            self._sees(peer, now)
        elif isinstance(word, words.Flow):
            self._flows(peer, word, now)
        elif isinstance(word, words.PeerFailed):
            self._fail(now)
        elif isinstance(word, words.PeerChanged):
            self._changes(peer, word.state, now)

    def reveal(self, now: float) -> Reveal | None:
        """What is worth saying again, should the first have been lost."""
        peer = self._peers.open
        return peer.reveal if peer and peer.is_young(now) else None

    def tick(self, now: float) -> None:
        if self.held:
            self._watch_held(now)
        else:
            self._watch(now)
        peer = self._peers.open
        if peer and peer.wants_repeating(now):
            self._offer(peer, now)

    def _watch(self, now: float) -> None:
        peer = self._peers.open
        if self.phase == "talking" and self._line.is_still(now):
            self._break(now, link=True)
        if self.phase != "talking" and self._line.is_lost(now):
            self.gave_up = "lost"
        elif self._next_at is not None and now >= self._next_at:
            self._open_next(now)
        elif self.phase == "healing" and self._line.wants_redialling(now):
            self._redial(now)
        elif peer and peer.never_came(now):
            self._fail(now)

    def _replace_soon(self, now: float) -> None:
        """The link is there. What the two had may be as well, by then."""
        peer = self._peers.open
        if peer is None or not peer.may_come_back:
            self._open_next(now)
        elif self._next_at is None:
            self._next_at = now + REVIVES_S

    def _is_old_news(self, now: float) -> bool:
        """The officer's page missed a connection that is given its time, or that has just come back."""
        return self._next_at is not None or now - self._healed_at < SETTLES_S

    def _changes(self, peer: Peer, state: words.PeerState, now: float) -> None:
        if state == "failed":
            peer.is_gone = True
            if self.phase != "healing":
                self._break(now, link=True)
        elif state == "connected" and self._next_at is not None:
            self._next_at = now + FLOWS_WITHIN_S

    def _watch_held(self, now: float) -> None:
        """Only the county must be there."""
        if self._line.is_forsaken(now):
            self.gave_up = "lost"
        elif self._line.wants_redialling(now):
            self._redial(now)

    def _sees(self, peer: Peer, now: float) -> None:
        first, peer.seen = not peer.seen, True
        self._peers.failures = 0
        if first and self.phase == "talking":
            self._deeds.tell(port.SafetyWords(call_id=peer.call_id, words=peer.words))
        self._well(peer, now)

    def _flows(self, peer: Peer, flow: words.Flow, now: float) -> None:
        moved = peer.moved(flow.packets, now)
        if moved and peer.is_heard_alone(now):
            self._sees(peer, now)
        if not moved or not peer.seen or now - self._moved_at < COUNTED_S:
            return
        peer.is_gone = False
        self._well(peer, now)
        if self.held:
            return
        if now - self._healed_at < COUNTS_FROM_S:
            self._carrying.rest()
            self._quality.rest()
            return
        if changed := self._quality.heard(flow):
            self._deeds.tell(port.CallQuality(call_id=peer.call_id, quality=changed))
        self._carrying.hear(flow, now, shows=self.shows)
        if self._carrying.is_hopeless:
            self.gave_up = "too_weak"

    def _well(self, peer: Peer, now: float) -> None:
        self._line.well_at = now
        self._next_at = None
        if self.phase != "talking":
            if self.phase == "healing":
                self._healed_at = now
            self.phase = "talking"
            self._deeds.tell(port.CallConnected(call_id=peer.call_id))
            self._deeds.tell(port.SafetyWords(call_id=peer.call_id, words=peer.words))

    def _break(self, now: float, *, link: bool) -> None:
        """Something is wrong with what was well; perhaps with the link as well."""
        if self.phase != "talking" or self.held:
            return
        self.phase = "healing"
        self._quality = LineQuality()
        self._deeds.tell(port.CallHealing(call_id=self._peers.call_id))
        if link:
            self._redial(now)

    def _fail(self, now: float) -> None:
        if self.held:
            self._peers.open = None  # the next one is made when it is wanted
            return
        self._peers.failures += self._line.is_up
        if self._peers.failures >= FAILURES:
            self.gave_up = "too_weak"
        else:
            self._open_next(now)

    def _open_next(self, now: float) -> None:
        if not self._ready or self._seat is None:
            return
        self._next_at = None
        peer = self._peers.next(now)
        self._deeds.order(words.OpenPeer(gen=peer.gen, relays=self._seat.relays, relay_only=self._seat.relay_only))

    def _offer(self, peer: Peer, now: float) -> None:
        if peer.offer:
            peer.said_at = now
            self._deeds.say(peer.offer)

    def _redial(self, now: float) -> None:
        self._line.redialled(now)
        self._deeds.add(RedialLink())
