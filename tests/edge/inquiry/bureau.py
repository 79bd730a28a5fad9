"""The officers' side of an inquiry, as the terminal t001 hears it through its link."""

import asyncio
import hashlib
import math
from array import array
from dataclasses import dataclass, field
from io import BytesIO

import msgspec
from PIL import Image, ImageDraw

from tests.edge.cast import CountyKey, until
from tests.edge.terminal import FaceOnWire, Terminal
from wire import port, topics
from wire.call import engine as words
from wire.call.signals import CALL_DOWN_CONTEXT, CALL_UP_CONTEXT, Seat
from wire.codec import from_json, to_json
from wire.ids import CallId, InquiryId, new_id
from wire.inquiry.sheet import Inquirer, InquiryPage, InquirySheet, InquiryTold, Step
from wire.inquiry.transcript import Entry, TranscriptPage
from wire.record import Record
from wire.seal.age import DraftIdentity, seal
from wire.seal.signed import Signed, signed

OFFICERS = (
    Inquirer(name="李敏", office="清河县纪委监委第二纪检监察室", credential="QHJW-0231"),
    Inquirer(name="赵强", office="清河县纪委监委信访室", credential="QHJW-0107"),
)
ENTRIES = (
    Entry(who="officer", text="请说明承包款的收支情况。", at_ms=400),
    Entry(who="villager", text="十二万三千元，到今天没有公布。", at_ms=900),
)


@dataclass
class Bureau:
    """李敏 and 赵强 in one call."""

    terminal: Terminal
    call_id: CallId = field(default_factory=lambda: CallId(new_id()))
    inquiry_id: InquiryId = field(default_factory=lambda: InquiryId(new_id()))
    serial: int = 0
    step: Step = "credentials"
    pages: int = 0

    def sheet(self, **changes: object) -> InquirySheet:
        self.serial += 1
        sheet = InquirySheet(
            call_id=self.call_id,
            inquiry_id=self.inquiry_id,
            serial=self.serial,
            step=self.step,
            officers=OFFICERS,
            about="东书村集体林地承包款",
            pages=self.pages,
        )
        return msgspec.structs.replace(sheet, **changes)

    def says(self, record: Record, row: topics.Row = topics.INQUIRY, *, by: CountyKey | None = None) -> None:
        envelope = signed(record, by or self.terminal.cast.county, CALL_DOWN_CONTEXT)
        self.terminal.link.hear(topics.topic(row, "t001", self.call_id), to_json(envelope))

    def leads(self, step: Step, **changes: object) -> None:
        self.step = step
        self.says(self.sheet(**changes))

    def types(self, page: int, version: int, *, entries: tuple[Entry, ...] = ENTRIES) -> str:
        """Gives the digest of what was typed."""
        self.pages = max(self.pages, page)
        written = TranscriptPage(inquiry_id=self.inquiry_id, page=page, version=version, entries=entries)
        content = to_json(written)
        sealed = seal(content, [self.told().recipient, DraftIdentity.generate().recipient])
        record = InquiryPage(
            call_id=self.call_id, inquiry_id=self.inquiry_id, page=page, version=version, sealed=sealed
        )
        self.says(record, topics.INQUIRY_PAGE)
        return hashlib.sha256(content).hexdigest()

    def told(self) -> InquiryTold:
        """The newest that the terminal said."""
        return self.all_told()[-1]

    def all_told(self) -> list[InquiryTold]:
        topic = topics.topic(topics.INQUIRY_TOLD, "t001", self.call_id)
        sent = [from_json(one.payload, Signed) for one in self.terminal.link.published if one.topic == topic]
        assert all((one.context, one.kid) == (CALL_UP_CONTEXT, "t001") for one in sent)
        return [from_json(envelope.payload, InquiryTold) for envelope in sent]

    async def takes_the_call(self, kiosk: FaceOnWire) -> None:
        """The villager calls, 李敏 takes it."""
        kiosk.ask(port.StartCall(call_id=self.call_id))
        await until(lambda: bool(self.terminal.media))
        seat = Seat(call_id=self.call_id, serial=1, officer=OFFICERS[0].name, turn=1)
        self.says(seat, topics.SEAT)
        await kiosk.hears(port.CallTaken)

    async def begins(self, kiosk: FaceOnWire) -> None:
        """Up to the first picture on the tape."""
        self.says(self.sheet())
        await kiosk.hears(port.InquiryAsked)
        kiosk.ask(port.AgreeToInquiry(inquiry_id=self.inquiry_id, agreed=True))
        await kiosk.hears(port.InquiryTape, within_s=20)
        await until(lambda: self.told().tape == "runs")


async def speaking(terminal: Terminal, *, near_hz: int, far_hz: int) -> None:
    """Both talk in tones until cancelled."""
    at = 0
    while True:
        if terminal.studio.hears:
            terminal.studio.hears(tone(near_hz, at))
        if terminal.media:
            terminal.media[-1].says(words.FarHeard(samples=tone(far_hz, at)))
        at += 960
        await asyncio.sleep(0.02)


def tone(hz: int, at: int, samples: int = 960) -> bytes:
    """20 ms."""
    return array("h", [round(9000 * math.sin(2 * math.pi * hz * (at + n) / 48_000)) for n in range(samples)]).tobytes()


def signature() -> bytes:
    """A PNG of a name, as the kiosk draws it."""
    picture = Image.new("RGB", (300, 120), "white")
    ImageDraw.Draw(picture).line([(20, 90), (90, 20), (150, 95), (280, 30)], fill="black", width=6)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
