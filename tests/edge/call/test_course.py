"""However messages come (twice, late, out of order, or not at all), a call is somewhere sensible and ends once."""

from edge.call.course.conversation import FLOWS_WITHIN_S, REVIVES_S, SETTLES_S
from edge.call.course.deeds import RedialLink, StartEngine, ToEngine
from edge.call.course.line import STILL_S, UNHEARD_S, WAITS_S
from edge.call.course.peers import CONNECT_S, FAILURES
from tests.edge.call.played import CALL, OFFICER_NONCE, THEIRS, Played
from wire import port
from wire.call import engine as words
from wire.call.signals import GIVE_UP_S, Bye, CallAnew, Leave, Offer, Reveal, Seat
from wire.call.words import End, safety_words


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


def test_who_waits_keeps_the_place_through_half_a_minute_without_the_county() -> None:
    played = Played()
    played.course.heard_seat(Seat(call_id=CALL, ahead=2), played.now)

    played.wait(WAITS_S - 1)
    played.course.heard_seat(Seat(call_id=CALL, serial=1, ahead=1), played.now)
    played.look()

    assert not played.told(port.CallEnded)
    assert played.told(port.CallRinging)[-1] == port.CallRinging(call_id=CALL, ahead=1)
    assert sum(isinstance(deed, RedialLink) for deed in played.done) > 3
    played.wait(WAITS_S + 1)
    assert played.told(port.CallEnded) == [port.CallEnded(call_id=CALL, why="link_down")]


def test_a_cut_is_healed_by_the_next_generation_where_the_old_one_does_not_come_back_with_the_link() -> None:
    played = Played()
    played.is_cut()
    assert played.told(port.CallHealing)
    assert any(isinstance(deed, RedialLink) for deed in played.done)

    played.course.link_changed(up=True, now=played.now)
    played.wait(REVIVES_S - 0.5)
    assert played.course.gen == 1
    played.wait(0.5)

    assert played.course.gen == 2
    played.offered()
    played.answered()
    played.engine(words.FarSeen(gen=2))
    assert played.course.phase == "talking"
    assert len(played.told(port.CallConnected)) == 2


def test_what_the_engine_has_given_up_or_lost_is_not_waited_for() -> None:
    for is_lost in (False, True):
        played = Played()
        played.is_cut()
        if is_lost:
            played.course.engine_gone(played.now)
            played.engine(words.EngineReady(engine="fake"))
        else:
            played.engine(words.PeerChanged(gen=1, state="failed"))
            played.course.link_changed(up=True, now=played.now)
        played.look()

        assert played.course.gen == 2


def test_what_a_cut_swallowed_is_not_held_against_the_line_that_came_back() -> None:
    played = Played()
    played.is_cut()
    played.course.link_changed(up=True, now=played.now)
    for sound_and_picture in (300, 900):
        played.flows(0.5, lost=sound_and_picture)

    played.flows(20, lost=900)

    assert played.course.phase == "talking"
    assert not played.told(port.CallPicture)
    assert played.told(port.CallQuality)[-1:] == [port.CallQuality(call_id=CALL, quality="good")]


def test_a_terminal_that_moved_makes_the_next_connection_as_soon_as_it_has_a_link() -> None:
    played = Played()
    played.talking()
    played.flows()

    played.course.moved(played.now)
    played.course.link_changed(up=False, now=played.now)
    played.flows(0.5)
    assert (played.course.gen, played.course.phase) == (1, "healing")
    played.course.link_changed(up=True, now=played.now)
    played.look()

    assert played.course.gen == 2


def test_a_move_that_nobody_notices_breaks_nothing() -> None:
    played = Played()
    played.talking()
    played.flows()

    played.course.moved(played.now)
    played.course.link_changed(up=False, now=played.now)
    played.flows(2)
    played.course.link_changed(up=True, now=played.now)
    played.wait(2)

    assert (played.course.gen, played.course.phase) == (1, "talking")


def test_a_connection_that_is_there_again_is_given_time_until_something_comes_of_it() -> None:
    played = Played()
    played.is_cut()
    played.course.link_changed(up=True, now=played.now)
    played.engine(words.PeerChanged(gen=1, state="connected"))
    played.wait(FLOWS_WITHIN_S - 0.5)
    assert played.course.gen == 1

    played.flows()
    played.wait(2)

    assert (played.course.gen, played.course.phase) == (1, "talking")


def test_what_the_page_said_before_it_healed_breaks_nothing() -> None:
    played = Played()
    played.is_cut()
    played.course.link_changed(up=True, now=played.now)
    said = CallAnew(call_id=CALL, gen=1)
    played.course.heard_anew(said, played.now)
    played.flows()
    played.course.heard_anew(said, played.now)
    played.look()
    assert (played.course.gen, played.course.phase) == (1, "talking")

    played.flows(SETTLES_S)
    played.course.heard_anew(said, played.now)
    played.look()

    assert played.course.gen == 2


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
