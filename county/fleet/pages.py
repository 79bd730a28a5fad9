"""The list of terminals: who is there, who is silent, and what each last said of itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from county.fleet.models import Terminal


@never_cache
@require_GET
def terminals(request: HttpRequest) -> HttpResponse:
    """The whole page, or only its rows for the page's own refreshing."""
    template = "fleet/rows.html" if "rows" in request.GET else "fleet/terminals.html"
    return render(request, template, {"terminals": Terminal.objects.all(), "here": "terminals"})


urlpatterns = [path("terminals/", terminals, name="terminals")]
