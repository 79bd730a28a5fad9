"""Emergencies at the desk: written by one, looked at on the real walls, approved by another, watched until they end."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from county.errors import NoPreview, NotAllowed
from county.officers.asking import asking
from county.officers.models import Officer
from county.wall.alarm_form import AlarmForm
from county.wall.emergencies import approve, ask, drop, end, record_of
from county.wall.eye import enlarged
from county.wall.models import Emergency, EmergencySeen
from county.wall.pages.rights import for_alarms, for_either, wall_or_404
from county.wall.preview import draw_emergency
from county.wall.wanted import profile_of, walls

STEPS: dict[str, Callable[[str, Officer], Emergency]] = {"approve": approve, "drop": drop, "end": end}


@never_cache
@for_either
@require_GET
def emergencies(request: HttpRequest) -> HttpResponse:
    recent = Emergency.objects.select_related("asked_by", "approved_by", "ended_by")[:50]
    return render(request, "walls/emergencies.html", {"emergencies": recent, "here": "walls", "part": "emergencies"})


@for_alarms
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Asking shows nothing on any wall."""
    form = AlarmForm(request.POST) if request.method == "POST" else AlarmForm(initial={"minutes": 120, "rank": 5})
    if request.method == "POST" and form.is_valid():
        asked = ask(form.words(), asking(request))
        messages.success(request, _("It waits for the second officer. Nothing is on the walls yet."))
        return redirect("emergency", asked.emergency_id)
    return render(request, "walls/alarm.html", {"form": form, "here": "walls", "part": "emergencies"})


@never_cache
@for_either
@require_GET
def emergency(request: HttpRequest, emergency_id: str) -> HttpResponse:
    found = get_object_or_404(Emergency.objects.select_related("asked_by", "approved_by", "ended_by"), pk=emergency_id)
    officer = asking(request)
    page = {
        "emergency": found,
        "may_approve": officer.raises_alarm and found.asked_by_id != officer.pk,
        "previews": [terminal for terminal in walls() if _meant(found, terminal.terminal_id)],
        "confirmed": _confirmed(found),
        "here": "walls",
        "part": "emergencies",
    }
    template = "walls/confirmed.html" if "rows" in request.GET else "walls/emergency.html"
    return render(request, template, page)


@for_alarms
@require_POST
def act(request: HttpRequest, emergency_id: str, step: str) -> HttpResponse:
    """`approve`, `drop` or `end`; whether this officer may is decided where it is done."""
    if step not in STEPS:
        raise Http404
    try:
        STEPS[step](emergency_id, asking(request))
    except NotAllowed as error:
        messages.error(request, str(error))
    return redirect("emergency", emergency_id)


@for_either
@require_GET
def drawn(_request: HttpRequest, emergency_id: str, terminal_id: str) -> HttpResponse:
    """How its first page will stand on that wall."""
    found = get_object_or_404(Emergency, pk=emergency_id)
    wall_or_404(terminal_id)
    try:
        answer = draw_emergency(profile_of(terminal_id), record_of(found))
    except NoPreview as error:
        raise Http404 from error
    if not answer.pages:
        raise Http404
    return HttpResponse(enlarged(answer.pages[0].png, (480, 360)), content_type="image/png")


def _meant(found: Emergency, terminal_id: str) -> bool:
    return not found.terminals or terminal_id in found.terminals


def _confirmed(found: Emergency) -> list[dict[str, object]]:
    """Every wall that is meant, with what it said."""
    words = list(EmergencySeen.objects.filter(emergency_id=found.emergency_id))
    rows: list[dict[str, object]] = []
    for terminal in walls():
        if _meant(found, terminal.terminal_id):
            mine = [word for word in words if word.terminal_id == terminal.terminal_id]
            shown = next((word for word in mine if word.state == "shown"), None)
            gone = next((word for word in mine if word.state == "ended"), None)
            away = next((word for word in mine if word.state == "not_here"), None)
            rows.append({"terminal": terminal, "shown": shown, "gone": gone, "away": away})
    return rows


urlpatterns = [
    path("walls/emergencies/", emergencies, name="emergencies"),
    path("walls/emergencies/write", write, name="write-emergency"),
    path("walls/emergencies/<str:emergency_id>/", emergency, name="emergency"),
    path("walls/emergencies/<str:emergency_id>/on/<str:terminal_id>.png", drawn, name="emergency-drawn"),
    path("walls/emergencies/<str:emergency_id>/<str:step>", act, name="emergency-step"),
]
