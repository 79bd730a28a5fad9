"""Who is asked to take a call, who gets it, and what of it stays."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from county.call import seats
from county.call.desk import LOST_AFTER, RING_FOR, CallDesk, Told
from county.call.models import SEEN_FOR, SILENT_AFTER, Call, Signal
from county.call.models import Seat as SeatRow
from county.config import CountyConfig
from county.errors import Unbelievable
from county.fleet.models import device_key, point_of
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from tests.county.cast import Device
from wire import topics
from wire.call.signals import (
    CALL_DOWN_CONTEXT,
    CALL_UP_CONTEXT,
    Bye,
    Concerned,
    Invite,
    Leave,
    Level,
    Offer,
    Reveal,
    Seat,
)
from wire.errors import BadSignature
from wire.ids import CallId, new_id
from wire.record import Record
from wire.seal.signed import signed, verified

ROWS = {Invite: topics.INVITE, Offer: topics.CALL_OFFER, Reveal: topics.REVEAL, Leave: topics.LEAVE}
ANSWER = {"gen": 1, "sdp": "v=0", "nonce": "2" * 32}


class Station:
    """A desk whose clock a test holds, and the words of one terminal."""

    def __init__(self, home: CountyConfig, device: Device) -> None:
        self.now = datetime.now(UTC)
        self.key = CountySigner.read(home.keys)
        self.desk = CallDesk(self.key, device_key=device_key, point_of=point_of, now=lambda: self.now)
        self.device = device

    def hears(self, record: Record, *, device: Device | None = None, signer: Device | None = None) -> list[Record]:
        device = device or self.device
        row = ROWS[type(record)]
        address = topics.Address(row, device.terminal_id, str(getattr(record, "call_id", "")))
        return self._opened(self.desk.hear(row, address, signed(record, signer or device, CALL_UP_CONTEXT)))

    def sweeps(self) -> list[Record]:
        return self._opened(self.desk.sweep())

    def _opened(self, told: list[Told]) -> list[Record]:
        return [
            verified(one.record, one.row.inner or Record, key=self.key.public_key, context=CALL_DOWN_CONTEXT)
            for one in told
        ]


@pytest.fixture
def station(home: CountyConfig, registered: None, t001: Device) -> Station:
    return Station(home, t001)


@pytest.fixture
def limin(home: CountyConfig) -> Officer:
    return _seated("limin", "county")


@pytest.fixture
def zhaoqiang(home: CountyConfig) -> Officer:
    return _seated("zhaoqiang", "township")


def _seated(login: str, level: str) -> Officer:
    officer = Officer.objects.get(username=login)
    SeatRow.objects.create(officer=officer, level=level, on_duty=True, seen_at=datetime.now(UTC))
    return officer


def _invite(concerns: Concerned = "nobody", *, wanted: Level = "county") -> Invite:
    return Invite(call_id=CallId(new_id()), concerns=concerns, wanted=wanted)


def test_a_call_rings_is_taken_by_one_and_the_terminal_hears_of_it(
    station: Station, limin: Officer, zhaoqiang: Officer
) -> None:
    first, second = _invite(), _invite()
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
    of_county, of_township = _invite("county", wanted="township"), _invite("township", wanted="township")

    assert station.hears(of_county) == [Seat(call_id=of_county.call_id)]
    assert station.hears(of_township) == [Bye(call_id=of_township.call_id, why="nobody")]

    with pytest.raises(PermissionDenied):
        seats.take(limin, of_county.call_id)
    assert seats.take(zhaoqiang, of_county.call_id)


def test_with_nobody_there_it_is_said_at_once(station: Station, limin: Officer) -> None:
    SeatRow.objects.update(seen_at=datetime.now(UTC) - SEEN_FOR - timedelta(seconds=1))
    invite = _invite()

    assert station.hears(invite) == [Bye(call_id=invite.call_id, why="nobody")]
    assert station.hears(invite) == [Bye(call_id=invite.call_id, why="nobody")]


def test_what_is_said_of_the_connection_reaches_the_page_and_stays_nowhere(station: Station, limin: Officer) -> None:
    invite = _invite()
    station.hears(invite)
    seats.take(limin, invite.call_id)
    for gen in (1, 2):
        station.hears(Offer(call_id=invite.call_id, gen=gen, sdp="v=0", commitment="a" * 64))
    station.hears(Reveal(call_id=invite.call_id, gen=2, nonce="1" * 32))
    assert [(one.kind, one.body["gen"]) for one in Signal.objects.all()] == [("offer", 2), ("reveal", 2)]

    seats.write_note(limin, invite.call_id, "下周三回访")
    station.hears(Leave(call_id=invite.call_id))

    assert not Signal.objects.exists()
    call = Call.objects.get()
    assert (call.state, call.why, call.note) == ("ended", "caller-hung_up", "下周三回访")
    assert station.hears(invite) == [Bye(call_id=invite.call_id, why="lost")]


def test_nobody_signs_or_speaks_for_another_terminal(station: Station, limin: Officer, mallory: Device) -> None:
    invite = _invite()
    station.hears(invite)

    with pytest.raises(BadSignature):
        station.hears(Leave(call_id=invite.call_id), signer=mallory)
    with pytest.raises(Unbelievable):
        station.hears(invite, device=mallory)
    station.hears(Leave(call_id=invite.call_id), device=mallory)

    assert Call.objects.get().state == "waiting"


def test_what_nobody_keeps_alive_ends(station: Station, limin: Officer) -> None:
    silent, taken, patient = _invite(), _invite(), _invite()
    for invite in (silent, taken):
        station.hears(invite)
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


def test_the_page_takes_only_what_is_a_word_of_its_own_call(
    station: Station, limin: Officer, zhaoqiang: Officer
) -> None:
    invite = _invite()
    station.hears(invite)
    seats.take(limin, invite.call_id)
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(limin, backend="django.contrib.auth.backends.ModelBackend")

    def posts(what: str, body: object) -> int:
        content = json.dumps(body)
        return browser.post(f"/calls/{invite.call_id}/{what}", content, content_type="application/json").status_code

    assert posts("answer", ANSWER) == 204
    assert posts("answer", {**ANSWER, "gen": 0}) == 400
    assert posts("answer", {**ANSWER, "call_id": "0" * 32, "more": 1}) == 400
    assert posts("anew", {"gen": "x"}) == 400
    assert posts("answer", [1]) == 400
    seats.answer(zhaoqiang, invite.call_id, ANSWER)
    assert OutgoingMessage.objects.count() == 2
    assert posts("end", {}) == 204
    assert Call.objects.get().why == "hung_up"


def test_who_has_no_seat_sees_no_calls(home: CountyConfig) -> None:
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(Officer.objects.get(username="limin"), backend="django.contrib.auth.backends.ModelBackend")

    assert browser.get("/calls/").status_code == 403
    assert browser.post("/calls/duty", "{}", content_type="application/json").status_code == 403
    assert b"/calls/" not in browser.get("/").content
