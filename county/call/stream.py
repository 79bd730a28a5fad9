"""What happens with calls, as a stream of events to the officer's page.

An ASGI application in front of Django: behind it every open stream would hold a thread. Each look opens the database,
reads what concerns this officer, and closes it again.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils.crypto import constant_time_compare

from county.call.models import SEEN_FOR, Call, Seat, Signal
from county.call.relays import for_page
from county.officers.models import Officer

ADDRESS: Final = "/calls/events"
Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[Any]]
App = Callable[..., Awaitable[None]]
_QUICK_S, _CALM_S = 0.1, 0.4
_SIGN_OF_LIFE_S: Final = 10.0
_SEEN_EVERY: Final = timedelta(seconds=SEEN_FOR.total_seconds() / 4)


@dataclass
class _Look:
    """What one page knows already."""

    officer_id: int
    last_signal: int = 0
    state: str = ""
    seen_at: datetime = field(default_factory=lambda: datetime(2000, 1, 1, tzinfo=UTC))
    in_call: bool = False
    allowed: bool = True


class CallEvents:
    """Answers for ADDRESS, and leaves all else to `app`."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="calls")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope.get("path") != ADDRESS or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        officer_id = await self._ask(_asking, headers.get(b"cookie", b"").decode("latin-1"))
        if officer_id is None:
            await send({"type": "http.response.start", "status": 403, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._serve(_Look(officer_id, _number(headers.get(b"last-event-id", b""))), receive, send)

    async def _serve(self, look: _Look, receive: Receive, send: Send) -> None:
        headers = [
            (b"content-type", b"text/event-stream"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        gone = asyncio.ensure_future(_gone(receive))
        quiet_s = 0.0
        try:
            while not gone.done() and look.allowed:
                events = await self._ask(_looked, look)
                quiet_s = 0.0 if events else quiet_s + (_QUICK_S if look.in_call else _CALM_S)
                if not events and quiet_s >= _SIGN_OF_LIFE_S:
                    events, quiet_s = ": still here\n\n", 0.0
                if events:
                    await send({"type": "http.response.body", "body": events.encode(), "more_body": True})
                await asyncio.wait({gone}, timeout=_QUICK_S if look.in_call else _CALM_S)
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()

    async def _ask(self, question: Callable[[Any], Any], about: object) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, _with_database, question, about)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _with_database(question: Callable[[Any], Any], about: object) -> Any:
    try:
        return question(about)
    finally:
        connection.close()


def _number(text: bytes) -> int:
    return int(text) if text.isdigit() and len(text) < 19 else 0  # noqa: PLR2004  # as many digits as a row's id has


def _asking(cookies: str) -> int | None:
    """The officer of this session, if calls are his or hers to take."""
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    session = SessionStore(morsel.value if morsel else None)
    officer = Officer.objects.filter(pk=session.get(SESSION_KEY) or 0, is_active=True).first()
    if officer is None or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), officer.get_session_auth_hash()):
        return None
    return officer.pk if Seat.objects.filter(officer=officer).exists() else None


def _looked(look: _Look) -> str:
    now = datetime.now(UTC)
    seat = Seat.objects.filter(officer_id=look.officer_id, officer__is_active=True).first()
    if seat is None:
        look.allowed = False
        return ""
    if now - look.seen_at > _SEEN_EVERY:
        Seat.objects.filter(pk=seat.pk).update(seen_at=now)
        look.seen_at = now
    mine = Call.objects.filter(officer_id=look.officer_id, state="taken").first()
    look.in_call = mine is not None
    return _state(look, seat, mine) + _signals(look, mine)


def _state(look: _Look, seat: Seat, mine: Call | None) -> str:
    waiting = Call.objects.filter(state="waiting").exclude(concerns=seat.level) if seat.on_duty else Call.objects.none()
    state = json.dumps(
        {
            "on_duty": seat.on_duty,
            "mine": _shown(mine) | {"road": for_page(mine.call_id)} if mine else None,
            "waiting": [_shown(one) for one in waiting],
        }
    )
    if state == look.state:
        return ""
    look.state = state
    return f"event: state\ndata: {state}\n\n"


def _shown(call: Call) -> dict[str, Any]:
    return {
        "call_id": call.call_id,
        "point": call.point or call.terminal_id,
        "asked_at_ms": int(call.asked_at.timestamp() * 1000),
        "language": call.get_language_display() if call.language != "zh_CN" else "",
        "concerns": call.concerns,
    }


def _signals(look: _Look, mine: Call | None) -> str:
    if mine is None:
        return ""
    events = ""
    for signal in Signal.objects.filter(call=mine, id__gt=look.last_signal):
        look.last_signal = signal.pk
        body = json.dumps({"call_id": mine.call_id, "kind": signal.kind, **signal.body})
        events += f"id: {signal.pk}\nevent: signal\ndata: {body}\n\n"
    return events
