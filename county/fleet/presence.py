"""Writes down what a terminal says of itself. Old news and the broker's memories never make it look alive."""

from django.db.models import Q
from django.utils import timezone

from county.fleet.models import Terminal
from wire.fleet.state import TerminalState


def note_state(terminal_id: str, state: TerminalState, *, remembered: bool) -> bool:
    """Keep `state` unless something newer is known; `remembered` ones do not count as heard now."""
    older = Q(birth__lt=state.birth) | Q(birth=state.birth, beat__lte=state.beat)
    if not state.online:
        # The will was written at connect time: it carries the birth, but an early beat.
        older = Q(birth__lte=state.birth)
    facts: dict[str, object] = {
        "online": state.online,
        "birth": state.birth,
        "role": state.role,
        "version": state.version[:40],
        "clock_trusted": state.clock_trusted,
        "face_connected": state.online and state.face_connected,
        "shown_sha256": state.shown_sha256[:64],
        "index_serial": state.index_serial,
        "waiting_petitions": state.waiting_petitions,
        "disk_free_bytes": state.disk_free_bytes,
    }
    if state.online:
        facts["beat"] = state.beat
    else:
        for known in ("shown_sha256", "index_serial", "waiting_petitions", "disk_free_bytes", "version"):
            facts.pop(known)
    if not remembered:
        facts["heard_at"] = timezone.now()
    return bool(Terminal.objects.filter(older, terminal_id=terminal_id).update(**facts))
