"""The connection between the two officers' pages of one call: its words go from one to the other, and nowhere else.

The one who joined makes the offers, as a terminal does; what is not of the newest generation is dropped.
"""

from typing import Annotated, Any, Literal

import msgspec
from django.db import transaction

from county.call.models import Call, Signal
from county.call.sight import mine
from county.errors import Unbelievable
from county.officers.models import Officer
from wire.call.signals import Generation, Sdp


class LegWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`offer` and `answer` bring a session description, `anew` asks for the next offer."""

    kind: Literal["offer", "answer", "anew"]
    gen: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    sdp: Sdp | None = None


def pass_on(officer: Officer, call_id: str, given: dict[str, Any]) -> bool:
    """Whether there is somebody to hear it. Raises Unbelievable for what is no such word."""
    try:
        word = msgspec.convert(given, LegWord)
        if word.kind != "anew":
            msgspec.convert((word.gen, word.sdp), tuple[Generation, Sdp])
    except msgspec.ValidationError as error:
        raise Unbelievable("no such word between two pages") from error
    with transaction.atomic():
        call = mine(officer)
        if call is None or call.call_id != call_id or call.joined_id is None or call.officer_id is None:
            return False
        _keep(call, officer, word)
    return True


def _keep(call: Call, officer: Officer, word: LegWord) -> None:
    offers = officer.pk == call.joined_id
    to = call.officer if offers else call.joined
    if to is None:
        return
    if offers != (word.kind == "offer"):
        raise Unbelievable("the one who joined makes the offers")
    words = Signal.objects.filter(call=call, kind__startswith="leg-")
    if offers and word.gen > call.leg_gen:
        Call.objects.filter(pk=call.pk).update(leg_gen=word.gen)
        words.delete()
    if word.gen < call.leg_gen and word.kind != "anew":
        return
    kind, body = f"leg-{word.kind}", {"gen": word.gen, **({"sdp": word.sdp} if word.sdp else {})}
    if word.kind == "anew" or not words.filter(kind=kind, body__gen=word.gen).exists():
        words.filter(kind=kind).delete()
        Signal.objects.create(call=call, to=to, kind=kind, body=body)
