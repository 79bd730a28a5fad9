"""What the officers' page asks and does with an inquiry, and the page of the console that shows one.

Sealed pages pass through here as bytes. The second officer says with an own name and password, in the page of the
first, that he or she sits beside; nobody is logged in by that.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from county.errors import NotAllowed, Unbelievable
from county.inquiry import course
from county.inquiry.models import Inquiry
from county.inquiry.offices import recipients
from county.inquiry.shown import shown, told_in_all
from county.inquiry.words import ACTS, WORDS
from county.officers.asking import asking
from county.officers.models import Officer
from county.petition.models import Matter

_MOST_BYTES = 16 * 1024
_LISTED = 200
Given = dict[str, Any]
# The page that holds plaintext: no string may become code.
SEALED_PAGE = {"require-trusted-types-for": ["'script'"], "trusted-types": ["'none'"]}


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the form of the page says."""

    call_id: str
    inquiry_id: str
    about: str
    credential: str
    second_login: str
    second_password: str
    second_credential: str
    number: str = ""


def _answered(act: Callable[..., Inquiry]) -> Callable[..., HttpResponse]:
    """The inquiry as it is now; 409 with a word for what cannot be, 400 for what makes no sense."""

    @never_cache
    @require_POST
    @wraps(act)
    def acted(request: HttpRequest, **names: Any) -> HttpResponse:
        try:
            return JsonResponse(shown(act(request, asking(request), **names)))
        except NotAllowed as error:
            return JsonResponse({"why": str(error)}, status=409)
        except Unbelievable:
            return HttpResponse(status=400)

    return acted


def _given(request: HttpRequest) -> Given:
    try:
        given = json.loads(request.body) if len(request.body) <= _MOST_BYTES else None
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Unbelievable("no JSON object")
    return given


@_answered
def begin(request: HttpRequest, officer: Officer) -> Inquiry:
    try:
        asked = msgspec.convert(_given(request), _Asked)
    except msgspec.ValidationError as error:
        raise Unbelievable("no plan of an inquiry") from error
    # Wrong ones are counted like a log-in's, and lock like a log-in's.
    second = authenticate(request, username=asked.second_login, password=asked.second_password)
    if not isinstance(second, Officer):
        raise NotAllowed("second-unknown")
    plan = course.Plan(
        inquiry_id=asked.inquiry_id,
        call_id=asked.call_id,
        about=asked.about,
        credential=asked.credential,
        second_credential=asked.second_credential,
        number=asked.number,
    )
    return course.begin(plan, officer, second)


@_answered
def step(request: HttpRequest, officer: Officer, *, inquiry_id: str) -> Inquiry:
    return course.go_to(inquiry_id, str(_given(request).get("to", "")), officer)


@_answered
def read(request: HttpRequest, officer: Officer, *, inquiry_id: str) -> Inquiry:
    page = _given(request).get("page")
    if not isinstance(page, int):
        raise Unbelievable("no page")
    return course.read(inquiry_id, page, officer)


@_answered
def close(_: HttpRequest, officer: Officer, *, inquiry_id: str) -> Inquiry:
    return course.close(inquiry_id, officer)


@_answered
def _put(request: HttpRequest, officer: Officer, *, inquiry_id: str, number: int, version: int) -> Inquiry:
    return course.put_page(inquiry_id, (number, version), request.body, officer=officer)


@never_cache
def page(request: HttpRequest, inquiry_id: str, *, number: int, version: int) -> HttpResponse:
    """One sealed page: kept by POST, given out by GET."""
    if request.method == "POST":
        if len(request.body) > course.LARGEST_PAGE:
            return HttpResponse(status=413)
        return _put(request, inquiry_id=inquiry_id, number=number, version=version)
    found = _visible(request, inquiry_id).sealed_pages.filter(page=number, version=version).first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.sealed), content_type="application/octet-stream")


@never_cache
@require_GET
def of_call(request: HttpRequest, call_id: str) -> HttpResponse:
    """The newest of this call that the asking officer leads; 204 when there is none."""
    officer = asking(request)
    found = Inquiry.objects.visible_to(officer).filter(call_id=call_id, first=officer).last()
    return JsonResponse(shown(found)) if found else HttpResponse(status=204)


@never_cache
@require_GET
def state(request: HttpRequest, inquiry_id: str) -> HttpResponse:
    return JsonResponse(shown(_visible(request, inquiry_id)))


@never_cache
@require_GET
def inquiries(request: HttpRequest) -> HttpResponse:
    found = Inquiry.objects.visible_to(asking(request)).select_related("call", "first", "second").reverse()[:_LISTED]
    return render(request, "inquiry/inquiries.html", {"inquiries": found, "here": "calls"})


@never_cache
@require_GET
@csp_update(SEALED_PAGE)  # type: ignore[arg-type]  # it also takes the plain directives of one policy
def inquiry(request: HttpRequest, inquiry_id: str) -> HttpResponse:
    found = _visible(request, inquiry_id)
    return render(
        request,
        "inquiry/inquiry.html",
        {
            "inquiry": found,
            "told": found.terminal,
            "in_all": told_in_all(found),
            "acts": [(ACTS.get(act.what, act.what), act) for act in found.acts.select_related("officer")],
            "matter_number": _number(request, found),
            "words": WORDS,
            "now": timezone.now(),
            "here": "calls",
        },
    )


def _number(request: HttpRequest, found: Inquiry) -> str:
    """Of the case's first submission, if this officer may read it."""
    matter = Matter.objects.visible_to(asking(request)).filter(pk=found.matter_id).first()
    first = matter.submissions.first() if matter else None
    return first.petition_id if first else ""


def _visible(request: HttpRequest, inquiry_id: str) -> Inquiry:
    seen = Inquiry.objects.visible_to(asking(request)).select_related("call", "first", "second")
    return get_object_or_404(seen.distinct(), pk=inquiry_id)


def offices() -> list[str]:
    """To whom the browser seals beside the terminal."""
    return recipients(settings.COUNTY)


urlpatterns = [
    path("inquiries/", inquiries, name="inquiries"),
    path("inquiries/begin", begin, name="inquiry-begin"),
    path("inquiries/of/<str:call_id>", of_call, name="inquiry-of-call"),
    path("inquiries/<str:inquiry_id>/", inquiry, name="inquiry"),
    path("inquiries/<str:inquiry_id>/state", state, name="inquiry-state"),
    path("inquiries/<str:inquiry_id>/step", step, name="inquiry-step"),
    path("inquiries/<str:inquiry_id>/read", read, name="inquiry-read"),
    path("inquiries/<str:inquiry_id>/close", close, name="inquiry-close"),
    path("inquiries/<str:inquiry_id>/pages/<int:number>/<int:version>", page, name="inquiry-page"),
]
