"""Heartbeats, births and pings."""

from edge.fleet.presence import Presence, Vitals, last_will
from tests.edge.cast import T001
from wire.ids import PingId, new_id


def presence() -> Presence:
    return Presence(T001, birth=3, role="kiosk", version="1")


def test_each_state_is_one_beat_of_this_birth() -> None:
    made = presence()

    states = [made.state(Vitals(), at_ms=at_ms) for at_ms in (1, 2)]

    assert [(state.birth, state.beat, state.at_ms, state.online) for state in states] == [
        (3, 1, 1, True),
        (3, 2, 2, True),
    ]


def test_what_is_shown_is_said_only_while_a_face_shows_it() -> None:
    made = presence()
    made.shown("ab" * 32)

    with_face = made.state(Vitals(face_connected=True), at_ms=1)
    without = made.state(Vitals(face_connected=False), at_ms=2)

    assert (with_face.shown_sha256, without.shown_sha256) == ("ab" * 32, "")


def test_the_last_will_is_of_the_same_birth() -> None:
    will = last_will(T001, 3, "kiosk")

    assert (will.terminal_id, will.birth, will.online) == (T001, 3, False)


def test_a_pong_answers_the_last_ping_once() -> None:
    made = presence()
    ping = made.ping(at_ms=1)

    assert not made.pong(PingId(new_id()))
    assert made.pong(ping.ping_id)
    assert not made.pong(ping.ping_id)
