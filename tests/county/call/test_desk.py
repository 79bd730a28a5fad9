"""Who is asked to take a call, who gets it, and what of it stays."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from county.call import seats
from county.call.desk import LOST_AFTER, RING_FOR
from county.call.models import SEEN_FOR, SILENT_AFTER, Call, Signal
from county.call.models import Seat as SeatRow
from county.config import CountyConfig
from county.errors import Unbelievable
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from tests.county.call.station import Station, invite
from tests.county.carried import carried
from tests.county.cast import Device
from wire.call.signals import Bye, Leave, Offer, Reveal, Seat
from wire.errors import BadSignature

ANSWER = {"gen": 1, "sdp": "v=0", "nonce": "2" * 32}


def test_a_call_rings_is_taken_by_one_and_the_terminal_hears_of_it(
    station: Station, limin: Officer, zhaoqiang: Officer
) -> None:
    first, second = invite(), invite()
    assert station.hears(first) == [Seat(call_id=first.call_id)]
    station.now += timedelta(seconds=1)
    assert station.hears(second) == [Seat(call_id=second.call_id, ahead=1)]

    assert seats.take(limin, first.call_id)
    assert seats.take(limin, first.call_id)
    assert not seats.take(zhaoqiang, first.call_id)
    assert not seats.take(limin, second.call_id)

    assert station.hears(first) == [Seat(call_id=first.call_id, serial=1, officer="李敏", turn=1)]
    assert station.hears(second) == [Seat(call_id=second.call_id, ahead=0)]
    assert OutgoingMessage.objects.count() == 1


def test_whom_it_concerns_is_neither_asked_nor_let(station: Station, limin: Officer, zhaoqiang: Officer) -> None:
    of_county, of_township = invite("county", wanted="township"), invite("township", wanted="township")

    assert station.hears(of_county) == [Seat(call_id=of_county.call_id)]
    assert station.hears(of_township) == [Bye(call_id=of_township.call_id, why="nobody")]

    assert not seats.take(limin, of_county.call_id)
    assert seats.take(zhaoqiang, of_county.call_id)


def test_with_nobody_there_it_is_said_at_once(station: Station, limin: Officer) -> None:
    SeatRow.objects.update(seen_at=datetime.now(UTC) - SEEN_FOR - timedelta(seconds=1))
    asked = invite()

    assert station.hears(asked) == [Bye(call_id=asked.call_id, why="nobody")]
    assert station.hears(asked) == [Bye(call_id=asked.call_id, why="nobody")]


def test_what_is_said_of_the_connection_reaches_the_page_and_stays_nowhere(station: Station, limin: Officer) -> None:
    asked = invite()
    station.hears(asked)
    seats.take(limin, asked.call_id)
    for gen in (1, 2):
        station.hears(Offer(call_id=asked.call_id, gen=gen, sdp="v=0", commitment="a" * 64))
    station.hears(Reveal(call_id=asked.call_id, gen=2, nonce="1" * 32))
    assert [(one.kind, one.body["gen"]) for one in Signal.objects.all()] == [("offer", 2), ("reveal", 2)]
    seats.answer(limin, asked.call_id, ANSWER)
    assert len(carried()) == 2

    seats.write_note(limin, asked.call_id, "下周三回访")
    station.hears(Leave(call_id=asked.call_id))

    assert not Signal.objects.exists()
    assert not OutgoingMessage.objects.exists()
    call = Call.objects.get()
    assert (call.state, call.why, call.note) == ("ended", "caller-hung_up", "下周三回访")
    assert station.hears(asked) == [Bye(call_id=asked.call_id, why="lost")]


def test_a_terminal_that_repeats_itself_or_says_what_is_old_fills_no_table(station: Station, limin: Officer) -> None:
    asked = invite()
    station.hears(asked)
    seats.take(limin, asked.call_id)
    rows = []

    for gen in (2, 2, 2, 1):
        station.hears(Offer(call_id=asked.call_id, gen=gen, sdp="v=0", commitment="a" * 64))
        station.hears(Reveal(call_id=asked.call_id, gen=gen, nonce="1" * 32))
        rows.append([(one.kind, one.body["gen"]) for one in Signal.objects.all()])

    assert rows == [[("offer", 2), ("reveal", 2)]] * 4


def test_a_word_that_comes_again_reaches_the_page_again(station: Station, limin: Officer) -> None:
    asked = invite()
    station.hears(asked)
    seats.take(limin, asked.call_id)
    offer = Offer(call_id=asked.call_id, gen=1, sdp="v=0", commitment="a" * 64)
    station.hears(offer)
    first = Signal.objects.get().pk

    station.hears(offer)

    assert Signal.objects.get().pk > first


def test_nobody_signs_or_speaks_for_another_terminal(station: Station, limin: Officer, mallory: Device) -> None:
    asked = invite()
    station.hears(asked)

    with pytest.raises(BadSignature):
        station.hears(Leave(call_id=asked.call_id), signer=mallory)
    with pytest.raises(Unbelievable):
        station.hears(asked, device=mallory)
    station.hears(Leave(call_id=asked.call_id), device=mallory)

    assert Call.objects.get().state == "waiting"


def test_what_nobody_keeps_alive_ends(station: Station, limin: Officer) -> None:
    silent, taken, patient = invite(), invite(), invite()
    for each in (silent, taken):
        station.hears(each)
    seats.take(limin, taken.call_id)

    station.now += SILENT_AFTER + timedelta(seconds=1)
    assert station.sweeps() == [Bye(call_id=silent.call_id, why="lost")]
    station.now += LOST_AFTER
    assert station.sweeps() == [Bye(call_id=taken.call_id, why="lost")]
    SeatRow.objects.update(seen_at=station.now)
    station.hears(patient)
    Call.objects.filter(call_id=patient.call_id).update(asked_at=station.now - RING_FOR - timedelta(seconds=1))
    assert station.sweeps() == [Bye(call_id=patient.call_id, why="nobody")]
    assert station.sweeps() == []


def test_a_call_that_waits_keeps_its_place_through_half_a_minute_without_the_link(
    station: Station, limin: Officer
) -> None:
    asked, later = invite(), invite()
    station.hears(asked)
    for _ in range(15):
        station.passes(timedelta(seconds=2))
        station.hears(later)
        assert station.sweeps() == []

    assert station.hears(later) == [Seat(call_id=later.call_id, ahead=1)]
    assert station.hears(asked) == [Seat(call_id=asked.call_id)]
    assert seats.take(limin, asked.call_id)


def test_the_page_takes_only_what_is_a_word_of_its_own_call(
    station: Station, limin: Officer, zhaoqiang: Officer
) -> None:
    asked = invite()
    station.hears(asked)
    seats.take(limin, asked.call_id)
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(limin, backend="django.contrib.auth.backends.ModelBackend")

    def posts(what: str, body: object) -> int:
        content = json.dumps(body)
        return browser.post(f"/calls/{asked.call_id}/{what}", content, content_type="application/json").status_code

    assert posts("answer", ANSWER) == 204
    assert posts("answer", {**ANSWER, "gen": 0}) == 400
    assert posts("answer", {**ANSWER, "call_id": "0" * 32, "more": 1}) == 400
    assert posts("anew", {"gen": "x"}) == 400
    assert posts("answer", [1]) == 400
    seats.answer(zhaoqiang, asked.call_id, ANSWER)
    assert OutgoingMessage.objects.count() == 2
    assert posts("end", {}) == 204
    assert Call.objects.get().why == "hung_up"


def test_who_has_no_seat_sees_no_calls(home: CountyConfig) -> None:
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(Officer.objects.get(username="limin"), backend="django.contrib.auth.backends.ModelBackend")

    assert browser.get("/calls/").status_code == 403
    assert browser.post("/calls/duty", "{}", content_type="application/json").status_code == 403
    assert b"/calls/" not in browser.get("/").content
