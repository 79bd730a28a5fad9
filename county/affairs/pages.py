"""Village affairs at the desk: the list, writing with a preview, publishing and withdrawing after a confirmation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from county.affairs.forms import NoticeForm
from county.affairs.models import Notice
from county.affairs.publishing import publish, withdraw
from county.errors import BadTable
from county.officers.asking import asking
from wire.ids import is_id

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
    if notice_id and not is_id(notice_id):
        return redirect("notices")
    form = NoticeForm(request.POST) if request.method == "POST" else NoticeForm(initial=_initial(notice_id))
    step = request.POST.get("step", "")
    if step in ("look", "publish") and form.is_valid():
        if step == "publish":
            return _published(request, form, notice_id=notice_id)
        return render(request, "affairs/look.html", {"form": form, "draft": form.draft(), "here": "notices"})
    return render(request, "affairs/write.html", {"form": form, "here": "notices"})


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


def _published(request: HttpRequest, form: NoticeForm, *, notice_id: str) -> HttpResponse:
    try:
        publish(form.draft(notice_id), asking(request))
    except BadTable:
        form.add_error("table", _("This is larger than a terminal takes. Publish it in two notices."))
        return render(request, "affairs/write.html", {"form": form, "here": "notices"})
    messages.success(request, _("Published. It appears on kiosks and walls."))
    return redirect("notices")


def _initial(notice_id: str) -> dict[str, Any]:
    notice = Notice.objects.filter(notice_id=notice_id, current=True).first() if notice_id else None
    if notice is None:
        return {}
    return {
        "village": notice.village_id,
        "title": notice.title,
        "period": notice.period,
        "as_of": notice.as_of,
        "body": notice.body,
        "table": _pasteable(notice.table),
    }


def _pasteable(table: dict[str, Any] | None) -> str:
    """The table as it could be pasted again."""
    if table is None:
        return ""
    kinds = [column["kind"] for column in table["columns"]]
    rows = [[column["title"] for column in table["columns"]]]
    rows.extend([_cell(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in table["rows"])
    return "\n".join("\t".join(row) for row in rows)


def _cell(value: str | int, kind: str) -> str:
    return f"{value / 100:.2f}" if kind == "money" and isinstance(value, int) else str(value)


urlpatterns = [
    path("affairs/", notices, name="notices"),
    path("affairs/write", write, name="write-notice"),
    path("affairs/<str:notice_id>/write", write, name="write-again"),
    path("affairs/<str:notice_id>/withdraw", take_back, name="withdraw-notice"),
]
