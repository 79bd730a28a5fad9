"""The officer's pages: the inbox and one petition. They show what the county knows, which is not what was said."""

import hashlib
from datetime import datetime

from csp.decorators import csp_update
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from county.officers.asking import asking
from county.petition.models import DECIDE_WITHIN, Petition, State, StateChange
from county.petition.words import WORDS

ROWS = 200
OPEN_STATES = (State.RECEIVED, State.ACCEPTED)
STEPS = {State.RECEIVED: State.ACCEPTED, State.ANSWERED: State.CLOSED}
"""What an officer may do by a button; answering is done by sending an answer."""
# The page that holds plaintext: pictures only from its own MediaSource, and no string may become code.
SEALED_PAGE = {
    "media-src": ["blob:"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["'none'"],
}


@never_cache
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The whole page, or only its rows when they have changed since `seen`."""
    show = request.GET.get("show", "open")
    petitions = list(_shown(request, show)[:ROWS])
    seen = _fingerprint(petitions, now=timezone.localtime())
    if request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    template = "petition/rows.html" if "seen" in request.GET else "petition/inbox.html"
    return render(request, template, {"petitions": petitions, "show": show, "seen": seen, "here": "inbox"})


@never_cache
@require_GET
@csp_update(SEALED_PAGE)  # type: ignore[arg-type]  # it also takes the plain directives of one policy
def petition(request: HttpRequest, petition_id: str) -> HttpResponse:
    found = get_object_or_404(Petition.objects.visible_to(request.user), petition_id=petition_id)
    step = STEPS.get(State(found.state))
    return render(
        request,
        "petition/petition.html",
        {
            "petition": found,
            "step": step,
            "changes": found.changes.select_related("officer"),
            "words": WORDS,
            "here": "inbox",
        },
    )


@require_POST
def change_state(request: HttpRequest, petition_id: str) -> HttpResponse:
    """Take the one step that this petition's state allows; a second click finds it taken and changes nothing."""
    with transaction.atomic():
        found = get_object_or_404(Petition.objects.visible_to(request.user), petition_id=petition_id)
        step = STEPS.get(State(found.state))
        if step is not None and request.POST.get("to") == step:
            move(found, step, request=request, now=timezone.now())
    return redirect("petition", petition_id=petition_id)


def move(found: Petition, new: State, *, request: HttpRequest, now: datetime) -> None:
    """Write the new state, its row, and the clock that runs from it. Inside the caller's transaction."""
    StateChange.objects.create(petition=found, old=found.state, new=new, officer=asking(request), at=now)
    found.state = new
    found.due_at = now + DECIDE_WITHIN if new == State.ACCEPTED else None
    found.save(update_fields=["state", "due_at"])


def _shown(request: HttpRequest, show: str) -> QuerySet[Petition]:
    petitions = Petition.objects.visible_to(request.user).first_due_first()
    if show == "all":
        return petitions
    if show == "done":
        return petitions.exclude(state__in=OPEN_STATES)
    return petitions.filter(state__in=OPEN_STATES)


def _fingerprint(petitions: list[Petition], *, now: datetime) -> str:
    """Changes with any row, and with the day, because the days that are left do."""
    facts = [f"{each.petition_id} {each.state} {each.due_at}" for each in petitions]
    return hashlib.sha256("\n".join([now.date().isoformat(), *facts]).encode()).hexdigest()[:16]


urlpatterns = [
    path("", inbox, name="inbox"),
    path("petitions/<str:petition_id>/", petition, name="petition"),
    path("petitions/<str:petition_id>/state", change_state, name="petition-state"),
]
