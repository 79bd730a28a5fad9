"""A formal inquiry in real Chromium: the officer types, the villager judges, and the county never has the words."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from county.call.models import Call
from county.config import CountyConfig
from county.durable import write_whole
from county.fleet.models import device_key
from county.inquiry import course
from county.inquiry.desk import InquiryDesk
from county.inquiry.models import Inquiry
from county.keys import CountySigner
from county.officers.models import Officer
from tests.county.browser.conftest import Desk, key_text
from tests.county.browser.golden import looks_as_before
from tests.county.cast import Device
from tests.county.conftest import PASSWORD
from tests.county.inquiry.conftest import led_to, plan, seated
from tests.county.inquiry.terminal import FakeTerminal
from wire.codec import to_json
from wire.ids import InquiryId, PetitionId, new_id
from wire.inquiry.transcript import Entry, TranscriptPage
from wire.petition.recipients import RECIPIENTS_CONTEXT, Recipient, RecipientList
from wire.seal.age import DraftIdentity, seal
from wire.seal.signed import signed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
CANARY = "金丝雀井水三千五百六十元五角"


@pytest.fixture
def office_listed(home: CountyConfig, office: DraftIdentity) -> None:
    key = Recipient(role="county", kid="office-1", age=office.recipient, not_after_ms=4_102_444_800_000)
    listed = signed(RecipientList(version=1, recipients=[key]), CountySigner.read(home.keys), RECIPIENTS_CONTEXT)
    write_whole(home.home / "recipients.json", to_json(listed), mode=0o644)


@pytest.fixture
def terminal(home: CountyConfig, registered: None, t001: Device, office_listed: None) -> FakeTerminal:
    signer = CountySigner.read(home.keys)
    return FakeTerminal(t001, InquiryDesk(signer, device_key=device_key), signer)


@pytest.fixture
def officer_in_call(desk: Desk, terminal: FakeTerminal) -> Iterator[Desk]:
    """李敏 is in a call with t001; 赵强 sits beside her and has a seat of his own."""
    seated("zhaoqiang")
    _taken(seated("limin"))
    desk.log_in()
    desk.page.goto(f"{desk.url}/calls/")
    desk.until("!document.getElementById('call').hidden")
    yield desk
    desk.page.goto("about:blank")


def _fills_in(desk: Desk, *, password: str = PASSWORD) -> None:
    desk.page.click("#inquiry-ask")
    desk.page.fill("#inquiry-matter", "东书村修井款")
    desk.page.fill("#inquiry-credential", "纪 0931-07")
    desk.page.fill("#inquiry-second", "zhaoqiang")
    desk.page.fill("#inquiry-second-password", password)
    desk.page.fill("#inquiry-second-credential", "纪 0931-12")


def _begins(desk: Desk) -> None:
    _fills_in(desk)
    desk.page.click("#inquiry-begin")


def _recorded(desk: Desk, terminal: FakeTerminal, *, look: bool = False) -> Inquiry:
    """Begun, agreed to, and recorded."""
    _begins(desk)
    desk.until("!document.getElementById('inquiry-led').hidden")
    inquiry = Inquiry.objects.get()
    terminal.hears_all()
    terminal.asked(inquiry.call_id, inquiry.pk)
    terminal.tells()
    if look:
        looks_as_before(desk.page, "inquiry-asked")
    terminal.agrees()
    desk.until("document.body.classList.contains('recorded')")
    desk.until("document.querySelector('.entry textarea') !== null")
    return inquiry


def _goes_on(desk: Desk, terminal: FakeTerminal, step: str) -> None:
    desk.until("!document.getElementById('inquiry-next').disabled")
    desk.page.click("#inquiry-next")
    desk.until(f"document.querySelector('[aria-current=step]').dataset.step === '{step}'")
    terminal.hears_all()


def _types(desk: Desk, *entries: str) -> None:
    desk.page.click(".entry:last-child textarea")
    for text in entries:
        desk.page.keyboard.insert_text(text)
        desk.page.keyboard.press("Enter")


def _opens(desk: Desk, office: DraftIdentity) -> None:
    """With the office key, as a file."""
    key = {"name": "office.agekey", "mimeType": "text/plain", "buffer": key_text(office)}
    desk.page.set_input_files("#inquiry-key-file", key)  # type: ignore[arg-type]  # Playwright's own dictionary
    desk.page.click("#inquiry-open button")


def _sealed(desk: Desk, terminal: FakeTerminal) -> None:
    desk.until("document.getElementById('inquiry-page-state').textContent.includes('已加密')")
    terminal.hears_all()


def _reads_back(desk: Desk, terminal: FakeTerminal) -> None:
    """The villager hears a mistake; it is corrected, and then right."""
    _goes_on(desk, terminal, "read_back")
    terminal.judges(1, right=False)
    desk.until("document.querySelector('#inquiry-tabs li').dataset.judged === 'not-right'")
    looks_as_before(desk.page, "inquiry-read-back")
    desk.page.fill(".entry:nth-child(3) textarea", "一共花了多少钱？")
    desk.until("document.querySelector('#inquiry-tabs li').dataset.judged === 'again'")
    _sealed(desk, terminal)
    assert desk.page.is_disabled("#inquiry-next")
    terminal.judges(1, right=True)


def test_an_inquiry_goes_from_credentials_to_its_end(
    officer_in_call: Desk, terminal: FakeTerminal, home: CountyConfig, caplog: pytest.LogCaptureFixture
) -> None:
    desk = officer_in_call
    _recorded(desk, terminal, look=True)
    _goes_on(desk, terminal, "rights")
    assert desk.page.is_disabled("#inquiry-next")
    terminal.agrees("rights")
    _goes_on(desk, terminal, "identity")
    _goes_on(desk, terminal, "questions")

    _types(desk, "井是谁修的？", CANARY, "花了多少钱？")
    desk.page.keyboard.press("Alt+4")
    desk.page.keyboard.insert_text("当事人出示收据一张。")
    _sealed(desk, terminal)
    entries = terminal.opened(1).entries
    assert [one.who for one in entries] == ["officer", "villager", "officer", "remark"]
    assert entries[1].text == CANARY
    _is_kept_in_sight_and_off_the_disk(desk)
    looks_as_before(desk.page, "inquiry-questions")

    _reads_back(desk, terminal)
    _goes_on(desk, terminal, "signature")
    assert desk.page.evaluate("document.querySelector('.entry textarea').readOnly")
    looks_as_before(desk.page, "inquiry-signature")
    terminal.tells(signature_sha256="b" * 64)
    _goes_on(desk, terminal, "end")
    desk.page.click("#inquiry-next")
    desk.until("!document.body.classList.contains('inquiring')")
    looks_as_before(desk.page, "inquiry-over")

    assert Inquiry.objects.get().why == "done"
    assert _holding("东书村修井款", home.home) != []
    assert _holding(CANARY, home.home) == []
    assert CANARY not in caplog.text
    assert desk.complaints == []


def test_a_wrong_password_begins_nothing(officer_in_call: Desk, terminal: FakeTerminal) -> None:
    desk = officer_in_call

    _fills_in(desk, password="not the right one")  # that is what it is about
    looks_as_before(desk.page, "inquiry-form")
    desk.page.click("#inquiry-begin")

    desk.until("!document.getElementById('inquiry-form-trouble').hidden")
    assert not Inquiry.objects.exists()
    assert desk.page.input_value("#inquiry-second-password") == ""


def test_a_tab_that_is_loaded_anew_gets_its_words_back_by_the_office_key(
    officer_in_call: Desk, terminal: FakeTerminal, office: DraftIdentity
) -> None:
    desk = officer_in_call
    _recorded(desk, terminal)
    _types(desk, "井是谁修的？", CANARY)
    _sealed(desk, terminal)

    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.reload()
    desk.until("!document.getElementById('inquiry-open').hidden", within_s=30)
    assert CANARY not in desk.page.content()
    _opens(desk, office)

    desk.until("document.querySelectorAll('.entry textarea').length === 2")
    assert desk.page.input_value(".entry:nth-child(2) textarea") == CANARY
    desk.page.click(".entry:last-child textarea")
    desk.page.keyboard.insert_text("。")
    desk.until("document.getElementById('inquiry-page-state').textContent.includes('加密中')")
    _sealed(desk, terminal)
    assert terminal.opened(1).entries[1].text == f"{CANARY}。"
    desk.in_english()
    desk.until("!document.getElementById('inquiry-open').hidden", within_s=30)
    looks_as_before(desk.page, "inquiry-closed-in-english")
    _opens(desk, office)
    desk.until("document.querySelectorAll('.entry textarea').length === 2")
    looks_as_before(desk.page, "inquiry-questions-in-english")


def test_a_villager_who_does_not_want_it_stays_in_the_call(officer_in_call: Desk, terminal: FakeTerminal) -> None:
    desk = officer_in_call
    desk.in_english()
    desk.until("!document.getElementById('inquiry-ask').hidden")
    _fills_in(desk)
    looks_as_before(desk.page, "inquiry-form-in-english")
    desk.page.click("#inquiry-begin")
    desk.until("!document.getElementById('inquiry-led').hidden")
    inquiry = Inquiry.objects.get()
    terminal.hears_all()
    terminal.asked(inquiry.call_id, inquiry.pk)

    terminal.tells(tape="refused")

    desk.until("document.getElementById('inquiry-said').dataset.kind === 'refused'")
    looks_as_before(desk.page, "inquiry-refused-in-english")
    assert desk.page.is_visible("#inquiry-ask")
    assert desk.page.is_visible("#end")


def test_officers_who_break_it_off_before_the_answer_read_that_nothing_was_recorded(
    officer_in_call: Desk, terminal: FakeTerminal
) -> None:
    desk = officer_in_call
    desk.until("!document.getElementById('inquiry-ask').hidden")
    _fills_in(desk)
    desk.page.click("#inquiry-begin")
    desk.until("!document.getElementById('inquiry-led').hidden")
    inquiry = Inquiry.objects.get()
    terminal.asked(inquiry.call_id, inquiry.pk)
    terminal.tells()
    course.close(inquiry.pk, inquiry.first)

    terminal.tells(tape="refused", why="officers_left")

    desk.until("document.getElementById('inquiry-said').dataset.kind === 'unanswered'")
    said = desk.page.inner_text("#inquiry-said")
    desk.page.goto(f"{desk.url}/inquiries/")
    row = desk.page.inner_text("tbody tr")
    assert said == "询问在开始录制前已结束，没有录下任何内容。"
    assert "办案人员中止" in row
    assert "开始录制前已结束" in row


def _led(terminal: FakeTerminal, office: DraftIdentity, *, limin: Officer) -> None:
    """One that the villager refused, and one that went to its end with a page of four entries."""
    zhaoqiang = seated("zhaoqiang")
    refused = course.begin(plan(_taken(limin), about="柳河村低保名额"), limin, zhaoqiang)
    terminal.hears_all()
    terminal.asked(refused.call_id, refused.pk)
    terminal.tells(tape="refused")
    Call.objects.update(state="ended")

    begun = course.begin(plan(_taken(limin)), limin, zhaoqiang)
    terminal.sheet = None
    terminal.hears_all()
    terminal.asked(begun.call_id, begun.pk)
    inquiry = led_to(begun, "read_back", terminal, limin)
    words = (
        ("officer", "井是谁修的？"),
        ("villager", CANARY),
        ("second", "收据在吗？"),
        ("remark", "当事人出示收据一张。"),
    )
    entries = tuple(Entry(who=who, text=text, at_ms=61_000 * at) for at, (who, text) in enumerate(words, 1))  # type: ignore[arg-type]  # words of the type, in a tuple
    page = TranscriptPage(inquiry_id=InquiryId(inquiry.pk), page=1, version=2, entries=entries)
    sealed = seal(to_json(page), [terminal.identity.recipient, office.recipient])
    course.put_page(inquiry.pk, (1, 2), sealed, officer=limin)
    terminal.hears_all()
    terminal.judges(1, right=True)
    course.go_to(inquiry.pk, "signature", limin)
    terminal.tells(signature_sha256="b" * 64)
    course.go_to(inquiry.pk, "end", limin)
    course.close(inquiry.pk, limin)
    terminal.keeps(PetitionId(new_id()))


def _taken(officer: Officer) -> Call:
    now = datetime.now(UTC)
    place = {"terminal_id": "t001", "point": "柳河镇信访接待点", "state": "taken", "officer": officer}
    return Call.objects.create(call_id=new_id(), asked_at=now, heard_at=now, taken_at=now, **place)


def test_the_record_of_an_inquiry_is_found_and_opened(
    desk: Desk, terminal: FakeTerminal, office: DraftIdentity
) -> None:
    _led(terminal, office, limin=seated("limin"))
    desk.log_in()

    desk.page.goto(f"{desk.url}/inquiries/")
    looks_as_before(desk.page, "inquiries")
    desk.page.click("text=东书村修井款")
    looks_as_before(desk.page, "inquiry-record")
    _opens(desk, office)
    desk.until("document.querySelectorAll('.entry').length === 4")

    looks_as_before(desk.page, "inquiry-record-open")
    assert desk.page.inner_text(".entry:nth-child(2) p") == CANARY
    desk.in_english()
    looks_as_before(desk.page, "inquiry-record-in-english")
    desk.page.goto(f"{desk.url}/inquiries/")
    looks_as_before(desk.page, "inquiries-in-english")
    assert desk.complaints == []


def _is_kept_in_sight_and_off_the_disk(desk: Desk) -> None:
    """A browser keeps what is typed in its session's file, but for forms that forbid it."""
    assert desk.page.evaluate("document.querySelector('.entry textarea').form.autocomplete") == "off"
    box = desk.page.locator(".inquiry-keys").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 768


def _holding(words: str, folder: Path) -> list[Path]:
    """Files in which these words stand, as they are or as JSON writes them."""
    forms = (words.encode(), json.dumps(words).strip('"').encode())
    files = [(path, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    return [path for path, content in files if any(form in content for form in forms)]
