"""A call is ended as it stands at that moment: what another process does in between is never written over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from county.call import hands, seats
from county.call.models import SILENT_AFTER, Call
from county.call.models import Seat as SeatRow
from county.officers.models import Officer
from tests.county.call.station import Station, invite
from wire.call.signals import Bye, Leave
from wire.ids import CallId


class Meanwhile:
    """Another process, which acts once between the first look at calls and what is done next.

    As the database lets it: never between two statements of one transaction.
    """

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act
        self._has_looked = False
        self.acted = False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if self._has_looked and not self.acted and not connection.in_atomic_block:
            self.acted = True
            self._act()
        done = execute(sql, *rest)
        self._has_looked |= 'FROM "call_call"' in sql and not connection.in_atomic_block
        return done


def test_a_call_that_is_taken_while_the_sweep_looks_goes_on(station: Station, limin: Officer) -> None:
    asked = invite()
    station.hears(asked)
    station.passes(SILENT_AFTER + timedelta(seconds=1))
    meanwhile = Meanwhile(lambda: seats.take(limin, asked.call_id))

    with connection.execute_wrapper(meanwhile):
        told = station.sweeps()

    call = Call.objects.get()
    assert meanwhile.acted
    assert (told, call.state, call.officer) == ([], "taken", limin)


@pytest.mark.parametrize("who", ["terminal", "officer"])
def test_nobody_gets_between_the_look_at_a_call_and_its_end(
    station: Station, limin: Officer, wangfang: Officer, call_id: CallId, *, who: str
) -> None:
    hands.ask_to_take(limin, call_id, whom=wangfang.pk, now=station.now)
    seat = SeatRow.objects.get(officer=wangfang)
    ends: dict[str, Callable[[], object]] = {
        "terminal": lambda: station.hears(Leave(call_id=call_id)),
        "officer": lambda: seats.end(limin, call_id),
    }

    with connection.execute_wrapper(Meanwhile(lambda: hands.take_over(seat, call_id, station.now))):
        ends[who]()

    call = Call.objects.get()
    assert (call.state, call.officer) == ("ended", limin)


def test_a_call_that_is_long_silent_and_long_unheard_is_ended_once(station: Station, limin: Officer) -> None:
    asked = invite()
    station.hears(asked)
    station.passes(timedelta(minutes=10))

    assert station.sweeps() == [Bye(call_id=asked.call_id, why="lost")]
