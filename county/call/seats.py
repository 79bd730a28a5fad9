"""What an officer does with calls: sits down, takes one, answers its offers, ends it. Each act may come twice."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import transaction

from county.call.ending import finish
from county.call.models import Call, Seat
from county.call.sight import is_busy, mine, seated
from county.call.telling import changed, tell
from county.errors import Unbelievable
from county.officers.models import Officer
from wire import topics
from wire.call.signals import Bye, ByeBecause, CallAnew, OfferAnswered
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


def take(officer: Officer, call_id: str, *, page: str = "") -> bool:
    """Whether it is this officer's now; only one gets it, and who must not is told what one who came too late is told.

    A call that the officer is in already goes on in this `page`; the one that had it lets go.
    """
    now = datetime.now(UTC)
    with transaction.atomic():
        call = Call.objects.filter(call_id=call_id).first()
        if call is None or call.state == "ended":
            return False
        if call.state == "taken":
            return _goes_on(call, officer, page)
        if not seated(call, now).filter(officer=officer).exists() or is_busy(officer.pk):
            return False
        call.state, call.officer, call.taken_at, call.turn = "taken", officer, now, 1
        call.page = page
        changed(call, "state", "officer", "taken_at", "turn", "page")
    return True


def answer(officer: Officer, call_id: str, given: dict[str, Any]) -> None:
    """The browser's half. Raises Unbelievable for what is none."""
    _pass_on(officer, call_id, topics.CALL_ANSWER, given=given, kind=OfferAnswered)


def ask_anew(officer: Officer, call_id: str, given: dict[str, Any]) -> None:
    """The page has lost it. Raises Unbelievable for what is no generation."""
    _pass_on(officer, call_id, topics.CALL_ANEW, given=given, kind=CallAnew)


def end(officer: Officer, call_id: str, why: ByeBecause = "hung_up") -> None:
    """By its officer; who is beside one leaves with `hands.leave`."""
    with transaction.atomic():
        call = led(officer, call_id)
        if call is None:
            return
        finish(call, why, datetime.now(UTC))
        tell(call.terminal_id, topics.BYE, Bye(call_id=CallId(call.call_id), why=why))


def write_note(officer: Officer, call_id: str, text: str) -> bool:
    """Also after the end; whether it is kept. Of a call with two officers, the one who leads it writes."""
    return bool(Call.objects.filter(call_id=call_id, officer=officer).update(note=text[:NOTE_LENGTH]))


def led(officer: Officer, call_id: str) -> Call | None:
    """The running call of this id, if it is this officer's own."""
    call = mine(officer)
    return call if call and call.call_id == call_id and call.officer_id == officer.pk else None


def _goes_on(call: Call, officer: Officer, page: str) -> bool:
    if officer.pk == call.officer_id:
        call.page = page
    elif officer.pk == call.joined_id:
        call.joined_page = page
    else:
        return False
    call.save(update_fields=["page", "joined_page"])
    return True


def _pass_on(officer: Officer, call_id: str, row: topics.Row, *, given: dict[str, Any], kind: type[Record]) -> None:
    try:
        record = msgspec.convert({**given, "type": kind.__name__, "call_id": call_id}, kind)
    except msgspec.ValidationError as error:
        raise Unbelievable("no such word of a call") from error
    call = led(officer, call_id)
    if call:
        tell(call.terminal_id, row, record)
