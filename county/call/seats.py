"""What an officer does with calls: sits down, takes one, answers its offers, ends it. Each act may come twice."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from county.call.desk import finish, packed, told
from county.call.models import Call, Seat, seated
from county.call.relays import with_relays
from county.errors import Unbelievable
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import post
from wire import topics
from wire.call.signals import Bye, ByeBecause, CallAnew, OfferAnswered
from wire.call.signals import Seat as SeatRecord
from wire.ids import CallId
from wire.record import Record

NOTE_LENGTH = 4000


def seat_of(officer: Officer) -> Seat:
    """Raises PermissionDenied for whoever takes no calls."""
    seat = Seat.objects.filter(officer=officer).first()
    if seat is None:
        raise PermissionDenied
    return seat


def sit(officer: Officer, *, on_duty: bool) -> None:
    """Calls ring here, or do not."""
    seat = seat_of(officer)
    seat.on_duty, seat.seen_at = on_duty, datetime.now(UTC)
    seat.save(update_fields=["on_duty", "seen_at"])


def take(officer: Officer, call_id: str) -> bool:
    """Whether it is this officer's now; only one gets it. Raises PermissionDenied for who must not take it."""
    now = datetime.now(UTC)
    with transaction.atomic():
        call = Call.objects.filter(call_id=call_id).first()
        if call is None or call.state == "ended":
            return False
        if call.state == "taken":
            return call.officer_id == officer.pk
        if not seated(call, now).filter(officer=officer).exists():
            raise PermissionDenied
        if Call.objects.filter(officer=officer, state="taken").exists():
            return False
        call.state, call.officer, call.taken_at = "taken", officer, now
        call.save(update_fields=["state", "officer", "taken_at"])
        _tell(call, topics.SEAT, with_relays(SeatRecord(call_id=CallId(call_id), officer=officer.name)))
    return True


def answer(officer: Officer, call_id: str, given: dict[str, Any]) -> None:
    """The browser's half. Raises Unbelievable for what is none."""
    _pass_on(officer, call_id, topics.CALL_ANSWER, given=given, kind=OfferAnswered)


def ask_anew(officer: Officer, call_id: str, given: dict[str, Any]) -> None:
    """The page has lost it. Raises Unbelievable for what is no generation."""
    _pass_on(officer, call_id, topics.CALL_ANEW, given=given, kind=CallAnew)


def end(officer: Officer, call_id: str, why: ByeBecause = "hung_up") -> None:
    call = _mine(officer, call_id)
    if call is None:
        return
    with transaction.atomic():
        finish(call, why, datetime.now(UTC))
        _tell(call, topics.BYE, Bye(call_id=CallId(call_id), why=why))


def write_note(officer: Officer, call_id: str, text: str) -> bool:
    """Also after the end; whether it is kept."""
    return bool(Call.objects.filter(call_id=call_id, officer=officer).update(note=text[:NOTE_LENGTH]))


def _mine(officer: Officer, call_id: str) -> Call | None:
    return Call.objects.filter(call_id=call_id, officer=officer, state="taken").first()


def _pass_on(officer: Officer, call_id: str, row: topics.Row, *, given: dict[str, Any], kind: type[Record]) -> None:
    try:
        record = msgspec.convert({**given, "type": kind.__name__, "call_id": call_id}, kind)
    except msgspec.ValidationError as error:
        raise Unbelievable("no such word of a call") from error
    call = _mine(officer, call_id)
    if call:
        _tell(call, row, record)


def _tell(call: Call, row: topics.Row, record: Record) -> None:
    signer = CountySigner.read(settings.COUNTY.keys)
    post(*packed(told(row, call.terminal_id, record, signer=signer)))
