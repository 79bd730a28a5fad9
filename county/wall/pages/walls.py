"""The list of walls, and one wall: what it shows, how it is, and a look at it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from county.officers.asking import asking
from county.wall.forms import PatternForm
from county.wall.looks import ask_look, keep_looking, verdict
from county.wall.models import Alarm, Entry, Look, Settings
from county.wall.pages.rights import for_either, for_walls, wall_or_404
from county.wall.proofs import accept_new_beginning, settle
from county.wall.standing import standing, standings
from county.wall.wanted import profile_of


@never_cache
@for_either
@require_GET
def walls(request: HttpRequest) -> HttpResponse:
    """The whole page, or only its rows for the page's own refreshing. While it is open every wall is looked at."""
    template, officer = "walls/rows.html" if "rows" in request.GET else "walls/walls.html", asking(request)
    found = standings()
    for each in found:
        if each.terminal.presence == "there":
            keep_looking(each.terminal.terminal_id, officer)
    return render(request, template, {"walls": found, "here": "walls", "part": "walls"})


@never_cache
@for_walls
@require_GET
def wall(request: HttpRequest, terminal_id: str) -> HttpResponse:
    terminal = wall_or_404(terminal_id)
    shown = Entry.objects.filter(chain__terminal_id=terminal_id, kind="shown").order_by("-chain__number", "-n")
    return render(
        request,
        "walls/wall.html",
        {
            "wall": standing(terminal),
            "profile": profile_of(terminal_id),
            "looking": _looking(terminal_id),
            "shown": shown[:8],
            "alarms": Alarm.objects.filter(terminal_id=terminal_id, settled_at=None),
            "versions": Settings.objects.filter(terminal_id=terminal_id).select_related("saved_by")[:6],
            "pattern": PatternForm(initial={"pattern": "grid", "minutes": 15}),
            "here": "walls",
            "part": "walls",
        },
    )


@for_walls
@require_POST
def look(request: HttpRequest, terminal_id: str) -> HttpResponse:
    """Ask; the answer appears by itself."""
    wall_or_404(terminal_id)
    ask_look(terminal_id, asking(request))
    return redirect("wall", terminal_id)


@never_cache
@for_walls
@require_GET
def looked(request: HttpRequest, terminal_id: str) -> HttpResponse:
    """The last look, for the page's own refreshing."""
    wall_or_404(terminal_id)
    return render(request, "walls/look.html", {"looking": _looking(terminal_id), "terminal_id": terminal_id})


@for_walls
@require_GET
def picture(_request: HttpRequest, look_id: str) -> HttpResponse:
    """The PNG of a look, as the wall signed it."""
    found = get_object_or_404(Look, look_id=look_id)
    if not found.png:
        raise Http404
    return HttpResponse(bytes(found.png), content_type="image/png")


@for_walls
@require_POST
def settle_alarm(request: HttpRequest, alarm_id: int) -> HttpResponse:
    """Seen; or, with `anew`, the terminal's chain may begin anew."""
    alarm = get_object_or_404(Alarm, pk=alarm_id, settled_at=None)
    if "anew" in request.POST:
        accept_new_beginning(alarm, asking(request))
        messages.success(request, _("What was proven so far is kept. A new chain begins with the next entries."))
    else:
        settle(alarm, asking(request))
    return redirect("wall", alarm.terminal_id)


def _looking(terminal_id: str) -> dict[str, object]:
    last = Look.objects.filter(terminal_id=terminal_id).order_by("-asked_at").first()
    return {"look": last, "verdict": verdict(last) if last and last.looked_at else ""}


urlpatterns = [
    path("walls/", walls, name="walls"),
    path("walls/at/<str:terminal_id>/", wall, name="wall"),
    path("walls/at/<str:terminal_id>/look", look, name="look-at-wall"),
    path("walls/at/<str:terminal_id>/looked", looked, name="looked-at-wall"),
    path("walls/look/<str:look_id>.png", picture, name="look-picture"),
    path("walls/alarm/<int:alarm_id>/settle", settle_alarm, name="settle-alarm"),
]
