"""Who asks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from county.officers.models import Officer


def asking(request: HttpRequest) -> Officer:
    """The officer behind a request that the log-in has already let through."""
    if isinstance(request.user, Officer):
        return request.user
    raise PermissionDenied
