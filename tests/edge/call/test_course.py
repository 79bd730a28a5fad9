"""However messages come (twice, late, out of order, or not at all), a call is somewhere sensible and ends once."""

import itertools

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from edge.call.course.course import Course
from edge.call.course.deeds import Deed, RedialLink, StartEngine, ToCounty, ToEngine, ToFace
from edge.call.course.line import STILL_S, UNHEARD_S
from edge.call.course.peers import CONNECT_S, FAILURES
from edge.call.media_fake import SDP
from wire import port
from wire.call import engine as words
from wire.call.signals import GIVE_UP_S, Bye, CallAnew, Invite, Leave, Offer, OfferAnswered, Reveal, Seat
from wire.call.words import End, safety_words
from wire.ids import CallId
from wire.record import Record

CALL = CallId("c" * 32)
THEIRS = SDP.replace("AB", "CD")
OFFICER_NONCE = "1" * 32


class Played:
    """A course, and everything it did so far."""

    def __init__(self) -> None:
        numbers = itertools.count(1)
        self.now = 1000.0
        self.course = Course(
            Invite(call_id=CALL),
            "/dev/shm/far",  # noqa: S108  # only its name
            make_nonce=lambda: f"{next(numbers):032x}",
            now=self.now,
            records=True,
        )
        self.done: list[Deed] = []
        self.look()

    def look(self) -> list[Deed]:
        new = self.course.take()
        self.done += new
        return new

    def wait(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + 0.25)
            self.course.tick(self.now)
            self.look()

    def said(self, kind: type[Record]) -> list[Record]:
        return [deed.record for deed in self.done if isinstance(deed, ToCounty) and isinstance(deed.record, kind)]

    def told(self, kind: type[Record]) -> list[Record]:
        return [deed.event for deed in self.done if isinstance(deed, ToFace) and isinstance(deed.event, kind)]

    def ordered(self, kind: type[Record]) -> list[Record]:
        return [deed.order for deed in self.done if isinstance(deed, ToEngine) and isinstance(deed.order, kind)]

    def engine(self, word: Record) -> None:
        self.course.engine_said(word, self.now)
        self.look()

    def seated(self) -> None:
        self.engine(words.EngineReady(engine="fake"))
        self.course.heard_seat(Seat(call_id=CALL, officer="李敏"), self.now)
        self.look()

    def offered(self) -> None:
        self.engine(words.PeerOffered(gen=self.course.gen, sdp=SDP))

    def answered(self, gen: int | None = None) -> None:
        answer = OfferAnswered(call_id=CALL, gen=gen or self.course.gen, sdp=THEIRS, nonce=OFFICER_NONCE)
        self.course.heard_answer(answer, self.now)
        self.look()

    def flows(self, seconds: float = 1.0) -> None:
        for at in range(int(seconds * 2)):
            self.now += 0.5
            self.engine(words.Flow(gen=self.course.gen, packets=int(self.now * 10) + at, pictures=int(self.now * 15)))

    def talking(self) -> None:
        self.seated()
        self.offered()
        self.answered()
        self.engine(words.FarSeen(gen=self.course.gen))
        assert self.course.phase == "talking"


def test_a_call_rings_is_taken_and_shows_the_same_words_to_both() -> None:
    played = Played()
    played.course.heard_seat(Seat(call_id=CALL, ahead=2), played.now)
    played.course.heard_seat(Seat(call_id=CALL, ahead=2), played.now)

    played.talking()

    assert played.told(port.CallRinging) == [port.CallRinging(call_id=CALL, ahead=2)]
    (offer,), (reveal,) = played.said(Offer), played.said(Reveal)
    assert isinstance(offer, Offer)
    assert isinstance(reveal, Reveal)
    told = played.told(port.SafetyWords)
    mine, theirs = End(offer.sdp, reveal.nonce), End(THEIRS, OFFICER_NONCE)
    assert told == [port.SafetyWords(call_id=CALL, words=safety_words(CALL, 1, terminal=mine, officer=theirs))]


def test_the_nonce_is_told_only_after_the_answer() -> None:
    played = Played()
    played.seated()
    played.offered()
    played.wait(4)

    assert len(played.said(Offer)) >= 2
    assert not played.said(Reveal)


def test_a_county_that_is_silent_is_given_up() -> None:
    played = Played()

    played.wait(UNHEARD_S + 1)

    assert played.told(port.CallEnded) == [port.CallEnded(call_id=CALL, why="link_down")]


def test_a_cut_is_healed_by_the_next_generation_once_the_link_is_back() -> None:
    played = Played()
    played.talking()
    played.flows()

    played.wait(STILL_S + 0.5)
    played.course.link_changed(up=False, now=played.now)
    played.wait(10)
    assert played.told(port.CallHealing)
    assert any(isinstance(deed, RedialLink) for deed in played.done)
    assert played.course.gen == 1
    played.course.link_changed(up=True, now=played.now)
    played.look()

    assert played.course.gen == 2
    played.offered()
    played.answered()
    played.engine(words.FarSeen(gen=2))
    assert played.course.phase == "talking"
    assert len(played.told(port.CallConnected)) == 2


