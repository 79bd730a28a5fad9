"""The gateway's side of inquiries: what terminals say is kept and answered, and what nobody leads any more ends.

Everything may come twice, late or in another order. What is not signed by the terminal of the call is not believed.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from county.call.models import SEEN_FOR, Seat, Signal
from county.call.telling import Told
from county.errors import Unbelievable
from county.inquiry.course import end
from county.inquiry.models import Inquiry, InquiryQuerySet
from county.inquiry.telling import note, unheard
from county.petition.models import Petition
from wire import topics
from wire.call.signals import CALL_UP_CONTEXT, GIVE_UP_S
from wire.codec import to_json
from wire.inquiry.sheet import InquiryTold
from wire.seal.signed import PublicKey, Signed, Signer, verified

log = logging.getLogger(__name__)
GIVE_UP: Final = timedelta(seconds=GIVE_UP_S)
"""So long an inquiry whose officers' page is gone waits for it to come back."""
REPEAT_FOR: Final = timedelta(minutes=5)
"""So long a terminal that says nothing is told that it is over."""
_SETTLED: Final = frozenset({"refused", "kept", "failed"})
_TOLD_ENDS: Final = {"refused": "refused", "failed": "failed", "stopped": "left", "kept": "left"}
"""What ends it at the county when the terminal says so by itself, before the last step; its log says why."""
_ENDED_BY_OFFICERS: Final = "officers_left"
"""The terminal's reason when it heard of the end from the county."""


