"""Everything the world can say of a call, in every order: what must hold all the same."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from edge.call.course.deeds import Look, See, ToEngine, ToFace
from edge.call.media_fake import SDP
from tests.edge.call.played import CALL, OFFICER_NONCE, THEIRS, Played
from wire import port
from wire.call import engine as words
from wire.call.signals import GIVE_UP_S, CallAnew, OfferAnswered, RecordingWish, Seat, Sent

GENERATIONS = st.integers(1, 5)
WISHES: list[RecordingWish] = ["none", "asked", "on"]


_LATE = 5
"""Only then: a call that is over soon is tried little."""


class AnyOrder(RuleBasedStateMachine):
    """Everything the world can say, in every order."""

    def __init__(self) -> None:
        super().__init__()
        self.played = Played()
        self.seats: list[Seat] = []
        """All that the county ever said, by serial."""
        self.newest: Seat | None = None
        """Of those that arrived."""
        self.muted = self.hidden = self.paper = self.agreed = False
        self.live: port.PreviewOf | None = "face"
        """What is in the live picture."""
        self.ready_at: int | None = None
        """After how many deeds the engine of now was there."""
        self.spent = 0

    @initialize(taken=st.booleans())
    def begins(self, *, taken: bool) -> None:
        if taken:
            self.ready()
            self.county_decides(turns=True, arrives=True, officer="李敏")

    @property
    def over(self) -> bool:
        return self.played.course.phase == "ended"

    @property
    def camera(self) -> port.PreviewOf | None:
        return "papers" if self.paper else None if self.hidden else "face"

    @rule(
        officer=st.sampled_from(["李敏", "赵强", ""]),
        turns=st.booleans(),
        held=st.booleans(),
        also=st.sampled_from(["", "柳河镇"]),
        recording=st.sampled_from(WISHES),
        arrives=st.booleans(),
    )
    def county_decides(self, *, turns: bool, arrives: bool, **facts: Any) -> None:
        turn = (self.seats[-1].turn if self.seats else 0) + turns
        self.seats.append(Seat(call_id=CALL, serial=len(self.seats), turn=turn, **facts))
        if arrives:
            self.seat_arrives(0)

    @precondition(lambda self: self.seats)
    @rule(back=st.integers(0, 4))
    def seat_arrives(self, back: int) -> None:
        """Late, again, or for the first time."""
        seat = self.seats[max(0, len(self.seats) - 1 - back)]
        self.played.course.heard_seat(seat, self.played.now)
        self.played.look()
        before = self.newest
        if before is None or seat.serial > before.serial:
            self.newest = seat
            goes_on = before is not None and before.turn == seat.turn and bool(before.officer)
            self.agreed &= goes_on and bool(seat.officer) and seat.recording != "none"

    @rule(allowed=st.booleans(), full=st.booleans())
    def villager_answers(self, *, allowed: bool, full: bool) -> None:
        self.played.disk_is_full = full
        begins = allowed and not self.played.records
        self.played.course.allow_recording(allowed=allowed)
        self.played.look()
        asked = self.newest is not None and bool(self.newest.officer) and self.newest.recording != "none"
        self.agreed = asked and allowed and not (begins and full) and not self.over

    @rule()
    def disk_fills(self) -> None:
        self.played.records = self.agreed = False
        self.played.course.recorder_ended()

    @rule(muted=st.booleans())
    def mutes(self, *, muted: bool) -> None:
        self.muted = muted
        self.played.course.mute(muted=muted)

    @rule(hidden=st.booleans())
    def hides(self, *, hidden: bool) -> None:
        if hidden and self.paper:
            self.paper, self.live = False, None
        self.hidden = hidden
        self.played.course.hide(hidden=hidden)

    @rule(shown=st.booleans())
    def shows_paper(self, *, shown: bool) -> None:
        if shown != self.paper:
            self.paper, self.live = shown, None
        self.played.course.show_paper(shown=shown)

    @rule(of=st.sampled_from(["face", "papers"]))
    def camera_paints(self, of: port.PreviewOf) -> None:
        """Perhaps the other one's last picture."""
        if of == self.camera:
            self.live = of
        self.played.course.painted(of)

    @rule(gen=GENERATIONS, sdp=st.sampled_from([THEIRS, "v=0\r\n"]))
    def answer(self, gen: int, sdp: str) -> None:
        answer = OfferAnswered(call_id=CALL, gen=gen, sdp=sdp, nonce=OFFICER_NONCE)
        self.played.course.heard_answer(answer, self.played.now)

    @rule(gen=st.integers(0, 5))
    def anew(self, gen: int) -> None:
        self.played.course.heard_anew(CallAnew(call_id=CALL, gen=gen), self.played.now)

    @rule(gen=GENERATIONS, packets=st.integers(0, 9))
    def engine(self, gen: int, packets: int) -> None:
        for word in (
            words.PeerOffered(gen=gen, sdp=SDP),
            words.FarSeen(gen=gen),
            words.Flow(gen=gen, packets=packets),
        )[packets % 3 :]:
            self.played.course.engine_said(word, self.played.now)

    @rule(gen=GENERATIONS)
    def fails(self, gen: int) -> None:
        self.played.course.engine_said(words.PeerFailed(gen=gen, why="no"), self.played.now)

    @rule()
    def ready(self) -> None:
        self.played.look()
        self.ready_at = len(self.played.done)
        self.played.course.engine_said(words.EngineReady(engine="fake"), self.played.now)

    @rule()
    def falls(self) -> None:
        self.ready_at = None
        self.played.course.engine_gone(self.played.now)

    @rule(up=st.booleans())
    def link(self, *, up: bool) -> None:
        self.played.course.link_changed(up=up, now=self.played.now)

    @rule()
    def moves(self) -> None:
        self.played.course.moved(self.played.now)

    @rule(seconds=st.sampled_from([0.25, 0.5, 2.0, 5.0]))
    def time_goes(self, seconds: float) -> None:
        self.played.wait(seconds)

    @precondition(lambda self: self.played.course.phase != "ended")
    @rule()
    def nothing_helps_for_ever(self) -> None:
        """Whatever state it is in: with nobody there it ends."""
        self.spent += 1
        if self.spent == _LATE:
            self.played.wait(2 * GIVE_UP_S)
            assert self.played.course.phase == "ended"

    @invariant()
    def ends_at_most_once_and_says_nothing_after(self) -> None:
        before = list(self.played.done)
        ended = [deed for deed in before if isinstance(deed, ToFace) and isinstance(deed.event, port.CallEnded)]
        new = self.played.look()
        assert len(ended) <= 1
        assert not (ended and new)

    @invariant()
    def who_is_held_is_neither_seen_nor_heard(self) -> None:
        course = self.played.course
        if course.is_taken and self.newest is not None and self.newest.held:
            assert course.held
            assert course.is_silent
            assert not self._is_shown()

    @invariant()
    def what_is_seen_is_what_was_asked_for_last(self) -> None:
        if self.over:
            return
        seen = [deed.of for deed in self.played.done if isinstance(deed, See)]
        assert (seen[-1] if seen else "face") == self.camera
        if self._is_shown():
            assert self.camera is not None
            assert self.live == self.camera

    @invariant()
    def nothing_is_recorded_but_what_both_want(self) -> None:
        assert self.played.records == (self.agreed and not self.over)
        looks = [deed for deed in self.played.done if isinstance(deed, Look)]
        if self.played.records:
            assert looks[-1].near <= (not self.played.course.held)

    @invariant()
    def the_officer_was_told_how_it_is(self) -> None:
        if not self.played.course.is_taken:
            return
        sent = self.played.said(Sent)[-1]
        assert isinstance(sent, Sent)
        assert (sent.muted, sent.hidden) == (self.muted, self.camera is None)
        assert sent.picture == ("paper" if self.paper else "full")
        assert sent.recording == self.played.records

    def _is_shown(self) -> bool:
        """Whether an engine that is there sends what is in the live picture."""
        if self.ready_at is None:
            return False
        orders = [deed.order for deed in self.played.done[self.ready_at :] if isinstance(deed, ToEngine)]
        shown = [order.shown for order in orders if isinstance(order, words.ShowNear)]
        return shown[-1] if shown else True

    @invariant()
    def generations_only_rise(self) -> None:
        gens = [order.gen for order in self.played.ordered(words.OpenPeer) if isinstance(order, words.OpenPeer)]
        assert gens == list(range(1, len(gens) + 1))

    @invariant()
    def words_are_shown_only_of_what_was_answered(self) -> None:
        assert all(
            isinstance(told, port.SafetyWords) and len(told.words) in {0, 3}
            for told in self.played.told(port.SafetyWords)
        )


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=50, stateful_step_count=40, deadline=None)
