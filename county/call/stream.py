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
from django.utils import translation
from django.utils.crypto import constant_time_compare

from county.call.models import SEEN_FOR, Seat, Signal
from county.call.view import View, page_of
from county.officers.models import Officer

ADDRESS: Final = "/calls/events"
Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[Any]]
App = Callable[..., Awaitable[None]]
_QUICK_S, _CALM_S = 0.1, 0.4
_SIGNALS_ONLY: Final = 3
_SIGN_OF_LIFE_S: Final = 10.0
_SEEN_EVERY: Final = timedelta(seconds=SEEN_FOR.total_seconds() / 4)


@dataclass
class _Look:
    """What one page knows already."""

    officer_id: int
    language: str
    last_signal: int = 0
    state: str = ""
    seen_at: datetime = field(default_factory=lambda: datetime(2000, 1, 1, tzinfo=UTC))
    call_id: str = ""
    """The call that this officer is in."""
    until_state: int = 0
    """So many looks are for signals only: in a call they come four times as often."""
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
        officer = await self._ask(_asking, headers.get(b"cookie", b"").decode("latin-1"))
        if officer is None:
            await send({"type": "http.response.start", "status": 403, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        officer_id, language = officer
        look = _Look(officer_id, language, _number(headers.get(b"last-event-id", b"")))
        await self._serve(look, receive, send)

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
                quiet_s = 0.0 if events else quiet_s + (_QUICK_S if look.call_id else _CALM_S)
                if not events and quiet_s >= _SIGN_OF_LIFE_S:
                    events, quiet_s = ": still here\n\n", 0.0
                if events:
                    await send({"type": "http.response.body", "body": events.encode(), "more_body": True})
                await asyncio.wait({gone}, timeout=_QUICK_S if look.call_id else _CALM_S)
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


def _asking(cookies: str) -> tuple[int, str] | None:
    """The officer of this session, if calls are his or hers to take, and in which language the page speaks."""
    try:
        kept = SimpleCookie(cookies)
    except CookieError:
        return None
    morsel = kept.get(settings.SESSION_COOKIE_NAME)
    session = SessionStore(morsel.value if morsel else None)
    officer = Officer.objects.filter(pk=session.get(SESSION_KEY) or 0, is_active=True).first()
    if officer is None or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), officer.get_session_auth_hash()):
        return None
    return (officer.pk, _language(kept)) if Seat.objects.filter(officer=officer).exists() else None


def _language(kept: "SimpleCookie") -> str:
    morsel = kept.get(settings.LANGUAGE_COOKIE_NAME)
    chosen = morsel.value if morsel else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _looked(look: _Look) -> str:
    if look.call_id and look.until_state > 0:
        look.until_state -= 1
        return _signals(look)
    now = datetime.now(UTC)
    seat = Seat.objects.filter(officer_id=look.officer_id, officer__is_active=True).first()
    if seat is None:
        look.allowed = False
        return ""
    if now - look.seen_at > _SEEN_EVERY:
        Seat.objects.filter(pk=seat.pk).update(seen_at=now)
        look.seen_at = now
    with translation.override(look.language):
        shown = page_of(seat, now)
    look.call_id = shown["mine"]["call_id"] if shown["mine"] else ""
    look.until_state = _SIGNALS_ONLY
    return _state(look, shown) + _signals(look)


def _state(look: _Look, shown: View) -> str:
    state = json.dumps(shown)
    if state == look.state:
        return ""
    look.state = state
    return f"event: state\ndata: {state}\n\n"


def _signals(look: _Look) -> str:
    events = ""
    for signal in Signal.objects.filter(call=look.call_id, to=look.officer_id, id__gt=look.last_signal):
        look.last_signal = signal.pk
        body = json.dumps({"call_id": look.call_id, "kind": signal.kind, **signal.body})
        events += f"id: {signal.pk}\nevent: signal\ndata: {body}\n\n"
    return events
