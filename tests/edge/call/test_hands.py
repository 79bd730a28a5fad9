"""A call that is handed on, held, joined and recorded, and whose line grows weak: what each side is told."""

import pytest

from edge.call.course.carrying import HOPELESS_S, PATIENCE_S
from edge.call.course.deeds import Look, See
from edge.call.course.line import STILL_S
from edge.call.course.peers import CONNECT_S, SOUND_ALONE_S
from edge.call.course.sides import FULL
from tests.edge.call.played import CALL, Played
from wire import port
from wire.call import engine as words
from wire.call.signals import GIVE_UP_S, CallAnew, Leave, Relay, Seat, Sent

RELAY = Relay(urls=("turn:10.0.0.1:3478?transport=udp",), username="1:c", credential="x")


@pytest.fixture
def talking() -> Played:
    played = Played()
    played.talking()
    return played


def test_another_officer_is_told_and_gets_a_connection_of_the_next_generation(talking: Played) -> None:
    talking.seat(officer="赵强", turn=2)
    talking.seat(officer="赵强", turn=2)

    told = [one.officer for one in talking.told(port.CallTaken) if isinstance(one, port.CallTaken)]
    assert told == ["李敏", "赵强"]
    assert talking.phase == "joining"
    assert talking.course.gen == 2
    talking.offered()
    talking.answered()
    talking.engine(words.FarSeen(gen=2))
    assert talking.phase == "talking"


def test_old_news_of_the_county_changes_nothing(talking: Played) -> None:
    talking.seat(held=True)

    talking.course.heard_seat(Seat(call_id=CALL, serial=1, officer="李敏", turn=1), talking.now)
    talking.course.heard_seat(Seat(call_id=CALL, serial=0, ahead=3), talking.now)
    new = talking.look()

    assert talking.course.held
    assert not new


def test_while_it_is_held_nothing_goes_and_nothing_that_does_not_come_is_a_break(talking: Played) -> None:
    talking.seat(held=True)

    assert talking.told(port.CallHeld) == [port.CallHeld(call_id=CALL, held=True)]
    assert talking.ordered(words.ShowNear) == [words.ShowNear(shown=False)]
    assert talking.course.is_silent
    for _ in range(10):
        talking.wait(STILL_S)
        talking.seat(held=True)
    assert not talking.told(port.CallHealing)
    talking.seat()
    assert talking.ordered(words.ShowNear)[-1] == words.ShowNear(shown=True)
    assert not talking.course.is_silent
    assert talking.course.gen == 1


def test_what_was_lost_while_it_was_held_is_no_sign_of_a_poor_line(talking: Played) -> None:
    _flows(talking, seconds=8)
    talking.seat(held=True)
    talking.wait(60)

    talking.seat()
    _flows(talking, seconds=8, lost_before=900)

    told = [one.quality for one in talking.told(port.CallQuality) if isinstance(one, port.CallQuality)]
    assert told == ["good"]


def test_a_hold_of_which_nobody_is_left_ends(talking: Played) -> None:
    talking.seat(held=True)

    talking.wait(GIVE_UP_S + 1)

    assert talking.told(port.CallEnded) == [port.CallEnded(call_id=CALL, why="lost")]


def test_what_broke_while_it_was_held_is_mended_afterwards(talking: Played) -> None:
    talking.seat(held=True)
    talking.course.engine_gone(talking.now)
    talking.engine(words.EngineReady(engine="fake"))
    talking.wait(CONNECT_S + 1)
    assert talking.phase == "talking"
    assert talking.ordered(words.ShowNear) == [words.ShowNear(shown=False)] * 2

    talking.seat()

    assert talking.phase == "healing"
    assert talking.told(port.CallHealing)


def test_a_page_that_is_loaded_anew_while_it_holds_gets_its_connection(talking: Played) -> None:
    talking.seat(held=True)

    talking.course.heard_anew(CallAnew(call_id=CALL, gen=0), talking.now)
    talking.look()
    talking.offered()
    talking.answered()
    talking.engine(words.FarSeen(gen=2))

    assert not talking.told(port.CallHealing)
    assert len(talking.told(port.SafetyWords)) == 2


def test_a_call_that_nobody_has_any_more_waits_again(talking: Played) -> None:
    talking.seat(officer="", turn=1, ahead=0)

    assert talking.phase == "ringing"
    assert talking.ordered(words.ClosePeer)
    assert talking.told(port.CallRinging)[-1] == port.CallRinging(call_id=CALL)
    talking.seat(officer="赵强", turn=2)
    assert talking.course.gen == 2


def test_who_joins_and_leaves_is_told_once(talking: Played) -> None:
    for also in ("柳河镇 · 刘洋", "柳河镇 · 刘洋", ""):
        talking.seat(also=also)

    assert talking.told(port.CallJoined) == [
        port.CallJoined(call_id=CALL, also="柳河镇 · 刘洋"),
        port.CallJoined(call_id=CALL, also=""),
    ]


def test_connections_go_by_the_relays_of_the_newest_word() -> None:
    played = Played()
    played.engine(words.EngineReady(engine="fake"))

    played.seat(relays=(RELAY,), relay_only=True)

    assert played.ordered(words.OpenPeer) == [words.OpenPeer(gen=1, relays=(RELAY,), relay_only=True)]


