"""The gateway's side of calls: what terminals say becomes rows, and is answered.

Everything may come twice. What is not signed by the terminal that it comes from is not believed.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from county.call import wishes
from county.call.ending import bye, finish
from county.call.models import ASKED_FOR, SILENT_AFTER, Call, Signal
from county.call.recording import note_sent
from county.call.sight import seated
from county.call.telling import Told, snapshot, told
from county.errors import Unbelievable
from wire import topics
from wire.call.signals import (
    CALL_UP_CONTEXT,
    GIVE_UP_S,
    AskCallBack,
    ByeBecause,
    Invite,
    Leave,
    Offer,
    Reveal,
    RingHeard,
    Sent,
)
from wire.record import Record
from wire.seal.signed import PublicKey, Signed, Signer, verified

log = logging.getLogger(__name__)
RING_FOR: Final = timedelta(seconds=180)
"""Nobody took it for so long: the villager is not left standing there."""
LOST_AFTER: Final = timedelta(seconds=GIVE_UP_S + 15)
Act = Callable[[topics.Address, Any], list[Told]]


class CallDesk:
    """Owned by the gateway's one thread."""

    def __init__(
        self,
        signer: Signer,
        *,
        device_key: Callable[[str], PublicKey | None],
        point_of: Callable[[str], str],
        township_of: Callable[[str], str] = lambda _: "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._signer = signer
        self._device_key = device_key
        self._point_of = point_of
        self._township_of = township_of
        self._now = now
        self._acts: dict[topics.Row, Act] = {
            topics.INVITE: self._invited,
            topics.LEAVE: self._left,
            topics.CALL_OFFER: self._offered,
            topics.REVEAL: self._revealed,
            topics.SENT: self._sent,
            topics.CALL_BACK: self._wished,
            topics.RING_HEARD: self._ring_heard,
        }

    @property
    def rows(self) -> frozenset[topics.Row]:
        """What terminals say that belongs here."""
        return frozenset(self._acts)

    def hear(self, row: topics.Row, address: topics.Address, envelope: Signed) -> list[Told]:
        """Raises Unbelievable, or a WireError."""
        return self._acts[row](address, self._opened(row, address, envelope))

    def sweep(self) -> list[Told]:
        """Once a second: end what nobody keeps alive any more. A call that is over says so to its terminal."""
        now = self._now()
        overdue: tuple[tuple[Q, ByeBecause], ...] = (
            (Q(state="waiting", heard_at__lt=now - SILENT_AFTER), "lost"),
            (Q(state="taken", heard_at__lt=now - LOST_AFTER), "lost"),
            (Q(state="waiting", asked_at__lt=now - RING_FOR), "nobody"),
        )
        Call.objects.filter(asked_to_take_at__lt=now - ASKED_FOR).update(asked_to_take=None, asked_to_take_at=None)
        Call.objects.filter(asked_to_join_at__lt=now - ASKED_FOR).update(asked_to_join=None, asked_to_join_at=None)
        wishes.sweep(now)
        return [self._tells(call, topics.BYE, bye(call)) for due, why in overdue for call in self._ended(due, why)]

    def _opened(self, row: topics.Row, address: topics.Address, envelope: Signed) -> Record:
        key = self._device_key(address.owner)
        if key is None or row.inner is None:
            raise Unbelievable("no such terminal")
        record = verified(envelope, row.inner, key=key, context=CALL_UP_CONTEXT)
        if str(getattr(record, "call_id", "") or getattr(record, "ring_id", "")) != address.subject_id:
            raise Unbelievable("the topic and the record speak of different calls")
        return record

    def _invited(self, address: topics.Address, invite: Invite) -> list[Told]:
        now = self._now()
        with transaction.atomic():
            call = self._call(address, invite, now)
            if call.state != "ended":
                Call.objects.filter(pk=call.pk).update(heard_at=now)
            if call.state == "waiting" and not seated(call, now).exists():
                self._end(call, "nobody")
        if call.state == "ended":
            return [self._tells(call, topics.BYE, bye(call))]
        return [self._tells(call, topics.SEAT, snapshot(call))]

    def _call(self, address: topics.Address, invite: Invite, now: datetime) -> Call:
        call, made = Call.objects.get_or_create(
            call_id=invite.call_id,
            defaults={
                "terminal_id": address.owner,
                "point": self._point_of(address.owner),
                "township": self._township_of(address.owner),
                "concerns": invite.concerns,
                "wanted": invite.wanted,
                "language": invite.language,
                "assisted": invite.assisted,
                "asked_at": now,
                "heard_at": now,
            },
        )
        if call.terminal_id != address.owner:
            raise Unbelievable("another terminal's call")
        if made:
            log.info("call %s: from %s", call.call_id[:8], call.terminal_id)
            if invite.answers:
                wishes.answered(call, invite.answers, now)
        return call

    def _offered(self, address: topics.Address, offer: Offer) -> list[Told]:
        self._pass_on(address, "offer", {"gen": offer.gen, "sdp": offer.sdp, "commitment": offer.commitment})
        return []

    def _revealed(self, address: topics.Address, reveal: Reveal) -> list[Told]:
        self._pass_on(address, "reveal", {"gen": reveal.gen, "nonce": reveal.nonce})
        return []

    def _pass_on(self, address: topics.Address, kind: str, body: dict[str, int | str]) -> None:
        """To the page of whoever took it. A later generation takes the place of those before; a word, of itself."""
        with transaction.atomic():
            call = self._taken(address)
            if call is None or call.officer is None:
                return
            Call.objects.filter(pk=call.pk).update(heard_at=self._now())
            words = Signal.objects.filter(call=call, kind__in=("offer", "reveal"))
            if words.filter(body__gen__gt=body["gen"]).exists():
                return
            words.filter(Q(body__gen__lt=body["gen"]) | Q(kind=kind)).delete()
            Signal.objects.create(call=call, to=call.officer, kind=kind, body=body)

    def _sent(self, address: topics.Address, sent: Sent) -> list[Told]:
        with transaction.atomic():
            call = self._taken(address)
            if call is None:
                return []
            before = call.sent
            if note_sent(call, sent):
                call.serial += 1
                call.save(update_fields=["sent", "recording", "serial"])
                return [self._tells(call, topics.SEAT, snapshot(call))]
            if call.sent != before:
                call.save(update_fields=["sent"])
        return []

    def _wished(self, address: topics.Address, asked: AskCallBack) -> list[Told]:
        """Of a call that nobody took. One that still waits has ended by it."""
        now = self._now()
        with transaction.atomic():
            call = Call.objects.filter(call_id=asked.call_id, terminal_id=address.owner).first()
            if call is None or call.officer is not None:
                raise Unbelievable("no call that nobody took")
            if call.state != "ended":
                finish(call, "nobody", now)
            wishes.wish(call, now)
        log.info("call %s: to be called back", call.call_id[:8])
        return [self._tells(call, topics.BYE, bye(call, rings_back=True))]

    def _ring_heard(self, address: topics.Address, heard: RingHeard) -> list[Told]:
        wishes.hear(address.owner, heard, self._now())
        return []

    def _left(self, address: topics.Address, leave: Leave) -> list[Told]:
        calls = Call.objects.filter(call_id=address.subject_id, terminal_id=address.owner)
        with transaction.atomic():
            call = calls.exclude(state="ended").first()
            if call:
                finish(call, f"caller-{leave.why}", self._now())
        if call:
            log.info("call %s: the terminal left: %s", call.call_id[:8], leave.why)
        return []

    def _taken(self, address: topics.Address) -> Call | None:
        return Call.objects.filter(call_id=address.subject_id, terminal_id=address.owner, state="taken").first()

    def _ended(self, due: Q, why: ByeBecause) -> Iterator[Call]:
        for call_id in list(Call.objects.filter(due).values_list("pk", flat=True)):
            with transaction.atomic():
                # An officer may have taken it a moment ago.
                call = Call.objects.filter(due, pk=call_id).first()
                if call is not None:
                    self._end(call, why)
            if call is not None:
                yield call

    def _end(self, call: Call, why: ByeBecause) -> None:
        finish(call, why, self._now())
        log.info("call %s: ended: %s", call.call_id[:8], why)

    def _tells(self, call: Call, row: topics.Row, record: Record) -> Told:
        return told(row, call.terminal_id, record, signer=self._signer)
