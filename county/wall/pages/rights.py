"""Who may see and do what with walls."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from county.fleet.models import Terminal, is_wall
from county.officers.asking import asking
from county.officers.models import Officer

View = Callable[..., HttpResponseBase]


def for_walls(view: View) -> View:
    """Only officers who run the walls."""
    return _only(view, lambda officer: officer.runs_walls)


def for_alarms(view: View) -> View:
    """Only officers who may raise emergencies."""
    return _only(view, lambda officer: officer.raises_alarm)


def for_either(view: View) -> View:
    """Looking on is for both."""
    return _only(view, lambda officer: officer.runs_walls or officer.raises_alarm)


def wall_or_404(terminal_id: str) -> Terminal:
    """A terminal that is enrolled, as a wall."""
    terminal = Terminal.objects.filter(terminal_id=terminal_id).first()
    if terminal is None or not is_wall(terminal):
        raise Http404
    return terminal


def _only(view: View, may: Callable[[Officer], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(asking(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
