"""Calling back: what the villager wished, where it rings, and what becomes of it."""

from datetime import timedelta

import pytest

from county.call import seats, wishes
from county.call.models import Call, Wish
from county.call.models import Seat as SeatRow
from county.errors import Unbelievable
from county.officers.models import Officer
from tests.county.call.station import Station, invite
from tests.county.cast import Device
from wire.call.signals import RINGS_FOR_S, AskCallBack, Bye, Invite, Ring, RingHeard, Seat
from wire.ids import CallId

SECOND = timedelta(seconds=1)


@pytest.fixture
def wished(station: Station, limin: Officer) -> CallId:
    """Nobody took it; the villager would be called back."""
    asked = invite("township")
    station.hears(asked)
    station.hears(AskCallBack(call_id=asked.call_id))
    return asked.call_id


def _rings(station: Station, limin: Officer, call_id: CallId) -> Ring:
    assert wishes.ring(_seat(limin), call_id, station.now, page="1" * 32)
    rung = [one for one in station.posted() if isinstance(one, Ring)]
    assert len(rung) == 1
    return rung[0]


def _seat(officer: Officer) -> SeatRow:
    return SeatRow.objects.get(officer=officer)


def test_a_wish_is_kept_once_and_said_to_be_kept(station: Station, limin: Officer) -> None:
    asked = invite()
    station.hears(asked)

    kept = [station.hears(AskCallBack(call_id=asked.call_id)) for _ in range(2)]

    assert kept == [[Bye(call_id=asked.call_id, why="nobody", rings_back=True)]] * 2
    assert Wish.objects.get().state == "open"
    assert station.hears(Invite(call_id=asked.call_id)) == [Bye(call_id=asked.call_id, why="nobody")]


def test_nobody_is_called_back_about_a_call_that_was_taken_or_never_made(
    station: Station, limin: Officer, mallory: Device
) -> None:
    asked, taken = invite(), invite()
    station.hears(asked)
    station.hears(taken)
    seats.take(limin, taken.call_id)

    for wish, device in ((taken, None), (invite(), None), (asked, mallory)):
        with pytest.raises(Unbelievable):
            station.hears(AskCallBack(call_id=wish.call_id), device=device)

    assert not Wish.objects.exists()


def test_a_terminal_rings_until_somebody_answers_and_the_call_is_that_officers_at_once(
    station: Station, limin: Officer, wangfang: Officer, wished: CallId
) -> None:
    first = _rings(station, limin, wished)
    assert (first.officer, first.over) == ("李敏", False)
    station.hears(RingHeard(ring_id=first.ring_id, state="rings"))
    for _ in range(3):
        station.passes(2 * SECOND)
        station.sweeps()
    assert station.posted() == [first] * 3

    answer = invite(answers=first.ring_id)
    told = station.hears(answer)

    assert told == [Seat(call_id=answer.call_id, serial=1, officer="李敏", turn=1)]
    assert station.hears(answer) == told
    call = Call.objects.get(call_id=answer.call_id)
    assert (call.concerns, call.page) == ("township", "1" * 32)
    assert (Wish.objects.get().state, Wish.objects.get().became) == ("answered", "answered")
    station.passes(2 * SECOND)
    station.sweeps()
    assert station.posted() == []


@pytest.mark.parametrize(
    ("heard", "became"), [("", "away"), ("rings", "unheard"), ("busy", "busy"), ("refused", "refused")]
)
def test_what_became_of_a_ring_is_kept_and_the_terminal_hears_that_it_is_over(
    station: Station, limin: Officer, wished: CallId, *, heard: str, became: str
) -> None:
    ring = _rings(station, limin, wished)
    if heard:
        station.hears(RingHeard(ring_id=ring.ring_id, state=heard))  # type: ignore[arg-type]  # one of its words

    station.passes(timedelta(seconds=RINGS_FOR_S + 1))
    station.sweeps()

    over = [one for one in station.posted() if isinstance(one, Ring)]
    assert [one.over for one in over] == [True]
    wish = Wish.objects.get()
    assert (wish.state, wish.became, wish.tries) == ("open", became, 1)


def test_an_officer_rings_one_terminal_at_a_time_stops_and_rings_again(
    station: Station, limin: Officer, wangfang: Officer, wished: CallId
) -> None:
    other = invite()
    station.hears(other)
    station.hears(AskCallBack(call_id=other.call_id))
    ring = _rings(station, limin, wished)

    assert not wishes.ring(_seat(limin), other.call_id, station.now)
    assert not wishes.ring(_seat(wangfang), wished, station.now)
    assert wishes.ring(_seat(limin), wished, station.now)
    wishes.stop(wangfang, wished, station.now)
    for _ in range(2):
        wishes.stop(limin, wished, station.now)

    assert [(one.ring_id, one.over) for one in station.posted() if isinstance(one, Ring)] == [(ring.ring_id, True)]
    assert _rings(station, limin, wished).ring_id != ring.ring_id
    assert Wish.objects.get(call=wished).tries == 2


def test_who_answers_too_late_waits_like_any_other(station: Station, limin: Officer, wished: CallId) -> None:
    ring = _rings(station, limin, wished)
    wishes.stop(limin, wished, station.now)

    answer = invite(answers=ring.ring_id)

    assert station.hears(answer) == [Seat(call_id=answer.call_id)]
    assert Call.objects.get(call_id=answer.call_id).concerns == "township"
    assert seats.take(limin, answer.call_id)


def test_another_terminal_neither_answers_nor_silences_a_ring(
    station: Station, limin: Officer, wished: CallId, mallory: Device
) -> None:
    ring = _rings(station, limin, wished)

    station.hears(RingHeard(ring_id=ring.ring_id, state="refused"), device=mallory)
    told = station.hears(invite(answers=ring.ring_id), device=mallory)

    assert isinstance(told[0], Seat)
    assert told[0].officer == ""
    assert Wish.objects.get().state == "rings"


def test_what_needs_no_call_any_more_is_closed(station: Station, limin: Officer, wished: CallId) -> None:
    wishes.close(_seat(limin), wished, station.now)

    assert Wish.objects.get().state == "closed"
    assert not wishes.ring(_seat(limin), wished, station.now)
