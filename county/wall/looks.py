"""Looking at a wall: the county asks, the wall sends a small signed picture, and its hash is held against the proof."""

from datetime import timedelta
from typing import Final, Literal

from django.db import transaction
from django.utils import timezone

from county.fleet.models import Terminal, device_key
from county.officers.models import Officer
from county.outgoing.models import post
from county.wall.models import Entry, Look
from wire import topics
from wire.codec import to_json
from wire.errors import BadSignature
from wire.ids import new_id
from wire.seal.signed import Signed, verified
from wire.wall.settings import LOOKED_CONTEXT, Looked
from wire.wall.settings import Look as LookRecord

KEPT: Final = 20
"""Pictures of one wall; older ones go."""
EVERY: Final = timedelta(seconds=20)
"""Between two looks at one wall while a page watches it."""
PNG: Final = b"\x89PNG\r\n\x1a\n"
Verdict = Literal["equal", "differs", "told", "not_yet"]


def ask_look(terminal_id: str, officer: Officer) -> Look:
    """The wall answers within seconds, if it is there."""
    with transaction.atomic():
        look = Look.objects.create(look_id=new_id(), terminal_id=terminal_id, asked_by=officer, asked_at=timezone.now())
        post(topics.topic(topics.LOOK, terminal_id, look.look_id), to_json(LookRecord(look_id=look.look_id)))
        old = Look.objects.filter(terminal_id=terminal_id).order_by("-asked_at").values_list("look_id", flat=True)
        Look.objects.filter(look_id__in=list(old[KEPT:])).delete()
    return look


def keep_looking(terminal_id: str, officer: Officer) -> None:
    """For a page that stays open: the next look, when the last is a while ago."""
    recent = Look.objects.filter(terminal_id=terminal_id, asked_at__gt=timezone.now() - EVERY)
    if not recent.exists():
        ask_look(terminal_id, officer)


def note_looked(terminal_id: str, look_id: str, envelope: Signed) -> None:
    """Keep the picture that was asked for; raises BadSignature when it was not that wall, or nobody asked."""
    key = device_key(terminal_id)
    if key is None:
        raise BadSignature("no such terminal")
    looked = verified(envelope, Looked, key=key, context=LOOKED_CONTEXT)
    if (looked.terminal_id, looked.look_id) != (terminal_id, look_id) or not looked.png.startswith(PNG):
        raise BadSignature("signed about something else")
    waiting = Look.objects.filter(look_id=look_id, terminal_id=terminal_id, looked_at=None)
    if not waiting.update(
        looked_at=timezone.now(),
        at_ms=looked.at_ms,
        pixels_sha256=looked.pixels_sha256[:64],
        png=looked.png,
        village=looked.village[:60],
        title=looked.title[:200],
    ):
        raise BadSignature("nobody asked")


def verdict(look: Look) -> Verdict:
    """Does the proof name, for the time of the picture, the pixels that the picture names?

    The proof comes up to some hours later; until then the wall's own heartbeat may have `told` the same.
    """
    around = Entry.objects.filter(
        chain__terminal_id=look.terminal_id, kind="shown", began_ms__lte=look.at_ms, ended_ms__gte=look.at_ms
    )
    hashes = set(around.values_list("pixels_sha256", flat=True))
    if not hashes:
        beat = Terminal.objects.filter(terminal_id=look.terminal_id).values_list("shown_sha256", flat=True).first()
        return "told" if beat and beat == look.pixels_sha256 else "not_yet"
    return "equal" if look.pixels_sha256 in hashes else "differs"
