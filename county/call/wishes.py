"""Calling back: who wishes it, which terminal rings for whom, and what became of it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from county.call.models import Call, Seat, Wish
from county.call.sight import is_busy, wishes_for
from county.call.telling import tell
from county.officers.models import Officer
from wire import topics
from wire.call.signals import INVITE_EVERY_S, RINGS_FOR_S, Ring, RingHeard
from wire.ids import CallId, new_id

_AGAIN: Final = timedelta(seconds=INVITE_EVERY_S)
_RINGS_FOR: Final = timedelta(seconds=RINGS_FOR_S)
_UNANSWERED: Final = {"": "away", "rings": "unheard"}
"""What became of a ring that nobody answered, by what the terminal had said."""


def wish(call: Call, now: datetime) -> None:
    """The caller would be called back; asked twice is asked once."""
    Wish.objects.get_or_create(call=call, defaults={"wished_at": now})


def ring(seat: Seat, call_id: str, now: datetime, *, page: str = "") -> bool:
    """Ring the terminal for this officer; whether it rings. One officer rings one terminal at a time."""
    with transaction.atomic():
        one = wishes_for(seat).filter(call_id=call_id).first()
        if one is None:
            return False
        if one.state == "rings":
            return one.officer_id == seat.officer_id
        if is_busy(seat.officer_id):
            return False
        one.state, one.officer, one.ring_id, one.page = "rings", seat.officer, new_id(), page
        one.rung_at, one.heard, one.became, one.tries = now, "", "", one.tries + 1
        one.save()
        _tell(one, now)
    return True


def stop(officer: Officer, call_id: str, now: datetime) -> None:
    """The officer lets it ring no more."""
    with transaction.atomic():
        one = Wish.objects.filter(call_id=call_id, officer=officer, state="rings").first()
        if one:
            _over(one, "stopped", now)


def close(seat: Seat, call_id: str, now: datetime) -> None:
    """It needs no call any more."""
    one = wishes_for(seat).filter(call_id=call_id, state="open")
    one.update(state="closed", officer=seat.officer, done_at=now)


def hear(terminal_id: str, heard: RingHeard, now: datetime) -> None:
    """What the terminal says of a ring. `busy` may still become an answer; `refused` and `unheard` end it."""
    with transaction.atomic():
        one = Wish.objects.filter(ring_id=heard.ring_id, call__terminal_id=terminal_id, state="rings").first()
        if one is None:
            return
        one.heard = heard.state
        if heard.state in ("refused", "unheard"):
            _over(one, heard.state, now)
        else:
            one.save(update_fields=["heard"])


def answered(call: Call, ring_id: str, now: datetime) -> None:
    """A new call answers this ring: it is its officer's at once, and concerns whom the first one did.

    After the ring is over, or when the officer is in another call, it waits like any other.
    """
    one = Wish.objects.filter(ring_id=ring_id, call__terminal_id=call.terminal_id).select_related("call").first()
    if one is None:
        return
    call.concerns, call.wanted, call.language = one.call.concerns, one.call.wanted, one.call.language
    if one.state == "rings" and one.officer is not None:
        one.state, one.became, one.done_at = "answered", "answered", now
        one.save(update_fields=["state", "became", "done_at"])
        if not is_busy(one.officer.pk):
            call.state, call.officer, call.taken_at, call.turn, call.serial = "taken", one.officer, now, 1, 1
            call.page = one.page
    call.save()


def sweep(now: datetime) -> None:
    """Ring again what rings, until it is over."""
    for ring_id in list(Wish.objects.filter(state="rings").values_list("ring_id", flat=True)):
        with transaction.atomic():
            # An officer may have stopped it a moment ago, and rung anew.
            one = Wish.objects.filter(ring_id=ring_id, state="rings").select_related("call", "officer").first()
            if one is not None:
                _again(one, now)


def _again(one: Wish, now: datetime) -> None:
    if one.rung_at is None or now - one.rung_at > _RINGS_FOR:
        _over(one, _UNANSWERED.get(one.heard, one.heard), now)
    elif one.told_at is None or now - one.told_at >= _AGAIN:
        _tell(one, now)


def _over(one: Wish, became: str, now: datetime) -> None:
    with transaction.atomic():
        one.state, one.became = "open", became
        one.save(update_fields=["state", "became", "heard"])
        _tell(one, now)


def _tell(one: Wish, now: datetime) -> None:
    one.told_at = now
    one.save(update_fields=["told_at"])
    ring = Ring(
        ring_id=CallId(one.ring_id),
        asked_at_ms=int(one.call.asked_at.timestamp() * 1000),
        officer=one.officer.name if one.officer else "",
        over=one.state != "rings",
    )
    tell(one.call.terminal_id, topics.RING, ring)
