"""The officer's pages: the inbox and one petition. They show what the county knows, which is not what was said."""

import hashlib
from datetime import datetime

from csp.decorators import csp_update
from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from county.officers.asking import asking
from county.petition.mailbox import MAX_SEALED_BYTES, MAX_VOICE_BYTES
from county.petition.matter import OPEN_STATES, steps, take
from county.petition.models import Matter, MatterQuerySet, Petition
from county.petition.words import WORDS

ROWS = 200
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
    matters = list(_shown(request, show)[:ROWS])
    seen = _fingerprint(matters, now=timezone.localtime())
    if request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    template = "petition/rows.html" if "seen" in request.GET else "petition/inbox.html"
    return render(request, template, {"matters": matters, "show": show, "seen": seen, "here": "inbox"})


@never_cache
@require_GET
@csp_update(SEALED_PAGE)  # type: ignore[arg-type]  # it also takes the plain directives of one policy
def petition(request: HttpRequest, petition_id: str) -> HttpResponse:
    """The whole matter; of its submissions this one is opened at once, the others when the officer wants to."""
    found = _visible(request, petition_id)
    submissions = list(found.matter.submissions.all())
    return render(
        request,
        "petition/petition.html",
        {
            "petition": found,
            "matter": found.matter,
            "number": submissions[0].petition_id,
            "submissions": submissions,
            "steps": [step.word for step in steps(found.matter)],
            "changes": found.matter.changes.select_related("officer"),
            "replies": sum(each.replies.count() for each in submissions),
            "limits": {"voice": MAX_VOICE_BYTES, "sealed": MAX_SEALED_BYTES},
            "words": WORDS,
            "here": "inbox",
        },
    )


@require_POST
def change_state(request: HttpRequest, petition_id: str) -> HttpResponse:
    """Take a step that this matter's state allows; a second click finds it taken and changes nothing."""
    with transaction.atomic():
        found = _visible(request, petition_id)
        take(found.matter, request.POST.get("to", ""), officer=asking(request), now=timezone.now())
    return redirect("petition", petition_id=petition_id)


def _visible(request: HttpRequest, petition_id: str) -> Petition:
    return get_object_or_404(
        Petition.objects.visible_to(request.user).select_related("matter"), petition_id=petition_id
    )


def _shown(request: HttpRequest, show: str) -> MatterQuerySet:
    theirs = Petition.objects.filter(matter=OuterRef("pk"))
    matters = Matter.objects.visible_to(request.user).first_due_first()
    matters = matters.annotate(
        count=Count("submissions"),
        total_bytes=Sum("submissions__total_bytes"),
        number=Subquery(theirs.values("petition_id")[:1]),
        newest=Subquery(theirs.reverse().values("petition_id")[:1]),
        terminal_id=Subquery(theirs.reverse().values("terminal_id")[:1]),
    )
    waits = Q(state__in=OPEN_STATES) | Q(more_at__isnull=False)
    if show == "all":
        return matters
    return matters.exclude(waits) if show == "done" else matters.filter(waits)


def _fingerprint(matters: list[Matter], *, now: datetime) -> str:
    """Changes with any row, and with the day, because the days that are left do."""
    facts = [f"{each.mailbox} {each.state} {each.due_at} {each.newest_at} {each.more_at}" for each in matters]
    return hashlib.sha256("\n".join([now.date().isoformat(), *facts]).encode()).hexdigest()[:16]


urlpatterns = [
    path("", inbox, name="inbox"),
    path("petitions/<str:petition_id>/", petition, name="petition"),
    path("petitions/<str:petition_id>/state", change_state, name="petition-state"),
]
