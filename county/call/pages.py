"""The officer's page of calls: waiting ones ring, one is taken, and its connection is made by the page itself."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from county.call import seats
from county.call.words import SAFETY, WORDS
from county.errors import Unbelievable
from county.officers.asking import asking
from county.officers.models import Officer
from wire.ids import is_id

_MOST_BYTES = 64 * 1024
Act = Callable[[Officer, str, dict[str, Any]], HttpResponse]
# The page that sees and hears a villager: no string may become code.
CALL_PAGE = {"require-trusted-types-for": ["'script'"], "trusted-types": ["'none'"]}


@never_cache
@require_GET
@csp_update(CALL_PAGE)
def calls(request: HttpRequest) -> HttpResponse:
    seat = seats.seat_of(asking(request))
    words = {name: str(text) for name, text in WORDS.items()}
    context = {"seat": seat, "words": words, "safety": [str(text) for text in SAFETY], "here": "calls"}
    return render(request, "call/calls.html", context)


def _act(act: Act) -> Callable[..., HttpResponse]:
    """A JSON object in, nothing out; 400 for what is none, 409 for what came too late."""

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
            return act(officer, call_id, given)
        except Unbelievable:
            return HttpResponse(status=400)

    return acted


def _duty(officer: Officer, _call_id: str, given: dict[str, Any]) -> HttpResponse:
    seats.sit(officer, on_duty=given.get("on") is True)
    return HttpResponse(status=204)


def _take(officer: Officer, call_id: str, _given: dict[str, Any]) -> HttpResponse:
    return HttpResponse(status=204 if seats.take(officer, call_id) else 409)


def _answer(officer: Officer, call_id: str, given: dict[str, Any]) -> HttpResponse:
    seats.answer(officer, call_id, given)
    return HttpResponse(status=204)


def _anew(officer: Officer, call_id: str, given: dict[str, Any]) -> HttpResponse:
    seats.ask_anew(officer, call_id, given)
    return HttpResponse(status=204)


def _end(officer: Officer, call_id: str, _given: dict[str, Any]) -> HttpResponse:
    seats.end(officer, call_id)
    return HttpResponse(status=204)


def _note(officer: Officer, call_id: str, given: dict[str, Any]) -> HttpResponse:
    return HttpResponse(status=204 if seats.write_note(officer, call_id, str(given.get("text", ""))) else 409)


urlpatterns = [
    path("calls/", calls, name="calls"),
    path("calls/duty", _act(_duty), name="call_duty"),
    path("calls/<str:call_id>/take", _act(_take)),
    path("calls/<str:call_id>/answer", _act(_answer)),
    path("calls/<str:call_id>/anew", _act(_anew)),
    path("calls/<str:call_id>/end", _act(_end)),
    path("calls/<str:call_id>/note", _act(_note)),
]
