"""How a wall is built: the form, test patterns, and previews at true pixels and as seen from far away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from county.affairs.models import Notice
from county.affairs.publishing import record_of
from county.errors import NoPreview
from county.officers.asking import asking
from county.wall.eye import enlarged, scale_for, seen, sight
from county.wall.forms import PATTERNS, PatternForm, ProfileForm
from county.wall.pages.rights import for_walls, wall_or_404
from county.wall.preview import draw_notice, draw_pattern
from county.wall.wanted import profile_of, save_profile, settings_of, show_pattern
from wire.wall.preview import Drawn


@for_walls
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, terminal_id: str) -> HttpResponse:
    """Every saving is the next version; the wall takes it up by itself and reports."""
    terminal = wall_or_404(terminal_id)
    initial = ProfileForm.initial_of(profile_of(terminal_id))
    form = ProfileForm(request.POST) if request.method == "POST" else ProfileForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = save_profile(terminal_id, form.profile(), asking(request))
        messages.success(request, _("Saved as version %d. The wall takes it up and reports.") % saved.version)
        return redirect("wall", terminal_id)
    page = {"form": form, "terminal": terminal, "wanted": settings_of(terminal_id), "here": "walls", "part": "walls"}
    return render(request, "walls/profile.html", page)


@for_walls
@require_POST
def pattern(request: HttpRequest, terminal_id: str) -> HttpResponse:
    """A test pattern on the wall, or the end of one."""
    wall_or_404(terminal_id)
    form = PatternForm(request.POST)
    if "end" in request.POST:
        show_pattern(terminal_id, "none", asking(request), minutes=0)
        messages.success(request, _("The wall goes back to its pages."))
    elif form.is_valid():
        words = form.cleaned_data
        show_pattern(terminal_id, words["pattern"], asking(request), minutes=words["minutes"])
        messages.success(request, _("The pattern appears on the wall and ends by itself."))
    return redirect("wall", terminal_id)


@for_walls
@require_GET
def preview(request: HttpRequest, terminal_id: str) -> HttpResponse:
    """One notice, or a pattern, on this wall: a page at a time."""
    terminal, built = wall_or_404(terminal_id), profile_of(terminal_id)
    far = _number(request, "far", default=built.farthest_m, most=200) or 1
    page = {
        "terminal": terminal,
        "profile": built,
        "notices": Notice.objects.filter(current=True).select_related("village"),
        "patterns": PATTERNS,
        "what": request.GET.get("what", ""),
        "sight": sight(built, far),
        "here": "walls",
        "part": "walls",
    }
    if page["what"]:
        page |= _pages(request, terminal_id)
    return render(request, "walls/preview.html", page)


@for_walls
@require_GET
def drawn(request: HttpRequest, terminal_id: str) -> HttpResponse:
    """The picture: enlarged true pixels, or with `far` as seen from so many metres."""
    wall_or_404(terminal_id)
    try:
        pages = _drawn(request, terminal_id).pages
    except NoPreview as error:
        raise Http404 from error
    number = _number(request, "page", default=0, most=10_000)
    if number >= len(pages):
        raise Http404
    far = _number(request, "far", default=0, most=200)
    apart_px = sight(profile_of(terminal_id), far).apart_px
    png = seen(pages[number].png, apart_px) if far else enlarged(pages[number].png)
    return HttpResponse(png, content_type="image/png")


def _pages(request: HttpRequest, terminal_id: str) -> dict[str, object]:
    try:
        found = _drawn(request, terminal_id)
    except NoPreview as error:
        return {"trouble": str(error)}
    number = min(_number(request, "page", default=0, most=10_000), max(0, len(found.pages) - 1))
    built = profile_of(terminal_id)
    return {
        "drawn": found,
        "page": found.pages[number] if found.pages else None,
        "number": number,
        "scale": scale_for(built.width_px, built.height_px),
    }


def _drawn(request: HttpRequest, terminal_id: str) -> Drawn:
    """`what` is a notice's id, or the name of a pattern."""
    what, built = request.GET.get("what", ""), profile_of(terminal_id)
    if what in dict(PATTERNS):
        return draw_pattern(built, what)  # type: ignore[arg-type]  # one of the words just looked up
    notice = Notice.objects.filter(notice_id=what, current=True).first()
    if notice is None:
        raise Http404
    return draw_notice(built, record_of(notice))


def _number(request: HttpRequest, name: str, *, default: int, most: int) -> int:
    text = request.GET.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 7 else default  # noqa: PLR2004


urlpatterns = [
    path("walls/at/<str:terminal_id>/profile", profile, name="wall-profile"),
    path("walls/at/<str:terminal_id>/pattern", pattern, name="wall-pattern"),
    path("walls/at/<str:terminal_id>/preview", preview, name="wall-preview"),
    path("walls/at/<str:terminal_id>/drawn.png", drawn, name="wall-drawn"),
]
