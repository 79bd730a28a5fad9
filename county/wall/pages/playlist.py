"""The playlist of the site: villages in order, and how each current notice takes part. Every saving is a serial."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from county.affairs.models import Notice, Village
from county.officers.asking import asking
from county.wall.models import PlaylistVersion
from county.wall.pages.rights import for_walls
from county.wall.wanted import playlist_of_site, save_playlist, walls
from county.wall.windows import (
    ItemForm,
    SiteForm,
    WindowForms,
    in_order,
    item_initial,
    replaced,
    told,
    told_duty,
    window_initial,
)
from wire.ids import NoticeId
from wire.wall.playlist import Playlist, PlaylistItem


@for_walls
@require_GET
def playlist(request: HttpRequest) -> HttpResponse:
    current = playlist_of_site()
    notices = list(Notice.objects.filter(current=True).select_related("village"))
    names = in_order((village.name for village in Village.objects.all()), current.villages)
    rows = [(name, [_row(each, current) for each in notices if each.village.name == name]) for name in names]
    versions = PlaylistVersion.objects.filter(site=current.site).select_related("saved_by")[:6]
    page = {"rows": rows, "playlist": current, "versions": versions, "here": "walls", "part": "playlist"}
    page["walls"] = list(walls())
    return render(request, "walls/playlist.html", page)


@for_walls
@require_http_methods(["GET", "POST"])
def site(request: HttpRequest) -> HttpResponse:
    """Order of villages, days off."""
    current = playlist_of_site()
    names = in_order((village.name for village in Village.objects.all()), current.villages)
    initial = {"villages": "\n".join(names), "holidays": "\n".join(current.holidays)}
    form = SiteForm(request.POST) if request.method == "POST" else SiteForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        return _saved(request, **form.cleaned_data)
    return render(request, "walls/site.html", {"form": form, "here": "walls", "part": "playlist"})


@for_walls
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, notice_id: str) -> HttpResponse:
    """Windows, priority, filler and duty of one notice. `more` adds a window to the form and saves nothing."""
    notice = get_object_or_404(Notice, notice_id=notice_id, current=True)
    current = playlist_of_site()
    posted = request.POST if request.method == "POST" else None
    form = ItemForm(posted) if posted else ItemForm(initial=item_initial(current, notice_id))
    windows = (
        WindowForms(posted, prefix="w") if posted else WindowForms(initial=_windows(current, notice_id), prefix="w")
    )
    if posted and "more" in posted:
        count = windows.total_form_count()
        more = posted.copy()
        more["w-TOTAL_FORMS"] = str(count + 1)
        more.update({f"w-{count}-begins": "08:00", f"w-{count}-ends": "18:00", f"w-{count}-holidays": "any"})
        form, windows = ItemForm(more), WindowForms(more, prefix="w")
    elif posted and form.is_valid() and windows.is_valid():
        chosen = tuple(each.window() for each in windows if not each.cleaned_data.get("DELETE"))
        words = form.cleaned_data
        wanted = PlaylistItem(
            notice_id=NoticeId(notice_id), windows=chosen, priority=words["priority"], filler=words["filler"]
        )
        return _saved(request, **replaced(current, wanted, form.duty(notice_id)))
    page = {"form": form, "windows": windows, "notice": notice, "here": "walls", "part": "playlist"}
    return render(request, "walls/item.html", page)


def _saved(request: HttpRequest, **changes: object) -> HttpResponse:
    saved = save_playlist(asking(request), **changes)
    messages.success(request, _("Saved as number %d. The walls take it up by themselves.") % saved.serial)
    return redirect("playlist")


def _windows(current: Playlist, notice_id: str) -> list[dict[str, object]]:
    return [window_initial(window) for each in current.items if each.notice_id == notice_id for window in each.windows]


def _row(notice: Notice, current: Playlist) -> dict[str, object]:
    found = next((each for each in current.items if each.notice_id == notice.notice_id), None)
    duty = next((each for each in current.duties if each.notice_id == notice.notice_id), None)
    return {
        "notice": notice,
        "windows": [told(window) for window in found.windows] if found else [],
        "priority": found.priority if found else 0,
        "filler": bool(found and found.filler),
        "duty": told_duty(duty) if duty else "",
    }


urlpatterns = [
    path("walls/playlist/", playlist, name="playlist"),
    path("walls/playlist/site", site, name="playlist-site"),
    path("walls/playlist/<str:notice_id>", item, name="playlist-item"),
]
