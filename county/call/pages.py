"""The officer's page of calls: waiting ones ring, one is taken, and its connections are made by the page itself."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from county.call import hands, legs, seats, wishes
from county.call.roster import roster
from county.call.view import View, own_call
from county.call.words import SAFETY, WORDS
from county.errors import Unbelievable
from county.officers.asking import asking
from county.officers.models import Officer
from wire.ids import is_id

_MOST_BYTES = 64 * 1024
_MOST_ID = 2**31
_NAME_LENGTH = 32
Act = Callable[[Officer, str, dict[str, Any]], View | bool | None]
"""False for what came too late; a view goes back to the page."""
# The page that sees and hears a villager: no string may become code. `ticker` names one file, the pictures' clock.
CALL_PAGE = {
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["ticker"],
    "worker-src": ["'self'"],
}


@never_cache
@require_GET
@csp_update(CALL_PAGE)
def calls(request: HttpRequest) -> HttpResponse:
    seat = seats.seat_of(asking(request))
    words = {name: str(text) for name, text in WORDS.items()}
    context = {"seat": seat, "words": words, "safety": [str(text) for text in SAFETY], "here": "calls"}
    return render(request, "call/calls.html", context)


def now() -> datetime:
    return datetime.now(UTC)


def _act(act: Act) -> Callable[..., HttpResponse]:
    """A JSON object in, nothing or one out; 400 for what is none, 409 for what came too late."""

    @require_POST
    @wraps(act)
    def acted(request: HttpRequest, call_id: str = "") -> HttpResponse:
        officer = asking(request)
        seats.seat_of(officer)
        try:
            given = json.loads(request.body) if len(request.body) <= _MOST_BYTES else None
        except ValueError:
            given = None
        if not isinstance(given, dict) or (call_id and not is_id(call_id)):
            return HttpResponse(status=400)
        try:
            done = act(officer, call_id, given)
        except Unbelievable:
            return HttpResponse(status=400)
        if isinstance(done, dict):
            return JsonResponse(done)
        return HttpResponse(status=409 if done is False else 204)

    return acted


def _duty(officer: Officer, _call_id: str, given: dict[str, Any]) -> None:
    seats.sit(officer, on_duty=given.get("on") is True)


def _take(officer: Officer, call_id: str, given: dict[str, Any]) -> View | bool:
    return seats.take(officer, call_id, page=_page(given)) and _own(officer)


def _answer(officer: Officer, call_id: str, given: dict[str, Any]) -> None:
    seats.answer(officer, call_id, given)


def _anew(officer: Officer, call_id: str, given: dict[str, Any]) -> None:
    seats.ask_anew(officer, call_id, given)


def _end(officer: Officer, call_id: str, _given: dict[str, Any]) -> None:
    seats.end(officer, call_id)


def _note(officer: Officer, call_id: str, given: dict[str, Any]) -> bool:
    return seats.write_note(officer, call_id, str(given.get("text", "")))


def _hold(officer: Officer, call_id: str, given: dict[str, Any]) -> bool:
    return hands.hold(officer, call_id, held=given.get("on") is True)


def _record(officer: Officer, call_id: str, given: dict[str, Any]) -> None:
    hands.ask_to_record(officer, call_id, wanted=given.get("on") is True)


def _hand_over(officer: Officer, call_id: str, given: dict[str, Any]) -> bool:
    return hands.ask_to_take(officer, call_id, whom=_whom(given), now=now())


def _bring_in(officer: Officer, call_id: str, given: dict[str, Any]) -> bool:
    return hands.ask_to_join(officer, call_id, whom=_whom(given), now=now())


def _take_over(officer: Officer, call_id: str, given: dict[str, Any]) -> View | bool:
    return hands.take_over(seats.seat_of(officer), call_id, now(), page=_page(given)) and _own(officer)


def _join(officer: Officer, call_id: str, given: dict[str, Any]) -> View | bool:
    return hands.join(seats.seat_of(officer), call_id, now(), page=_page(given)) and _own(officer)


def _decline(officer: Officer, call_id: str, _given: dict[str, Any]) -> None:
    hands.decline(officer, call_id)


def _leave(officer: Officer, call_id: str, _given: dict[str, Any]) -> None:
    hands.leave(officer, call_id)


def _leg(officer: Officer, call_id: str, given: dict[str, Any]) -> bool:
    return legs.pass_on(officer, call_id, given)


def _ring(officer: Officer, call_id: str, given: dict[str, Any]) -> bool:
    return wishes.ring(seats.seat_of(officer), call_id, now(), page=_page(given))


def _stop(officer: Officer, call_id: str, _given: dict[str, Any]) -> None:
    wishes.stop(officer, call_id, now())


def _close(officer: Officer, call_id: str, _given: dict[str, Any]) -> None:
    wishes.close(seats.seat_of(officer), call_id, now())


def _own(officer: Officer) -> View:
    return {"mine": own_call(seats.seat_of(officer), now())}


def _whom(given: dict[str, Any]) -> int | None:
    whom = given.get("whom")
    return whom if type(whom) is int and 0 < whom < _MOST_ID else None


def _page(given: dict[str, Any]) -> str:
    page = given.get("page", "")
    return page if isinstance(page, str) and is_id(page) and len(page) == _NAME_LENGTH else ""


_ACTS: dict[str, Act] = {
    "take": _take,
    "answer": _answer,
    "anew": _anew,
    "end": _end,
    "note": _note,
    "hold": _hold,
    "record": _record,
    "hand-over": _hand_over,
    "bring-in": _bring_in,
    "take-over": _take_over,
    "join": _join,
    "decline": _decline,
    "leave": _leave,
    "leg": _leg,
    "ring": _ring,
    "stop": _stop,
    "close": _close,
}
urlpatterns = [
    path("calls/", calls, name="calls"),
    path("calls/roster", roster, name="call_roster"),
    path("calls/duty", _act(_duty), name="call_duty"),
    *(path(f"calls/<str:call_id>/{name}", _act(act)) for name, act in _ACTS.items()),
]