class InquiryDesk:
    """Owned by the gateway's one thread."""

    def __init__(
        self,
        signer: Signer,
        *,
        device_key: Callable[[str], PublicKey | None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._signer = signer
        self._device_key = device_key
        self._now = now

    @property
    def rows(self) -> frozenset[topics.Row]:
        """What terminals say that belongs here."""
        return frozenset({topics.INQUIRY_TOLD})

    def hear(self, _: topics.Row, address: topics.Address, envelope: Signed) -> list[Told]:
        """The terminal's side, whole; raises Unbelievable, or a WireError. Answered with what it has not heard."""
        key = self._device_key(address.owner)
        if key is None:
            raise Unbelievable("no such terminal")
        told = verified(envelope, InquiryTold, key=key, context=CALL_UP_CONTEXT)
        with transaction.atomic():
            inquiry = _led().filter(pk=told.inquiry_id, call_id=address.subject_id).first()
            if inquiry is None or told.call_id != address.subject_id or inquiry.call.terminal_id != address.owner:
                raise Unbelievable("no inquiry of this terminal")
            if told.serial > inquiry.told_serial:
                self._keep(inquiry, told, envelope)
        return self._again(inquiry, told, self._now())

    def sweep(self) -> list[Told]:
        """Once a second: end what nobody leads any more, join what has arrived, repeat what was not heard."""
        now = self._now()
        for inquiry in _led().filter(over=False):
            why = _ended(inquiry, now)
            if why:
                with transaction.atomic():
                    end(inquiry, why)
                    _nudge(inquiry)
                log.info("inquiry %s: over: %s", inquiry.pk[:8], why)
        for inquiry in _led().filter(submission=None, tape__in=("stopped", "kept")):
            self._join(inquiry)
        return [
            one
            for inquiry in _led().filter(Q(over=False) | Q(over_at__gt=now - REPEAT_FOR))
            for one in self._again(inquiry, inquiry.terminal, now)
        ]

    def _again(self, inquiry: Inquiry, told: InquiryTold | None, now: datetime) -> list[Told]:
        """To a terminal that started anew, or missed it. One that has settled it needs no more."""
        if told is not None and told.tape in _SETTLED:
            return []
        return unheard(inquiry, told.heard if told else 0, signer=self._signer, now=now)

    def _keep(self, inquiry: Inquiry, told: InquiryTold, envelope: Signed) -> None:
        before, tape = inquiry.terminal, _tape(inquiry, told)
        if tape != inquiry.tape:
            note(inquiry, "tape", tape)
        for what, of in _news(before, told):
            note(inquiry, what, of)
        inquiry.told, inquiry.told_serial, inquiry.tape = to_json(envelope), told.serial, tape
        inquiry.told_at = self._now()
        inquiry.save(update_fields=["told", "told_serial", "tape", "told_at"])
        if told.tape in _TOLD_ENDS and not inquiry.over:
            end(inquiry, _told_end(inquiry, told))
        _nudge(inquiry)
        if before is None or before.tape != told.tape:
            log.info("inquiry %s: %s", inquiry.pk[:8], told.tape)

    def _join(self, inquiry: Inquiry) -> None:
        told = inquiry.terminal
        if told is None or told.petition_id is None:
            return
        # By this terminal: one that names a stranger's petition is not believed.
        found = Petition.objects.filter(pk=told.petition_id, terminal_id=inquiry.call.terminal_id, inquiry=None).first()
        if found is None:
            return
        with transaction.atomic():
            inquiry.submission = found
            inquiry.save(update_fields=["submission"])
            note(inquiry, "arrived", found.petition_id[:8])
        log.info("inquiry %s: its recording has arrived", inquiry.pk[:8])


def _led() -> InquiryQuerySet:
    return Inquiry.objects.select_related("call", "first", "second")


def _ended(inquiry: Inquiry, now: datetime) -> str:
    call = inquiry.call
    if call.state == "ended":
        # At the last step everything has been said: whoever hangs up first has ended it in order.
        return "done" if inquiry.step == "end" else "call_ended"
    seat = Seat.objects.filter(officer_id=inquiry.first_id).first()
    gone = seat is None or seat.seen_at is None or seat.seen_at < now - GIVE_UP - SEEN_FOR
    return "officers_left" if gone or call.officer_id != inquiry.first_id else ""


def _tape(inquiry: Inquiry, told: InquiryTold) -> str:
    """The terminal's word. Who was not waited for has refused nothing, and what never ran was not lost."""
    ran = told.segments > 0 or inquiry.acts.filter(what="tape", of="runs").exists()
    if told.why != _ENDED_BY_OFFICERS or ran:
        return told.tape
    return {"refused": "unanswered", "failed": "unanswered", "stopped": inquiry.tape}.get(told.tape, told.tape)


def _told_end(inquiry: Inquiry, told: InquiryTold) -> str:
    if inquiry.step == "end" and told.tape != "failed":
        return "done"
    if told.why == _ENDED_BY_OFFICERS and (told.tape != "failed" or inquiry.tape == "unanswered"):
        return "call_ended" if inquiry.call.state == "ended" else "closed"
    return _TOLD_ENDS[told.tape]


def _news(before: InquiryTold | None, told: InquiryTold) -> Iterator[tuple[str, str]]:
    """What this word of the terminal tells for the first time."""
    known = set(before.agreed) if before else set()
    yield from (("agreed", step) for step in told.agreed if step not in known)
    gaps = {gap.began_ms: gap.ended_ms for gap in before.gaps} if before else {}
    for gap in told.gaps:
        if gap.began_ms not in gaps:
            yield "line_broke", str(gap.began_ms)
        if gap.ended_ms and not gaps.get(gap.began_ms):
            yield "line_back", str(gap.ended_ms)
    judged = set(before.pages) if before else set()
    for each in (one for one in told.pages if one not in judged):
        yield "right" if each.right else "not_right", f"{each.page}.{each.version}"
    if told.signature_sha256 and not (before and before.signature_sha256):
        yield "signed", told.signature_sha256[:16]
    if told.why not in ("", "done", "refused", before.why if before else ""):
        yield "ended", told.why


def _nudge(inquiry: Inquiry) -> None:
    """The officers' page hears that there is something new, and asks for it."""
    if inquiry.call.state != "taken":
        return
    Signal.objects.filter(call=inquiry.call, kind="inquiry").delete()
    Signal.objects.create(call=inquiry.call, to=inquiry.first, kind="inquiry", body={"told": inquiry.told_serial})
