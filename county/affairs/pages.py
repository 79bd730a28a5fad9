"""Village affairs at the desk: the list, writing with a preview, publishing and withdrawing after a confirmation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from county.affairs.again import initial_of, kind_of
from county.affairs.forms import FORMS, KIND_NAMES, WordsForm
from county.affairs.media import media_of, read_media
from county.affairs.models import Notice
from county.affairs.publishing import publish, withdraw
from county.errors import BadMedia, BadTable
from county.officers.asking import asking

View = Callable[..., HttpResponse]


def for_publishers(view: View) -> View:
    """Only officers with the duty to publish."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not asking(request).publishes:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_publishers
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    current = Notice.objects.filter(current=True).select_related("village", "published_by")
    return render(request, "affairs/notices.html", {"notices": current, "here": "notices"})


@for_publishers
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, notice_id: str = "") -> HttpResponse:
    """Write, look, confirm. `step` says which button was pressed; only `publish` publishes."""
    notice = Notice.objects.filter(notice_id=notice_id, current=True).first() if notice_id else None
    if notice_id and notice is None:
        return redirect("notices")
    kind = kind_of(notice) if notice else request.GET.get("kind", "text")
    if kind not in FORMS:
        messages.error(request, _("This notice was not written here. Withdraw it and publish it anew."))
        return redirect("notices")
    form = _form(request, kind, notice)
    step = request.POST.get("step", "")
    if step in ("look", "publish") and form.is_valid():
        if step == "publish":
            return _published(request, form, notice_id=notice_id)
        return render(request, "affairs/look.html", {"form": form, "draft": form.draft(), "here": "notices"})
    return _writing(request, form, is_new=notice is None)


@for_publishers
@require_GET
def media(_: HttpRequest, sha256: str) -> HttpResponse:
    """A published or to-be-published picture or film, for the page that looks at it."""
    try:
        known = media_of(sha256)
        return HttpResponse(read_media(known.sha256), content_type=known.media_type)
    except (BadMedia, OSError) as error:
        raise Http404 from error


@for_publishers
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, notice_id: str) -> HttpResponse:
    """Asks first; withdraws on the second press."""
    notice = get_object_or_404(Notice, notice_id=notice_id, current=True)
    if request.method == "GET":
        return render(request, "affairs/withdraw.html", {"notice": notice, "here": "notices"})
    withdraw(notice_id, asking(request))
    messages.success(request, _("Withdrawn. It disappears from kiosks and walls."))
    return redirect("notices")


def _form(request: HttpRequest, kind: str, notice: Notice | None) -> WordsForm:
    officer = asking(request)
    if request.method == "POST":
        return FORMS[kind](request.POST, request.FILES, officer=officer)
    return FORMS[kind](initial=initial_of(notice) if notice else {}, officer=officer)


def _writing(request: HttpRequest, form: WordsForm, *, is_new: bool) -> HttpResponse:
    kinds = KIND_NAMES.items() if is_new else ()
    return render(request, "affairs/write.html", {"form": form, "kinds": kinds, "here": "notices"})


def _published(request: HttpRequest, form: WordsForm, *, notice_id: str) -> HttpResponse:
    try:
        publish(form.draft(notice_id), asking(request))
    except (BadTable, BadMedia):
        form.add_error(form.own[-1].name, _("This is larger than a terminal takes. Publish it in two notices."))
        return _writing(request, form, is_new=not notice_id)
    messages.success(request, _("Published. It appears on kiosks and walls."))
    return redirect("notices")


urlpatterns = [
    path("affairs/", notices, name="notices"),
    path("affairs/write", write, name="write-notice"),
    path("affairs/media/<str:sha256>", media, name="media"),
    path("affairs/<str:notice_id>/write", write, name="write-again"),
    path("affairs/<str:notice_id>/withdraw", take_back, name="withdraw-notice"),
]
