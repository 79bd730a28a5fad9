"""Logging in and out, and the choice of language."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET
from django.views.i18n import set_language


@login_not_required
@require_GET
def health(_: HttpRequest) -> HttpResponse:
    """For the supervisor and load balancers: the web process answers."""
    return HttpResponse(b"ok", content_type="text/plain")


urlpatterns = [
    path(
        "login/", LoginView.as_view(template_name="officers/login.html", redirect_authenticated_user=True), name="login"
    ),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("health", health, name="health"),
]
