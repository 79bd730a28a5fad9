"""How a call ends: nothing of the connection stays."""

from datetime import datetime
from typing import Final

from django.db import transaction

from county.call.models import Call
from wire.call.signals import Bye, ByeBecause
from wire.ids import CallId

_KNOWN: Final[dict[str, ByeBecause]] = {"hung_up": "hung_up", "nobody": "nobody", "declined": "declined"}


def finish(call: Call, why: str, now: datetime) -> None:
    """Who took it and who joined stay known; the rest of how it went does not."""
    with transaction.atomic():
        call.state, call.why, call.ended_at = "ended", why, now
        call.asked_to_take = call.asked_to_join = None
        call.held, call.recording, call.sent = False, "none", {}
        fields = ["state", "why", "ended_at", "asked_to_take", "asked_to_join", "held", "recording", "sent"]
        call.save(update_fields=fields)
        call.signals.all().delete()


def bye(call: Call, *, rings_back: bool = False) -> Bye:
    return Bye(call_id=CallId(call.call_id), why=_KNOWN.get(call.why, "lost"), rings_back=rings_back)