def test_nothing_is_recorded_before_the_villager_agrees_and_nothing_after(talking: Played) -> None:
    talking.seat(recording="on")
    talking.course.allow_recording(allowed=False)
    talking.look()
    assert _sent(talking).refused_recording
    assert not talking.records
    talking.seat(recording="none")
    talking.seat(recording="asked")
    assert len(talking.told(port.RecordingAsked)) == 2

    talking.course.allow_recording(allowed=True)
    talking.look()
    assert talking.records
    assert _sent(talking).recording
    assert talking.told(port.CallRecording)[-1] == port.CallRecording(call_id=CALL, on=True)
    talking.course.allow_recording(allowed=False)
    talking.look()

    assert not talking.records
    assert not _sent(talking).recording
    assert talking.told(port.CallRecording)[-1] == port.CallRecording(call_id=CALL, on=False)


@pytest.mark.parametrize("facts", [{"recording": "none"}, {"recording": "on", "officer": "赵强", "turn": 2}])
def test_an_agreement_ends_with_the_wish_and_with_the_officer(talking: Played, facts: dict[str, object]) -> None:
    talking.seat(recording="asked")
    talking.course.allow_recording(allowed=True)
    talking.look()

    talking.seat(**facts)

    assert not talking.records
    assert not _sent(talking).recording
    assert len(talking.told(port.RecordingAsked)) == (2 if facts["recording"] == "on" else 1)


def test_a_recorder_without_room_is_said_to_the_villager_and_to_the_officer(talking: Played) -> None:
    talking.disk_is_full = True
    talking.seat(recording="asked")

    talking.course.allow_recording(allowed=True)
    talking.look()

    assert talking.told(port.CallRecording) == [port.CallRecording(call_id=CALL, on=False)]
    assert _sent(talking).refused_recording


def test_a_hold_is_not_recorded(talking: Played) -> None:
    talking.seat(recording="asked")
    talking.course.allow_recording(allowed=True)
    talking.look()

    talking.seat(recording="on", held=True)

    looks = [deed for deed in talking.done if isinstance(deed, Look)]
    assert looks == [Look(near=True, far=True), Look(near=False, far=False)]


def test_a_paper_takes_the_place_of_the_face_and_neither_is_seen_in_between(talking: Played) -> None:
    talking.course.show_paper(shown=True)
    talking.look()
    assert talking.ordered(words.ShowNear)[-1] == words.ShowNear(shown=False)
    talking.course.painted("face")
    assert not talking.look()
    talking.course.painted("papers")
    talking.look()

    assert [deed for deed in talking.done if isinstance(deed, See)] == [See("papers")]
    assert talking.ordered(words.ShowNear)[-1] == words.ShowNear(shown=True)
    assert _sent(talking).picture == "paper"
    assert talking.told(port.CallSides)[-1] == port.CallSides(call_id=CALL, muted=False, camera_off=False, paper=True)


def test_who_is_hidden_may_show_a_paper_and_is_hidden_again_afterwards(talking: Played) -> None:
    talking.course.hide(hidden=True)
    talking.course.show_paper(shown=True)
    talking.course.painted("papers")
    talking.look()
    assert not _sent(talking).hidden

    talking.course.show_paper(shown=False)
    talking.look()

    assert [deed for deed in talking.done if isinstance(deed, See)][-1] == See(None)
    assert talking.ordered(words.ShowNear)[-1] == words.ShowNear(shown=False)
    assert _sent(talking).hidden


def test_a_weak_line_carries_less_of_the_picture_and_more_again_when_it_is_well(talking: Played) -> None:
    _flows(talking, seconds=14, target_bps=200_000)
    assert _sent(talking).picture == "small"
    assert talking.told(port.CallPicture) == [port.CallPicture(call_id=CALL, sent="small")]
    assert talking.ordered(words.PlanPicture)[-1].most_bps < 200_000  # type: ignore[attr-defined]  # of PlanPicture

    _flows(talking, seconds=PATIENCE_S + 6, target_bps=600_000)

    assert _sent(talking).picture == "full"
    assert talking.ordered(words.PlanPicture)[-1] == FULL


def test_a_line_that_carries_no_sound_is_too_weak(talking: Played) -> None:
    _flows(talking, seconds=HOPELESS_S + 12, loss=0.7)

    assert _sent(talking).picture == "none"
    assert talking.told(port.CallEnded) == [port.CallEnded(call_id=CALL, why="too_weak")]
    assert talking.said(Leave) == [Leave(call_id=CALL, why="too_weak")]


def test_a_line_too_thin_for_the_first_picture_carries_the_sound_all_the_same() -> None:
    played = Played()
    played.seated()
    played.offered()
    played.answered()

    played.flows(SOUND_ALONE_S + 2)

    assert played.phase == "talking"
    assert played.course.gen == 1
    played.engine(words.FarSeen(gen=1))
    assert len(played.told(port.CallConnected)) == len(played.told(port.SafetyWords)) == 1


def test_what_is_sent_is_said_with_each_invite(talking: Played) -> None:
    before = len(talking.said(Sent))

    for _ in range(5):
        talking.flows(2)
        talking.wait(0.25)

    assert len(talking.said(Sent)) >= before + 4


def _sent(played: Played) -> Sent:
    sent = played.said(Sent)[-1]
    assert isinstance(sent, Sent)
    return sent


def _flows(played: Played, *, seconds: float, target_bps: int = 0, loss: float = 0.0, lost_before: int = 0) -> None:
    """Fifty packets a second are sent to us."""
    came, lost = int(played.now * 50), lost_before
    for _ in range(int(2 * seconds)):
        played.now += 0.5
        came, lost = came + round(25 * (1 - loss)), lost + round(25 * loss)
        played.engine(
            words.Flow(gen=played.course.gen, packets=came, lost=lost, pictures=came, target_bps=target_bps, rtt_ms=80)
        )
