"""Which seats a call may ring at, and which calls and wishes an officer may know of. Nobody else asks the tables."""

from datetime import datetime

from django.db.models import Q, QuerySet

from county.call.models import ASKED_FOR, SEEN_FOR, Call, Seat, Wish
from county.officers.models import Officer


def there(now: datetime) -> "QuerySet[Seat]":
    """Who sits at a seat now."""
    return Seat.objects.filter(on_duty=True, seen_at__gt=now - SEEN_FOR, officer__is_active=True)


def seated(call: Call, now: datetime) -> "QuerySet[Seat]":
    """Who sits there now and may take this call: those of the level that is called, unless it is about them."""
    asked = there(now).filter(level=call.wanted).exclude(level=call.concerns).exclude(level="village")
    return asked.filter(township=call.township) if call.wanted == "township" else asked


def colleagues(call: Call, now: datetime) -> "QuerySet[Seat]":
    """Who sits there now and may be brought into this call, or be handed it."""
    inside = [one for one in (call.officer_id, call.joined_id) if one]
    return there(now).filter(may_be_in(call)).exclude(officer_id__in=inside)


def may_be_in(call: Call) -> Q:
    """Seats, filled or not, that a call may be shared with: both levels', unless it is about them."""
    known = Q(level="county") | Q(level="township", township=call.township)
    return known & ~Q(level=call.concerns)


def is_busy(officer_id: int) -> bool:
    """In a call, or ringing a terminal."""
    mine = Call.objects.filter(_in_it(officer_id), state="taken")
    return mine.exists() or Wish.objects.filter(officer_id=officer_id, state="rings").exists()


def is_known_busy(officer_id: int, seat: Seat) -> bool:
    """`is_busy` as far as this seat may know: of the own calls, and of those that it could be offered or share."""
    if officer_id == seat.officer_id:
        return is_busy(officer_id)
    known = Call.objects.filter(_in_it(officer_id), _could_share(seat), state="taken")
    return known.exists() or wishes_for(seat).filter(officer_id=officer_id, state="rings").exists()


def mine(officer: Officer) -> Call | None:
    """The call that this officer is in, as its officer or beside one."""
    return Call.objects.filter(_in_it(officer.pk), state="taken").select_related("officer", "joined").first()


def visible_to(seat: Seat, now: datetime) -> "QuerySet[Call]":
    """The calls whose existence this officer may know of: the own one, those offered to this officer, those that ring.

    Every page, stream and act of officers asks here.
    """
    officer = seat.officer_id
    asked = Q(asked_to_take=officer, asked_to_take_at__gt=now - ASKED_FOR)
    asked |= Q(asked_to_join=officer, asked_to_join_at__gt=now - ASKED_FOR)
    rings = Q(state="waiting") & offered(seat) if seat.on_duty else Q(pk__in=())
    return Call.objects.filter((Q(state="taken") & (_in_it(officer) | asked)) | rings)


def wishes_for(seat: Seat) -> "QuerySet[Wish]":
    """Who would be called back, as far as the first call might have rung at this seat."""
    return Wish.objects.filter(offered(seat, "call__"), state__in=("open", "rings"))


def offered(seat: Seat, prefix: str = "") -> Q:
    """Calls that ring at such a seat, whoever sits there. `prefix`: the way from the asked table to the call."""
    if seat.level == "village":
        return Q(pk__in=())
    rings = Q(**{f"{prefix}wanted": seat.level}) & ~Q(**{f"{prefix}concerns": seat.level})
    return rings & Q(**{f"{prefix}township": seat.township}) if seat.level == "township" else rings


def _could_share(seat: Seat) -> Q:
    """`may_be_in`, the other way about."""
    if seat.level == "village":
        return Q(pk__in=())
    not_about = ~Q(concerns=seat.level)
    return not_about & Q(township=seat.township) if seat.level == "township" else not_about


def _in_it(officer_id: int) -> Q:
    return Q(officer=officer_id) | Q(joined=officer_id)
