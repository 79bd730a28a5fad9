"""A terminal's side of an inquiry: it signs what it tells, and goes by nothing unsigned, old or out of order."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from county.inquiry.desk import InquiryDesk
from county.keys import CountySigner
from county.outgoing.models import OutgoingMessage
from tests.county.cast import Device
from wire import topics
from wire.call.signals import CALL_DOWN_CONTEXT, CALL_UP_CONTEXT
from wire.codec import from_json
from wire.ids import CallId, InquiryId, PetitionId
from wire.inquiry.sheet import STEPS, Confirmed, InquiryPage, InquirySheet, InquiryTold, Step
from wire.inquiry.transcript import TranscriptPage
from wire.record import Record
from wire.seal.age import DraftIdentity
from wire.seal.signed import Signed, signed, verified


@dataclass
class FakeTerminal:
    """The edge's half, as far as the county meets it."""

    device: Device
    desk: InquiryDesk
    county: CountySigner
    identity: DraftIdentity = field(default_factory=DraftIdentity.generate)
    sheet: InquirySheet | None = None
    pages: dict[int, InquiryPage] = field(default_factory=dict)
    told: InquiryTold | None = None
    read: int = 0
    """The last row of the outgoing table that reached it."""

    def asked(self, call_id: str, inquiry_id: str) -> None:
        """The inquiry is on its screen; nothing is recorded."""
        self.told = InquiryTold(
            call_id=CallId(call_id), inquiry_id=InquiryId(inquiry_id), serial=1, recipient=self.identity.recipient
        )

    def tells(self, *, lost: bool = False, **changes: Any) -> None:
        """The whole of its side with these changes; `lost`: it never reaches the county."""
        assert self.told is not None
        heard = self.sheet.serial if self.sheet else 0
        self.told = msgspec.structs.replace(self.told, serial=self.told.serial + 1, heard=heard, **changes)
        if not lost:
            self.repeats()

    def repeats(self, *, signer: Device | None = None, owner: str = "") -> None:
        """What it told last, once more; what comes back is heard."""
        assert self.told is not None
        address = topics.Address(topics.INQUIRY_TOLD, owner or self.device.terminal_id, self.told.call_id)
        for one in self.desk.hear(
            topics.INQUIRY_TOLD, address, signed(self.told, signer or self.device, CALL_UP_CONTEXT)
        ):
            assert (one.terminal_id, one.subject_id) == (self.device.terminal_id, self.told.call_id)
            self.hears(one.row, one.record)

    def hears_all(self, *, but: Callable[[topics.Row], bool] = lambda _: False) -> None:
        """What the web has posted since; what `but` says is lost on the way."""
        for message in OutgoingMessage.objects.filter(pk__gt=self.read).order_by("pk"):
            self.read = message.pk
            row = topics.parse(message.topic).row
            if row in (topics.INQUIRY, topics.INQUIRY_PAGE) and not but(row):
                self.hears(row, from_json(bytes(message.payload), Signed))

    def hears(self, row: topics.Row, envelope: Record) -> None:
        assert isinstance(envelope, Signed)
        if row == topics.INQUIRY_PAGE:
            page = verified(envelope, InquiryPage, key=self.county.public_key, context=CALL_DOWN_CONTEXT)
            before = self.pages.get(page.page)
            if before is None or before.version < page.version:
                self.pages[page.page] = page
            return
        sheet = verified(envelope, InquirySheet, key=self.county.public_key, context=CALL_DOWN_CONTEXT)
        if self.sheet is None or sheet.serial > self.sheet.serial:
            assert self.sheet is None or STEPS.index(sheet.step) >= STEPS.index(self.sheet.step), "a step was undone"
            self.sheet = sheet

    def opened(self, page: int) -> TranscriptPage:
        return from_json(self.plain(page), TranscriptPage)

    def plain(self, page: int) -> bytes:
        return self.identity.open(self.pages[page].sealed)

    def agrees(self, step: Step | None = None) -> None:
        """To the recording, or to a step."""
        assert self.told is not None
        if step is None:
            self.tells(tape="runs", began_at_ms=1, elapsed_ms=1000, segments=1, head="a" * 64)
        else:
            self.tells(agreed=(*self.told.agreed, step))

    def judges(self, page: int, *, right: bool) -> None:
        """The page as it has it."""
        assert self.told is not None
        word = Confirmed(
            page=page,
            version=self.pages[page].version,
            sha256=hashlib.sha256(self.plain(page)).hexdigest(),
            right=right,
            at_ms=5,
        )
        self.tells(pages=(*self.told.pages, word))

    def starts_anew(self, petition_id: PetitionId) -> None:
        """After a cut: of what its log says it can read nothing."""
        assert self.told is not None
        self.told = InquiryTold(
            call_id=self.told.call_id,
            inquiry_id=self.told.inquiry_id,
            serial=1_000_000_000,
            recipient="",
            tape="kept",
            segments=3,
            head="c" * 64,
            petition_id=petition_id,
            why="power_cut",
        )
        self.repeats()

    def keeps(self, petition_id: PetitionId) -> None:
        self.tells(tape="kept", petition_id=petition_id)
