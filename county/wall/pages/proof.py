"""What was shown: per village, per wall, with gaps and alarms; and the files that prove it outside."""

import tempfile
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import IO, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from county.wall.logs import table, write_chain
from county.wall.models import Chain
from county.wall.pages.rights import for_walls
from county.wall.tally import Span, alarms, each_wall, villages
from wire.wall.piece import Days
from wire.wall.verifier import script

LONGEST_DAYS = 400
SMALL_BYTES = 8 * 1024 * 1024
PIECE_BYTES = 64 * 1024


@never_cache
@for_walls
@require_GET
def proof(request: HttpRequest) -> HttpResponse:
    span, terminal_id = _asked(request)
    page = {
        "span": span,
        "terminal_id": terminal_id,
        "villages": villages(span, terminal_id),
        "walls": each_wall(span, terminal_id),
        "all_walls": [each.terminal_id for each in each_wall(Span(span.last, span.last))],
        "alarms": alarms(terminal_id),
        "chains": Chain.objects.filter(upto__gt=0),
        "query": urlencode({"first": span.first, "last": span.last, "wall": terminal_id}),
        "here": "walls",
        "part": "proof",
    }
    return render(request, "walls/proof.html", page)


@for_walls
@require_GET
def csv(request: HttpRequest) -> HttpResponseBase:
    """Every entry of those days, for a spreadsheet."""
    span, terminal_id = _asked(request)
    file = _file()
    for line in table(span, terminal_id):
        file.write(line.encode())
    return _sent(file, f"proof-{span.first}-{span.last}.csv", "text/csv; charset=utf-8")


@for_walls
@require_GET
def verifier(_request: HttpRequest) -> HttpResponse:
    """The script that checks a log, for whoever takes one away."""
    answer = HttpResponse(script().read_bytes(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify.py"'
    return answer


@for_walls
@require_GET
def log(request: HttpRequest, terminal_id: str, number: int) -> HttpResponseBase:
    """The whole chain of a wall, or, where days are asked for, the piece that tells them; `verify.py` checks both."""
    chain = get_object_or_404(Chain, terminal_id=terminal_id, number=number)
    file, name, days = _file(), f"proof-{terminal_id}-{number}", Days()
    if "first" in request.GET:
        span, _wall = _asked(request)
        days, name = Days(f"{span.first}", f"{span.last}"), f"{name}-{span.first}-{span.last}"
    write_chain(chain, file, days)
    return _sent(file, f"{name}.jsonl", "application/x-ndjson")


def _file() -> IO[bytes]:
    """In memory while it is small; the answer closes it."""
    return cast("IO[bytes]", tempfile.SpooledTemporaryFile(SMALL_BYTES))


def _sent(file: IO[bytes], name: str, content_type: str) -> HttpResponseBase:
    file.seek(0)
    answer = StreamingHttpResponse(_pieces(file), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    """The console runs on ASGI, which wants to wait for each piece."""
    with file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _asked(request: HttpRequest) -> tuple[Span, str]:
    """The days and the wall of the page; the last thirty days of all walls unless it says otherwise."""
    today = timezone.localdate()
    last = _day(request.GET.get("last", ""), default=today)
    first = _day(request.GET.get("first", ""), default=last - timedelta(days=29))
    first = min(max(first, last - timedelta(days=LONGEST_DAYS)), last)
    return Span(first, last), request.GET.get("wall", "")[:63]


def _day(text: str, *, default: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return default
    return day if 2000 <= day.year <= 2200 else default  # noqa: PLR2004  # no calendar of ours is longer


urlpatterns = [
    path("walls/proof/", proof, name="proof"),
    path("walls/proof/table.csv", csv, name="proof-table"),
    path("walls/proof/verify.py", verifier, name="proof-verifier"),
    path("walls/proof/<str:terminal_id>-<int:number>.jsonl", log, name="proof-log"),
]
