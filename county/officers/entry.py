"""The way in: a page that refreshes itself is sent to the log-in as a whole, not piece by piece."""

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class LoginRequired(LoginRequiredMiddleware):
    """Django's, except that htmx is told to load the page again when the session has ended."""

    def handle_no_permission(  # type: ignore[override]  # django-stubs allows a redirect only
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if "HX-Request" in request.headers:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return super().handle_no_permission(request, view_func)
