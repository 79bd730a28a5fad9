"""How a call goes, from the touch to its end: what to say, to order and to tell at each thing that happens.

Times are given, and `take` hands out what is to be done. Everything may come twice, late or in another order; what is
not of the current generation changes nothing, and of what the county says the newest is the whole.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal

from edge.call.course.consent import Consent
from edge.call.course.conversation import Conversation
from edge.call.course.deeds import Deed, Deeds, RedialLink, StartEngine
from edge.call.course.line import Line
from edge.call.course.outlet import Outlet
from edge.call.course.peers import Peers
from edge.call.course.seating import is_news, is_taken_anew
from edge.call.course.sides import Sides
from wire import port
from wire.call import engine as words
from wire.call.signals import INVITE_EVERY_S, Bye, CallAnew, Invite, Leave, LeftBecause, OfferAnswered, Seat
from wire.ids import CallId
from wire.port import PreviewOf
from wire.record import Record

Phase = Literal["ringing", "joining", "talking", "healing", "ended"]
CRASHES: Final = 3
_BYES: Final[dict[str, port.CallEnd]] = {
    "hung_up": "officer_left",
    "nobody": "nobody",
    "declined": "declined",
    "lost": "lost",
}


class Course:
    """One call."""

    def __init__(
        self, invite: Invite, far_path: str, *, make_nonce: Callable[[], str], now: float, records: bool = False
    ) -> None:
        """`records`: there is something to record with, should both want it."""
        self.invite = invite
        self.why: port.CallEnd | None = None
        """Set once it has ended."""
        self._far_path = far_path
        self._now = now
        self._deeds = Deeds()
        self._line = Line(now, now)
        self._peers = Peers(invite.call_id, make_nonce)
        self._conversation = Conversation(self._peers, self._line, self._deeds)
        self._consent = Consent(invite.call_id, self._deeds, possible=records)
        self._outlet = Outlet(invite.call_id, self._deeds)
        self._seat: Seat | None = None
        self._crashes = 0
        self._invited_at = 0.0
        self._invite()

    @property
    def call_id(self) -> CallId:
        return self.invite.call_id

    @property
    def phase(self) -> Phase:
        if self.why:
            return "ended"
        talk = self._conversation.phase
        return "ringing" if talk == "none" else talk

    @property
    def gen(self) -> int:
        return self._peers.gen

    @property
    def is_taken(self) -> bool:
        return self.phase not in {"ringing", "ended"}

    @property
    def held(self) -> bool:
        return self._outlet.sides.held

    @property
    def shows_paper(self) -> bool:
        return self._outlet.sides.paper

    @property
    def is_silent(self) -> bool:
        """The officer is to hear nothing."""
        return self._outlet.sides.is_silent

    def take(self) -> list[Deed]:
        """What is to be done, in order; each deed once."""
        return self._deeds.take()

    def heard_seat(self, seat: Seat, now: float) -> None:
        self._hear(now)
        before = self._seat
        if self.why or not is_news(seat, before):
            return
        self._seat = seat
        self._conversation.seated(seat)
        if seat.officer:
            self._taken(seat, before)
        else:
            self._rings(seat, before)
        self._settle()

    def heard_answer(self, answer: OfferAnswered, now: float) -> None:
        self._hear(now)
        if not self.why:
            self._conversation.answered(answer)

    def heard_anew(self, anew: CallAnew, now: float) -> None:
        """The page has nothing (0), or has lost what it had of this generation."""
        self._hear(now)
        if self.is_taken:
            self._conversation.anew(anew, now)

    def heard_bye(self, bye: Bye) -> None:
        self._end(_BYES[bye.why])

    def engine_said(self, word: Record, now: float) -> None:
        """One word of the engine; FarHeard is not for us."""
        self._now = now
        if self.why:
            return
        if isinstance(word, words.EngineReady):
            self._outlet.engine_began()
            self._settle()
            self._conversation.engine_ready(now)
        else:
            self._conversation.of_engine(word, now)
            self._settle()

    def engine_gone(self, now: float) -> None:
        """It fell, and everything it had with it."""
        self._now = now
        if self.why:
            return
        self._outlet.engine_ended()
        self._crashes += 1
        if self._crashes > CRASHES:
            self._end("no_engine", "left")
            return
        self._conversation.engine_gone(now)
        self._deeds.add(StartEngine())

    def link_changed(self, *, up: bool, now: float) -> None:
        self._now = now
        came = up and not self._line.is_up
        self._line.is_up = up
        if self.why or not came:
            return
        self._invite()
        self._conversation.link_came(now)

    def moved(self, now: float) -> None:
        """This machine has another address; the link is on its way up again."""
        self._now = now
        if not self.why:
            self._conversation.moved(now)

    def mute(self, *, muted: bool) -> None:
        self._wish(replace(self._outlet.sides, muted=muted))

    def hide(self, *, hidden: bool) -> None:
        """Face and paper; a paper that is shown later is shown all the same."""
        sides = self._outlet.sides
        if hidden and sides.paper:
            self._wish(replace(sides, hidden=True, paper=False, turning=True))
        else:
            self._wish(replace(sides, hidden=hidden))

    def show_paper(self, *, shown: bool) -> None:
        """Instead of the face, or (False) no more."""
        sides = self._outlet.sides
        self._wish(replace(sides, paper=shown, turning=sides.turning or shown != sides.paper))

    def painted(self, of: PreviewOf) -> None:
        """The first picture of a camera is in the live picture."""
        if of == self._outlet.sides.camera and not self.why:
            self._outlet.sides = replace(self._outlet.sides, turning=False)
            self._settle()

    def allow_recording(self, *, allowed: bool) -> None:
        if not self.why:
            self._consent.answered(allowed=allowed, officer=self._seat.officer if self._seat else "")
            self._settle()

    def recorder_runs(self) -> None:
        self._consent.began()
        self._settle()

    def recorder_ended(self) -> None:
        """It did not begin, or has ended by itself."""
        if not self.why:
            self._consent.broke()
            self._settle()

    def hang_up(self, *, because: LeftBecause = "hung_up") -> None:
        """The villager wants it, or is gone."""
        self._end("hung_up", because)

    def tick(self, now: float) -> None:
        """A few times a second."""
        self._now = now
        if self.why:
            return
        if now - self._invited_at >= INVITE_EVERY_S:
            self._invite()
        if self.is_taken:
            self._conversation.tick(now)
            self._settle()
        elif self._line.is_unheard(now, answered=self._seat is not None):
            self._end("link_down", "lost")
        elif self._line.wants_redialling(now):
            self._line.redialled(now)
            self._deeds.add(RedialLink())

    def _rings(self, seat: Seat, before: Seat | None) -> None:
        """Nobody has it yet, or nobody any more."""
        if self.is_taken:
            self._consent.withdrawn()
            self._conversation.end()
        elif before is not None and before.ahead == seat.ahead:
            return
        self._deeds.tell(port.CallRinging(call_id=self.call_id, ahead=seat.ahead))

    def _taken(self, seat: Seat, before: Seat | None) -> None:
        if is_taken_anew(seat, before):
            self._consent.withdrawn()
            self._deeds.tell(port.CallTaken(call_id=self.call_id, officer=seat.officer, far_path=self._far_path))
            self._outlet.begin()
            self._conversation.begin(self._now)
        if seat.also != (before.also if before else ""):
            self._deeds.tell(port.CallJoined(call_id=self.call_id, also=seat.also))
        if seat.held != self.held:
            self._outlet.sides = replace(self._outlet.sides, held=seat.held)
            self._deeds.tell(port.CallHeld(call_id=self.call_id, held=seat.held))
            self._conversation.hold(self._now, held=seat.held)
        self._consent.wished(seat.recording)

    def _hear(self, now: float) -> None:
        self._now = self._line.heard_at = now

    def _invite(self) -> None:
        self._invited_at = self._now
        self._deeds.say(self.invite)
        if reveal := self._conversation.reveal(self._now):
            self._deeds.say(reveal)
        if self.is_taken:
            self._outlet.repeat(self._consent.agreement)

    def _wish(self, sides: Sides) -> None:
        if self.why:
            return
        self._outlet.sides = sides
        self._deeds.tell(sides.told(self.call_id))
        self._settle()

    def _settle(self) -> None:
        """Engine, county, face and recorder are told what has changed for them."""
        if gave_up := self._conversation.gave_up:
            self._end(gave_up, gave_up)
            return
        self._outlet.sides = replace(self._outlet.sides, carried=self._conversation.carried)
        self._conversation.shows = self._outlet.sides.is_shown
        self._outlet.settle(self._consent.agreement, taken=self.is_taken)

    def _end(self, why: port.CallEnd, because: LeftBecause | None = None) -> None:
        if self.why:
            return
        self._consent.withdrawn()
        self.why, self._peers.open = why, None
        if because:
            self._deeds.say(Leave(call_id=self.call_id, why=because))
        self._deeds.tell(port.CallEnded(call_id=self.call_id, why=why))
