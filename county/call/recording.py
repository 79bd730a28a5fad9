"""What the terminal says of its side of a call, and the wish to record it. The villager alone lets it run."""

import msgspec

from county.call.models import Call
from wire.call.signals import Sent


def note_sent(call: Call, sent: Sent) -> bool:
    """Keep it, unsaved; whether the county's wish has changed by it.

    Consent begins what was asked; a refusal ends it, when it is new: after a second asking the terminal may say the
    first refusal for a moment longer. What runs unasked is stopped by the next Seat.
    """
    refused_before = bool(call.sent.get("refused_recording"))
    call.sent = {name: value for name, value in msgspec.to_builtins(sent).items() if name not in ("type", "call_id")}
    if call.recording == "asked" and sent.recording:
        call.recording = "on"
        return True
    if call.recording != "none" and sent.refused_recording and not refused_before:
        call.recording = "none"
        return True
    return False


def shown(call: Call) -> str:
    """`none`, `asked`, `refused` or `on`, as the officer's page says it. What really runs is the terminal's word."""
    if call.sent.get("recording"):
        return "on"
    if call.recording == "none":
        return "refused" if call.sent.get("refused_recording") else "none"
    return "asked"
