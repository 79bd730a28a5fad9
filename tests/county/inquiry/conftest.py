"""A call that 李敏 has taken, 赵强 beside her, and the terminal at its other end."""

from datetime import UTC, datetime

import pytest

from county.call.models import Call, Seat
from county.config import CountyConfig
from county.fleet.models import device_key
from county.inquiry import course
from county.inquiry.desk import InquiryDesk
from county.inquiry.models import Inquiry
from county.keys import CountySigner
from county.officers.models import Officer
from tests.county.cast import Device
from tests.county.inquiry.terminal import FakeTerminal
from wire.codec import to_json
from wire.ids import InquiryId, new_id
from wire.inquiry.sheet import STEPS
from wire.inquiry.transcript import Entry, TranscriptPage
from wire.seal.age import DraftIdentity, seal


@pytest.fixture
def limin(home: CountyConfig) -> Officer:
    return seated("limin")


@pytest.fixture
def zhaoqiang(home: CountyConfig) -> Officer:
    return seated("zhaoqiang")


@pytest.fixture
def call(registered: None, limin: Officer) -> Call:
    now = datetime.now(UTC)
    return Call.objects.create(
        call_id=new_id(), terminal_id="t001", point="柳河镇信访接待点", state="taken",
        officer=limin, asked_at=now, heard_at=now, taken_at=now,
    )  # fmt: skip


@pytest.fixture
def desk(home: CountyConfig) -> InquiryDesk:
    return InquiryDesk(CountySigner.read(home.keys), device_key=device_key)


@pytest.fixture
def terminal(home: CountyConfig, t001: Device, desk: InquiryDesk) -> FakeTerminal:
    return FakeTerminal(t001, desk, CountySigner.read(home.keys))


@pytest.fixture
def inquiry(call: Call, limin: Officer, zhaoqiang: Officer, terminal: FakeTerminal) -> Inquiry:
    """Begun, and on the villager's screen."""
    begun = course.begin(plan(call), limin, zhaoqiang)
    terminal.hears_all()
    terminal.asked(call.call_id, begun.pk)
    return begun


def seated(login: str, level: str = "county") -> Officer:
    officer = Officer.objects.get(username=login)
    Seat.objects.create(officer=officer, level=level, on_duty=True, seen_at=datetime.now(UTC))
    return officer


def plan(call: Call, **changes: str) -> course.Plan:
    told = {
        "inquiry_id": new_id(),
        "call_id": call.call_id,
        "about": "东书村修井款",
        "credential": "纪 0931-07",
        "second_credential": "纪 0931-12",
        **changes,
    }
    return course.Plan(**told)


def page_of(inquiry: Inquiry, words: str, *, recipient: str, version: int = 1, page: int = 1) -> bytes:
    """As a browser would seal it."""
    entries = (Entry(who="officer", text="井是什么时候修的？"), Entry(who="villager", text=words))
    record = TranscriptPage(inquiry_id=InquiryId(inquiry.pk), page=page, version=version, entries=entries)
    return seal(to_json(record), [recipient, DraftIdentity.generate().recipient])


def led_to(inquiry: Inquiry, step: str, terminal: FakeTerminal, officer: Officer) -> Inquiry:
    """All steps before it, as they go when nobody hesitates; one page is written on the way."""
    terminal.tells()
    terminal.agrees()
    for following in STEPS[1 : STEPS.index(step) + 1]:
        if following == "identity":
            terminal.agrees("rights")
        if following == "read_back":
            sealed = page_of(inquiry, "去年十月。", recipient=terminal.identity.recipient)
            course.put_page(inquiry.pk, (1, 1), sealed, officer=officer)
        if following == "signature":
            terminal.hears_all()
            terminal.judges(1, right=True)
        if following == "end":
            terminal.tells(signature_sha256="b" * 64)
        course.go_to(inquiry.pk, following, officer)
        terminal.hears_all()
    return Inquiry.objects.get(pk=inquiry.pk)
