"""What a terminal is told of its call: signed as the county, in a message of its own or posted with the fact."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from county.call.models import Call, Seat
from county.call.relays import with_relays
from county.keys import CountySigner
from county.outgoing.models import post
from wire import topics
from wire.call.signals import CALL_DOWN_CONTEXT, RecordingWish
from wire.call.signals import Seat as SeatRecord
from wire.codec import to_json
from wire.ids import CallId
from wire.record import Record
from wire.seal.signed import Signed, Signer, signed

_NAME_LENGTH = 60
_RECORDING: dict[str, RecordingWish] = {"asked": "asked", "on": "on"}


@dataclass(frozen=True)
class Told:
    """What to tell a terminal, and of which call, ring or inquiry."""

    row: topics.Row
    terminal_id: str
    subject_id: str
    record: Signed


def told(row: topics.Row, terminal_id: str, record: Record, *, signer: Signer) -> Told:
    """Signed as the county."""
    subject_id = str(getattr(record, "ring_id", "") or getattr(record, "call_id", ""))
    return Told(row, terminal_id, subject_id, signed(record, signer, CALL_DOWN_CONTEXT))


def tell(terminal_id: str, row: topics.Row, record: Record) -> None:
    """Post it with the fact: it goes when the caller's transaction is committed."""
    one = told(row, terminal_id, record, signer=CountySigner.read(settings.COUNTY.keys))
    post(topics.topic(one.row, one.terminal_id, one.subject_id), to_json(one.record))


def changed(call: Call, *fields: str) -> None:
    """Save these fields, and tell the terminal how the call stands now. In the caller's transaction."""
    call.serial += 1
    call.save(update_fields=[*fields, "serial"])
    tell(call.terminal_id, topics.SEAT, snapshot(call))


def snapshot(call: Call) -> SeatRecord:
    """How the county sees the call, all of it."""
    seats = {seat.officer_id: seat for seat in Seat.objects.filter(officer__in=(call.officer_id, call.joined_id))}
    seat = seats.get(call.officer_id or 0)
    record = SeatRecord(
        call_id=CallId(call.call_id),
        serial=call.serial,
        ahead=0 if call.officer else _ahead(call),
        officer=call.officer.name if call.officer else "",
        level="township" if seat and seat.level == "township" else "county",
        turn=call.turn,
        held=call.held,
        also=_also(call, seats.get(call.joined_id or 0)),
        recording=_RECORDING.get(call.recording, "none"),
    )
    return with_relays(record)


def _ahead(call: Call) -> int:
    waiting = Call.objects.filter(state="waiting", wanted=call.wanted, asked_at__lt=call.asked_at)
    return (waiting.filter(township=call.township) if call.wanted == "township" else waiting).count()


def _also(call: Call, seat: Seat | None) -> str:
    if call.joined is None:
        return ""
    with translation.override("en" if call.language == "en" else "zh-hans"):
        return f"{call.joined.name} · {seat.office}"[:_NAME_LENGTH] if seat else call.joined.name
