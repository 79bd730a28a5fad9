"""Today on one wall: how the day is shared among the villages by the present playlist, and which pages come next.

It is played through by the wall's own rotation, in the preview's process, as if the day began afresh.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from county.affairs.models import Notice
from county.affairs.publishing import record_of
from county.errors import NoPreview
from county.wall.pages.rights import for_walls, wall_or_404
from county.wall.preview import plan_day
from county.wall.wanted import playlist_of_site, profile_of, walls
from wire.wall.playlist import Playlist
from wire.wall.preview import PlanDay, PlannedDay, PlannedVillage

_HERE: Final = timedelta(hours=8)
"""All of China keeps UTC+8, and so do the walls."""
_MINUTE_MS: Final = 60_000
_SHADES: Final = 4


def now() -> datetime:
    return datetime.now(UTC)


@never_cache
@for_walls
@require_GET
def today(request: HttpRequest, terminal_id: str) -> HttpResponse:
    terminal, here, playlist = wall_or_404(terminal_id), now() + _HERE, playlist_of_site()
    notices = Notice.objects.filter(current=True).select_related("village")
    question = PlanDay(
        profile=profile_of(terminal_id),
        notices=tuple(record_of(each) for each in notices),
        playlist=playlist,
        day=here.date().isoformat(),
        from_minute=here.hour * 60 + here.minute,
    )
    page = {"terminal": terminal, "walls": list(walls()), "at": here, "here": "walls", "part": "playlist"}
    try:
        page |= _shown(plan_day(question), list(notices), playlist)
    except NoPreview as error:
        page["trouble"] = str(error)
    return render(request, "walls/today.html", page)


def _shown(plan: PlannedDay, notices: list[Notice], playlist: Playlist) -> dict[str, object]:
    hours = [hour for hour, ms in enumerate(plan.lit_ms) if ms]
    whole_ms = sum(sum(each.hours_ms) for each in plan.villages)
    wanted: dict[str, int] = {duty.notice_id: duty.times_a_day for duty in playlist.duties}
    return {
        "plan": plan,
        "hours": hours,
        "rows": [_row(each, plan, hours=hours, whole_ms=whole_ms) for each in plan.villages],
        "times": [(each, plan.times.get(each.notice_id, 0), wanted.get(each.notice_id)) for each in notices],
    }


def _row(one: PlannedVillage, plan: PlannedDay, *, hours: list[int], whole_ms: int) -> dict[str, object]:
    """Its minutes of each lit hour, and how dark that cell is: its part of what is lit, in quarters."""
    cells = [(round(one.hours_ms[hour] / _MINUTE_MS), _shade(one.hours_ms[hour], plan.lit_ms[hour])) for hour in hours]
    share_pct = 100 * sum(one.hours_ms) / whole_ms if whole_ms else 0.0
    return {"village": one.village, "cells": cells, "readable_ms": sum(one.hours_ms), "share_pct": share_pct}


def _shade(had_ms: int, lit_ms: int) -> int:
    return -(-_SHADES * had_ms // lit_ms) if round(had_ms / _MINUTE_MS) else 0


urlpatterns = [path("walls/at/<str:terminal_id>/today", today, name="wall-today")]
