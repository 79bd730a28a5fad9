"""Credentials for the county's relays: good for one call, and for so long only (the TURN REST scheme).

Relay and county share a secret and nothing else: the relay works out by itself whether a password is right and how
long it is good for, so no list of users is kept anywhere.
"""

import base64
import hashlib
import hmac
import time
from typing import Any, Final

import msgspec
from django.conf import settings

from county.config import Calls
from wire.call.signals import Relay, Seat

_ROUND_S: Final = 300
"""What is told again within five minutes is the same."""


def credentials(calls: Calls, call_id: str, *, now_s: int) -> tuple[Relay, ...]:
    """One entry with all addresses, or none where the county has no relay."""
    if not calls.relays:
        return ()
    expiry = (now_s // _ROUND_S + 1) * _ROUND_S + calls.relay_lifetime_s
    username = f"{expiry}:{call_id}"
    return (Relay(urls=calls.relays, username=username, credential=password(calls.relay_secret, username)),)


def password(secret: str, username: str) -> str:
    """As coturn's `use-auth-secret` works it out."""
    return base64.b64encode(hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()).decode()


def with_relays(seat: Seat) -> Seat:
    """Told to the terminal with the officer; nobody needs a relay before."""
    if not seat.officer:
        return seat
    calls: Calls = settings.COUNTY.calls
    relays = credentials(calls, seat.call_id, now_s=int(time.time()))
    return msgspec.structs.replace(seat, relays=relays, relay_only=calls.relay_only)


def for_page(call_id: str) -> dict[str, Any]:
    """The same for the officer's browser, in its own words (RTCConfiguration)."""
    calls: Calls = settings.COUNTY.calls
    relays = credentials(calls, call_id, now_s=int(time.time()))
    servers = [{"urls": one.urls, "username": one.username, "credential": one.credential} for one in relays]
    return {"iceServers": servers, "iceTransportPolicy": "relay" if calls.relay_only else "all"}
