"""A call put aside, handed on, and joined: whose it is at each moment, and what the terminal is told of it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county.call import hands, seats
from county.call.models import ASKED_FOR, Call, Signal
from county.call.models import Seat as SeatRow
from county.officers.models import Officer
from tests.county.call.station import Station, invite, seated
from wire.call.signals import Bye, Invite, Leave, Offer, OfferAnswered, Seat, Sent
from wire.ids import CallId

ANSWER = {"gen": 1, "sdp": "v=0", "nonce": "2" * 32}


def _seat(officer: Officer) -> SeatRow:
    return SeatRow.objects.get(officer=officer)


def _asked(limin: Officer, call_id: CallId, whom: Officer, station: Station, *, to: str = "take") -> None:
    ask = hands.ask_to_take if to == "take" else hands.ask_to_join
    assert ask(limin, call_id, whom=whom.pk, now=station.now)


def test_a_call_that_is_put_aside_is_told_at_once_and_with_each_invite(
    station: Station, limin: Officer, call_id: CallId
) -> None:
    for _ in range(2):
        hands.hold(limin, call_id, held=True)

    held = Seat(call_id=call_id, serial=2, officer="李敏", turn=1, held=True)
    assert station.posted() == [held]
    assert station.hears(Invite(call_id=call_id)) == [held]

    hands.hold(limin, call_id, held=False)
    assert station.posted() == [Seat(call_id=call_id, serial=3, officer="李敏", turn=1)]


def test_until_another_has_taken_it_over_a_call_stays_where_it_is(
    station: Station, limin: Officer, wangfang: Officer, call_id: CallId
) -> None:
    _asked(limin, call_id, wangfang, station)
    seats.answer(limin, call_id, ANSWER)
    assert [type(one) for one in station.posted()] == [OfferAnswered]

    hands.ask_to_take(limin, call_id, whom=None, now=station.now)

    assert not hands.take_over(_seat(wangfang), call_id, station.now)
    _asked(limin, call_id, wangfang, station)
    hands.decline(wangfang, call_id)
    assert not hands.take_over(_seat(wangfang), call_id, station.now)
    assert Call.objects.get().officer == limin
    assert station.posted() == []


def test_who_takes_a_call_over_has_it_and_nothing_of_the_connection_before(
    station: Station, limin: Officer, wangfang: Officer, call_id: CallId
) -> None:
    station.hears(Offer(call_id=call_id, gen=3, sdp="v=0", commitment="a" * 64))
    hands.hold(limin, call_id, held=True)
    _asked(limin, call_id, wangfang, station)
    station.posted()

    assert hands.take_over(_seat(wangfang), call_id, station.now, page="1" * 32)
    assert hands.take_over(_seat(wangfang), call_id, station.now, page="1" * 32)

    assert station.posted() == [Seat(call_id=call_id, serial=3, officer="王芳", turn=2)]
    assert not Signal.objects.exists()
    seats.end(limin, call_id)
    hands.hold(limin, call_id, held=True)
    seats.answer(limin, call_id, ANSWER)
    assert station.posted() == []
    station.hears(Offer(call_id=call_id, gen=4, sdp="v=0", commitment="a" * 64))
    assert Signal.objects.get().to == wangfang


def test_a_second_officer_joins_stands_beside_the_first_and_goes_again(
    station: Station, limin: Officer, zhaoqiang: Officer, call_id: CallId
) -> None:
    _asked(limin, call_id, zhaoqiang, station, to="join")

    assert hands.join(_seat(zhaoqiang), call_id, station.now)
    assert hands.join(_seat(zhaoqiang), call_id, station.now)

    together = Seat(call_id=call_id, serial=2, officer="李敏", turn=1, also="赵强 · 乡镇")
    assert station.posted() == [together]
    seats.end(zhaoqiang, call_id)
    assert station.hears(Invite(call_id=call_id)) == [together]
    for _ in range(2):
        hands.leave(zhaoqiang, call_id)
    assert station.posted() == [Seat(call_id=call_id, serial=3, officer="李敏", turn=1)]


def test_who_joined_may_take_the_call_over_and_is_then_alone_with_it(
    station: Station, limin: Officer, zhaoqiang: Officer, call_id: CallId
) -> None:
    _asked(limin, call_id, zhaoqiang, station, to="join")
    hands.join(_seat(zhaoqiang), call_id, station.now)
    _asked(limin, call_id, zhaoqiang, station)
    station.posted()

    assert hands.take_over(_seat(zhaoqiang), call_id, station.now)

    assert station.posted() == [Seat(call_id=call_id, serial=3, officer="赵强", level="township", turn=2)]


def test_only_who_may_know_of_it_sits_there_and_is_free_is_asked(
    station: Station, limin: Officer, wangfang: Officer, zhaoqiang: Officer
) -> None:
    of_township, other = invite("township"), invite()
    for one, officer in ((of_township, limin), (other, wangfang)):
        station.hears(one)
        seats.take(officer, one.call_id)
    elsewhere = seated("sunli", "township", township="石桥乡")
    away = seated("zhoujun", "county")
    SeatRow.objects.filter(officer=away).update(on_duty=False)

    for whom in (zhaoqiang, wangfang, elsewhere, away, limin):
        with pytest.raises(PermissionDenied):
            hands.ask_to_take(limin, of_township.call_id, whom=whom.pk, now=station.now)
        with pytest.raises(PermissionDenied):
            hands.ask_to_join(limin, of_township.call_id, whom=whom.pk, now=station.now)
    assert not hands.ask_to_take(zhaoqiang, of_township.call_id, whom=wangfang.pk, now=station.now)


def test_it_does_not_ring_for_ever_at_who_is_asked(
    station: Station, limin: Officer, wangfang: Officer, call_id: CallId
) -> None:
    _asked(limin, call_id, wangfang, station)

    station.passes(ASKED_FOR + timedelta(seconds=1))

    assert not hands.take_over(_seat(wangfang), call_id, station.now)
    station.hears(Invite(call_id=call_id))
    station.sweeps()
    assert Call.objects.get().asked_to_take is None


def test_a_gateway_that_starts_anew_tells_the_same(
    station: Station, limin: Officer, zhaoqiang: Officer, call_id: CallId
) -> None:
    _asked(limin, call_id, zhaoqiang, station, to="join")
    hands.join(_seat(zhaoqiang), call_id, station.now)
    hands.hold(limin, call_id, held=True)
    told = station.posted()[-1]

    station.starts_anew()

    assert station.hears(Invite(call_id=call_id)) == [told]
    station.hears(Leave(call_id=call_id))
    assert station.hears(Invite(call_id=call_id)) == [Bye(call_id=call_id, why="lost")]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["take", "hold", "ask", "bring", "over", "join", "decline", "leave", "end", "record", "offer"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=25,
)


@given(acts=ACTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_officers_do_a_call_is_one_officers_and_its_serial_only_grows(
    station: Station, limin: Officer, wangfang: Officer, zhaoqiang: Officer, *, acts: list[tuple[str, int, int, bool]]
) -> None:
    officers, asked, before = [limin, wangfang, zhaoqiang], [invite(), invite()], [0, 0]
    for one in asked:
        station.hears(one)

    for act, who, whom, on in acts:
        call_id = asked[on].call_id
        _acts(station, act, officers[who], call_id, whom=officers[whom], on=on)
        for place, call in enumerate(Call.objects.get(call_id=one.call_id) for one in asked):
            assert call.serial >= before[place]
            assert (call.officer is None) == (call.turn == 0)
            assert call.joined is None or call.joined != call.officer
            before[place] = call.serial
        inside = [x for c in Call.objects.filter(state="taken") for x in (c.officer_id, c.joined_id) if x]
        assert len(inside) == len(set(inside))

    Call.objects.all().delete()


def _acts(station: Station, act: str, officer: Officer, call_id: CallId, *, whom: Officer, on: bool) -> None:
    acts: dict[str, Callable[[], object]] = {
        "take": lambda: seats.take(officer, call_id),
        "hold": lambda: hands.hold(officer, call_id, held=on),
        "ask": lambda: hands.ask_to_take(officer, call_id, whom=whom.pk, now=station.now),
        "bring": lambda: hands.ask_to_join(officer, call_id, whom=whom.pk, now=station.now),
        "over": lambda: hands.take_over(_seat(officer), call_id, station.now),
        "join": lambda: hands.join(_seat(officer), call_id, station.now),
        "decline": lambda: hands.decline(officer, call_id),
        "leave": lambda: hands.leave(officer, call_id),
        "end": lambda: seats.end(officer, call_id),
        "record": lambda: hands.ask_to_record(officer, call_id, wanted=on),
        "offer": lambda: station.hears(Sent(call_id=call_id, recording=on, refused_recording=not on)),
    }
    with suppress(PermissionDenied):
        acts[act]()
