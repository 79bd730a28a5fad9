"""The gateway's side of calls: what terminals say becomes rows, and is answered.

Everything may come twice. What is not signed by the terminal that it comes from is not believed.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from django.db import transaction

from county.call.models import SILENT_AFTER, Call, Signal, seated
from county.call.relays import with_relays
from county.errors import Unbelievable
from wire import topics
from wire.call.signals import (
    CALL_DOWN_CONTEXT,
    CALL_UP_CONTEXT,
    GIVE_UP_S,
    Bye,
    ByeBecause,
    Invite,
    Leave,
    Offer,
    Reveal,
    Seat,
)
from wire.codec import to_json
from wire.ids import CallId
from wire.record import Record
from wire.seal.signed import PublicKey, Signed, Signer, signed, verified

log = logging.getLogger(__name__)
R = TypeVar("R", bound=Record)
RING_FOR: Final = timedelta(seconds=180)
"""Nobody took it for so long: the villager is not left standing there."""
LOST_AFTER: Final = timedelta(seconds=GIVE_UP_S + 15)


@dataclass(frozen=True)
class Told:
    """What to tell a terminal, and of which call."""

    row: topics.Row
    terminal_id: str
    subject_id: str
    record: Signed


def told(row: topics.Row, terminal_id: str, record: Record, *, signer: Signer) -> Told:
    """Signed as the county."""
    call_id = str(getattr(record, "call_id", ""))
    return Told(row, terminal_id, call_id, signed(record, signer, CALL_DOWN_CONTEXT))


class CallDesk:
    """Owned by the gateway's one thread."""

    def __init__(
        self,
        signer: Signer,
        *,
        device_key: Callable[[str], PublicKey | None],
        point_of: Callable[[str], str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._signer = signer
        self._device_key = device_key
        self._point_of = point_of
        self._now = now

    def hear(self, row: topics.Row, address: topics.Address, envelope: Signed) -> list[Told]:
        """Raises Unbelievable, or a WireError."""
        if row == topics.INVITE:
            return self._invited(address, self._opened(address, envelope, Invite))
        if row == topics.LEAVE:
            self._left(address, self._opened(address, envelope, Leave))
        elif row == topics.CALL_OFFER:
            offer = self._opened(address, envelope, Offer)
            self._pass_on(address, "offer", {"gen": offer.gen, "sdp": offer.sdp, "commitment": offer.commitment})
        else:
            reveal = self._opened(address, envelope, Reveal)
            self._pass_on(address, "reveal", {"gen": reveal.gen, "nonce": reveal.nonce})
        return []

    def sweep(self) -> list[Told]:
        """Once a second: end what nobody keeps alive any more. A call that is over says so to its terminal."""
        now = self._now()
        gone = Call.objects.filter(state="waiting", heard_at__lt=now - SILENT_AFTER)
        lost = Call.objects.filter(state="taken", heard_at__lt=now - LOST_AFTER)
        unheard = Call.objects.filter(state="waiting", asked_at__lt=now - RING_FOR)
        ends: list[tuple[Call, ByeBecause]] = [*((call, "lost") for call in (*gone, *lost))]
        ends += [(call, "nobody") for call in unheard]
        return [self._end(call, why) for call, why in ends]

    def _opened(self, address: topics.Address, envelope: Signed, kind: type[R]) -> R:
        key = self._device_key(address.owner)
        if key is None:
            raise Unbelievable("no such terminal")
        record = verified(envelope, kind, key=key, context=CALL_UP_CONTEXT)
        if getattr(record, "call_id", "") != address.subject_id:
            raise Unbelievable("the topic and the record speak of different calls")
        return record

    def _invited(self, address: topics.Address, invite: Invite) -> list[Told]:
        now = self._now()
        with transaction.atomic():
            call = self._call(address, invite, now)
            if call.state != "ended":
                Call.objects.filter(pk=call.pk).update(heard_at=now)
        if call.state == "ended":
            return [self._bye(call)]
        if call.state == "waiting" and not seated(call, now).exists():
            return [self._end(call, "nobody")]
        return [told(topics.SEAT, call.terminal_id, self._seat(call), signer=self._signer)]

    def _call(self, address: topics.Address, invite: Invite, now: datetime) -> Call:
        call, made = Call.objects.get_or_create(
            call_id=invite.call_id,
            defaults={
                "terminal_id": address.owner,
                "point": self._point_of(address.owner),
                "concerns": invite.concerns,
                "language": invite.language,
                "asked_at": now,
                "heard_at": now,
            },
        )
        if call.terminal_id != address.owner:
            raise Unbelievable("another terminal's call")
        if made:
            log.info("call %s: from %s", call.call_id[:8], call.terminal_id)
        return call

    def _seat(self, call: Call) -> Seat:
        ahead = Call.objects.filter(state="waiting", asked_at__lt=call.asked_at).count()
        officer = call.officer.name if call.officer else ""
        return with_relays(Seat(call_id=CallId(call.call_id), ahead=0 if officer else ahead, officer=officer))

    def _pass_on(self, address: topics.Address, kind: str, body: dict[str, int | str]) -> None:
        """To the page of whoever took it. A later generation takes the place of the ones before."""
        with transaction.atomic():
            call = Call.objects.filter(call_id=address.subject_id, terminal_id=address.owner, state="taken").first()
            if call is None:
                return
            Call.objects.filter(pk=call.pk).update(heard_at=self._now())
            Signal.objects.filter(call=call, body__gen__lt=body["gen"]).delete()
            Signal.objects.create(call=call, kind=kind, body=body)

    def _left(self, address: topics.Address, leave: Leave) -> None:
        call = Call.objects.filter(call_id=address.subject_id, terminal_id=address.owner).exclude(state="ended").first()
        if call:
            finish(call, f"caller-{leave.why}", self._now())
            log.info("call %s: the terminal left: %s", call.call_id[:8], leave.why)

    def _end(self, call: Call, why: ByeBecause) -> Told:
        finish(call, why, self._now())
        log.info("call %s: ended: %s", call.call_id[:8], why)
        return self._bye(call)

    def _bye(self, call: Call) -> Told:
        known: dict[str, ByeBecause] = {"hung_up": "hung_up", "nobody": "nobody", "declined": "declined"}
        bye = Bye(call_id=CallId(call.call_id), why=known.get(call.why, "lost"))
        return told(topics.BYE, call.terminal_id, bye, signer=self._signer)


def finish(call: Call, why: str, now: datetime) -> None:
    """Nothing of the connection stays."""
    with transaction.atomic():
        call.state, call.why, call.ended_at = "ended", why, now
        call.save(update_fields=["state", "why", "ended_at"])
        call.signals.all().delete()


def packed(one: Told) -> tuple[str, bytes]:
    """For the outgoing table."""
    return topics.topic(one.row, one.terminal_id, one.subject_id), to_json(one.record)
