"""A call in more than two hands: put aside, handed to another officer, joined by one; and the wish to record it.

Until the other officer has taken it, a call stays with the one who has it. Each act may come twice, or too late.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from county.call.models import Call, Seat, Signal
from county.call.seats import led
from county.call.sight import colleagues, is_busy, visible_to
from county.call.telling import changed
from county.officers.models import Officer


def hold(officer: Officer, call_id: str, *, held: bool) -> bool:
    """Neither hears nor sees the other while it is put aside. False while an inquiry runs: it records."""
    with transaction.atomic():
        call = led(officer, call_id)
        if call and held and call.inquiries.filter(over=False).exists():
            return False
        if call and call.held != held:
            call.held = held
            changed(call, "held")
    return True


def ask_to_record(officer: Officer, call_id: str, *, wanted: bool) -> None:
    """The villager is asked; or what was asked for, or runs, ends."""
    with transaction.atomic():
        call = led(officer, call_id)
        if call and wanted == (call.recording == "none"):
            call.recording = "asked" if wanted else "none"
            changed(call, "recording")


def ask_to_take(officer: Officer, call_id: str, *, whom: int | None, now: datetime) -> bool:
    """It rings at another officer, who may take it over; `None` takes that back. Raises PermissionDenied."""
    return _ask(officer, call_id, "asked_to_take", whom=whom, now=now)


def ask_to_join(officer: Officer, call_id: str, *, whom: int | None, now: datetime) -> bool:
    """It rings at another officer, who may join; `None` takes that back. Raises PermissionDenied."""
    return _ask(officer, call_id, "asked_to_join", whom=whom, now=now)


def take_over(seat: Seat, call_id: str, now: datetime, *, page: str = "") -> bool:
    """Whether it is this officer's now. The page before lets go of it: nothing of its connection stays."""
    with transaction.atomic():
        call = visible_to(seat, now).filter(call_id=call_id, state="taken").first()
        if call is None or call.officer_id == seat.officer_id:
            return call is not None
        if call.asked_to_take_id != seat.officer_id or _elsewhere(seat, call):
            return False
        call.officer, call.turn, call.page = seat.officer, call.turn + 1, page
        call.held, call.recording, call.asked_to_take, call.asked_to_take_at = False, "none", None, None
        if call.joined_id == seat.officer_id:
            call.joined = None
        if call.asked_to_join_id == seat.officer_id:
            call.asked_to_join = None
        call.signals.all().delete()
        taken = ["officer", "turn", "page", "held", "recording", "joined"]
        changed(call, *taken, "asked_to_take", "asked_to_take_at", "asked_to_join")
    return True


def join(seat: Seat, call_id: str, now: datetime, *, page: str = "") -> bool:
    """Whether this officer is in it now, beside the one who has it."""
    with transaction.atomic():
        call = visible_to(seat, now).filter(call_id=call_id, state="taken").first()
        if call is None or call.joined_id == seat.officer_id:
            return call is not None
        if call.asked_to_join_id != seat.officer_id or is_busy(seat.officer_id):
            return False
        call.joined, call.joined_page, call.asked_to_join, call.asked_to_join_at = seat.officer, page, None, None
        changed(call, "joined", "joined_page", "asked_to_join", "asked_to_join_at")
    return True


def decline(officer: Officer, call_id: str) -> None:
    """It rings here no more."""
    Call.objects.filter(call_id=call_id, asked_to_take=officer).update(asked_to_take=None, asked_to_take_at=None)
    Call.objects.filter(call_id=call_id, asked_to_join=officer).update(asked_to_join=None, asked_to_join_at=None)


def leave(officer: Officer, call_id: str) -> None:
    """Who joined goes again, or is let go by the one who has the call."""
    with transaction.atomic():
        call = Call.objects.filter(call_id=call_id, state="taken").first()
        if call is None or call.joined_id is None or officer.pk not in (call.officer_id, call.joined_id):
            return
        call.joined = None
        Signal.objects.filter(call=call, kind__startswith="leg-").delete()
        changed(call, "joined")


def _ask(officer: Officer, call_id: str, who: str, *, whom: int | None, now: datetime) -> bool:
    with transaction.atomic():
        call = led(officer, call_id)
        if call is None:
            return False
        if whom is not None and not _may_be_asked(call, who, whom, now=now):
            raise PermissionDenied
        setattr(call, f"{who}_id", whom)
        setattr(call, f"{who}_at", now if whom is not None else None)
        call.save(update_fields=[who, f"{who}_at"])
    return True


def _may_be_asked(call: Call, who: str, whom: int, *, now: datetime) -> bool:
    if whom == call.joined_id:
        return who == "asked_to_take"
    return colleagues(call, now).filter(officer=whom).exists() and not is_busy(whom)


def _elsewhere(seat: Seat, call: Call) -> bool:
    return call.joined_id != seat.officer_id and is_busy(seat.officer_id)