def test_a_connection_that_comes_back_by_itself_needs_no_other() -> None:
    played = Played()
    played.talking()
    played.flows()
    played.wait(STILL_S + 0.5)

    played.flows()

    assert played.course.phase == "talking"
    assert played.course.gen == 1


def test_who_never_comes_back_is_given_up_and_the_county_is_told() -> None:
    played = Played()
    played.talking()

    played.wait(STILL_S + GIVE_UP_S + 1)

    assert played.told(port.CallEnded) == [port.CallEnded(call_id=CALL, why="lost")]
    assert played.said(Leave) == [Leave(call_id=CALL, why="lost")]


def test_a_network_that_carries_no_call_is_said_to_be_too_weak() -> None:
    played = Played()
    played.seated()
    for _ in range(FAILURES):
        played.offered()
        played.answered()
        played.wait(CONNECT_S + 0.5)

    assert played.told(port.CallEnded) == [port.CallEnded(call_id=CALL, why="too_weak")]


def test_a_page_that_was_loaded_anew_gets_a_new_generation_once() -> None:
    played = Played()
    played.talking()

    played.course.heard_anew(CallAnew(call_id=CALL, gen=0), played.now)
    played.course.heard_anew(CallAnew(call_id=CALL, gen=0), played.now)
    played.course.heard_anew(CallAnew(call_id=CALL, gen=1), played.now)
    played.look()

    assert played.course.gen == 2
    assert played.course.phase == "healing"


def test_an_engine_that_falls_is_started_and_the_call_goes_on() -> None:
    played = Played()
    played.talking()

    played.course.engine_gone(played.now)
    new = played.look()
    played.engine(words.EngineReady(engine="fake"))

    assert any(isinstance(deed, StartEngine) for deed in new)
    assert played.ordered(words.OpenPeer)[-1] == words.OpenPeer(gen=2)


def test_whoever_is_hidden_stays_so_before_an_engine_that_comes_late_or_anew() -> None:
    played = Played()
    played.course.hide(hidden=True)
    played.seated()
    assert played.ordered(words.ShowNear) == [words.ShowNear(shown=False)]

    played.course.engine_gone(played.now)
    played.engine(words.EngineReady(engine="fake"))

    orders = [deed.order for deed in played.done if isinstance(deed, ToEngine)]
    assert orders[-2:] == [words.ShowNear(shown=False), words.OpenPeer(gen=2)]


def test_an_engine_that_always_falls_ends_the_call() -> None:
    played = Played()
    played.seated()

    for _ in range(4):
        played.course.engine_gone(played.now)
        played.engine(words.EngineReady(engine="fake"))

    assert played.told(port.CallEnded) == [port.CallEnded(call_id=CALL, why="no_engine")]


def test_who_declines_or_leaves_ends_it_for_both() -> None:
    for why, told in (("declined", "declined"), ("nobody", "nobody"), ("hung_up", "officer_left")):
        played = Played()
        played.course.heard_bye(Bye(call_id=CALL, why=why))  # type: ignore[arg-type]  # the words of the record
        played.course.heard_bye(Bye(call_id=CALL, why="hung_up"))
        played.look()

        assert played.told(port.CallEnded) == [port.CallEnded(call_id=CALL, why=told)]  # type: ignore[arg-type]  # as above


GENERATIONS = st.integers(1, 5)


class AnyOrder(RuleBasedStateMachine):
    """Everything the world can say, in every order."""

    def __init__(self) -> None:
        super().__init__()
        self.played = Played()
        self.gens: list[int] = []
        self.spent = 0

    @rule(ahead=st.integers(0, 2), officer=st.sampled_from(["", "李敏", "赵强"]))
    def seat(self, ahead: int, officer: str) -> None:
        self.played.course.heard_seat(Seat(call_id=CALL, ahead=ahead, officer=officer), self.played.now)

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
        self.played.course.engine_said(words.EngineReady(engine="fake"), self.played.now)

    @rule()
    def falls(self) -> None:
        self.played.course.engine_gone(self.played.now)

    @rule(up=st.booleans())
    def link(self, *, up: bool) -> None:
        self.played.course.link_changed(up=up, now=self.played.now)

    @rule(seconds=st.sampled_from([0.25, 2.0, 5.0, 16.0]))
    def time_goes(self, seconds: float) -> None:
        self.played.wait(seconds)

    @precondition(lambda self: self.played.course.phase != "ended")
    @rule()
    def nothing_helps_for_ever(self) -> None:
        """Whatever state it is in: with nobody there it ends."""
        if self.spent == 0:
            self.spent = 1
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
TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
