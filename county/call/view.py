"""What an officer's page shows, as plain values: the own call, what rings, who would be called back, who sits where."""

from datetime import datetime, timedelta
from typing import Any, Final

from county.call import recording
from county.call.models import Call, Seat, Wish
from county.call.relays import for_page
from county.call.sight import colleagues, is_busy, mine, visible_to, wishes_for
from county.officers.models import Officer

View = dict[str, Any]
_A_MOMENT: Final = timedelta(hours=1)


def page_of(seat: Seat, now: datetime) -> View:
    """All of it; what the officer may not know of is not in it."""
    calls = list(visible_to(seat, now).select_related("officer", "joined", "asked_to_take", "asked_to_join"))
    inside = [call for call in calls if call.state == "taken" and seat.officer_id in (call.officer_id, call.joined_id)]
    return {
        "on_duty": seat.on_duty,
        "mine": _mine(inside[0], seat, now) if inside else None,
        "waiting": [_shown(call) for call in calls if call.state == "waiting"],
        "asked": [_asked(call, seat) for call in calls if call.state == "taken" and _rings_at(call, seat)],
        "wishes": [_wish(wish, seat) for wish in _wishes(seat)],
        "last": _last(seat, now),
    }


def own_call(seat: Seat, now: datetime) -> View | None:
    """As `page_of` has it, for the window that has just taken it."""
    call = mine(seat.officer)
    return _mine(call, seat, now) if call else None


def _shown(call: Call) -> View:
    return {
        "call_id": call.call_id,
        "point": call.point or call.terminal_id,
        "asked_at_ms": _ms(call.asked_at),
        "language": call.get_language_display() if call.language != "zh_CN" else "",
        "concerns": call.concerns,
        "assisted": call.assisted,
    }


def _mine(call: Call, seat: Seat, now: datetime) -> View:
    leads = call.officer_id == seat.officer_id
    return {
        **_shown(call),
        "road": for_page(call.call_id),
        "turn": call.turn,
        "leads": leads,
        "page": call.page if leads else call.joined_page,
        "taken_at_ms": _ms(call.taken_at),
        "held": call.held,
        "officer": _person(call.officer),
        "joined": _person(call.joined),
        "leg_gen": call.leg_gen,
        "asked_to_take": _person(call.asked_to_take) if leads else None,
        "asked_to_join": _person(call.asked_to_join) if leads else None,
        "recording": recording.shown(call),
        "sent": call.sent,
        "colleagues": [_colleague(one) for one in colleagues(call, now).select_related("officer")] if leads else [],
    }


def _last(seat: Seat, now: datetime) -> View | None:
    """How the officer's own call ended a moment ago; one that is gone without it has been taken over."""
    ended = Call.objects.filter(officer=seat.officer_id, state="ended", ended_at__gt=now - _A_MOMENT)
    last = ended.order_by("ended_at").last()
    return {"call_id": last.call_id, "why": last.why} if last else None


def _asked(call: Call, seat: Seat) -> View:
    to = "take" if call.asked_to_take_id == seat.officer_id else "join"
    return {**_shown(call), "to": to, "from": _person(call.officer)}


def _rings_at(call: Call, seat: Seat) -> bool:
    return seat.officer_id in (call.asked_to_take_id, call.asked_to_join_id)


def _wishes(seat: Seat) -> list[Wish]:
    return list(wishes_for(seat).select_related("call", "officer")) if seat.on_duty else []


def _wish(wish: Wish, seat: Seat) -> View:
    return {
        "call_id": wish.call_id,
        "point": wish.call.point or wish.call.terminal_id,
        "asked_at_ms": _ms(wish.call.asked_at),
        "rings": wish.state == "rings",
        "mine": wish.officer_id == seat.officer_id,
        "officer": wish.officer.name if wish.officer else "",
        "heard": wish.heard,
        "became": wish.became,
        "rung_at_ms": _ms(wish.rung_at),
        "tries": wish.tries,
    }


def _colleague(seat: Seat) -> View:
    return {"id": seat.officer_id, "name": seat.officer.name, "office": seat.office, "busy": is_busy(seat.officer_id)}


def _person(officer: Officer | None) -> View | None:
    if officer is None:
        return None
    seat = Seat.objects.filter(officer=officer).first()
    return {"id": officer.pk, "name": officer.name, "office": seat.office if seat else ""}


def _ms(at: datetime | None) -> int:
    return int(at.timestamp() * 1000) if at else 0
