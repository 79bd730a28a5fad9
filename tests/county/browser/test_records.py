"""What an inquiry leaves, opened in real Chromium: the log is checked link by link, the document saved from memory."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from county.call.models import Call
from county.inquiry.models import Inquiry
from county.officers.models import Officer
from county.petition.ingest import Ingest
from county.petition.models import Petition
from tests.county.browser.conftest import Desk, arrived, key_text
from tests.county.cast import Device, Sealed
from tests.county.contents import Visit, video
from wire.call.signals import CALL_UP_CONTEXT
from wire.codec import to_json
from wire.ids import CallId, InquiryId, TerminalId, new_id
from wire.inquiry.log import (
    Fact,
    InquiryBegun,
    InquiryEnded,
    LineBack,
    LineBroke,
    Link,
    PageConfirmed,
    SegmentKept,
    SignatureGiven,
    StepBegun,
    VillagerAgreed,
    digest,
    first_prev,
)
from wire.inquiry.sheet import Inquirer, InquiryTold
from wire.petition.details import Details
from wire.petition.manifest import Item
from wire.seal.age import DraftIdentity
from wire.seal.padding import padded_json
from wire.seal.signed import signed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
PDF = b"%PDF-1.7\n" + b"\xe4\xba\x95" * 200 + b"\n%%EOF\n"
INQUIRY = InquiryId(new_id())


def _facts(hashes: Sequence[str]) -> list[Fact]:
    officers = (Inquirer(name="李敏", credential="纪 0931-07"), Inquirer(name="赵强", credential="纪 0931-12"))
    return [
        InquiryBegun(
            inquiry_id=INQUIRY,
            terminal_id=TerminalId("t001"),
            point="柳河镇信访接待点",
            officers=officers,
            about="修井款",
        ),
        VillagerAgreed(what="recording"),
        StepBegun(step="questions"),
        *(
            SegmentKept(index=number, from_ms=4000 * number, to_ms=4000 * number + 4000, sealed_sha256=each)
            for number, each in enumerate(hashes)
        ),
        LineBroke(),
        LineBack(out_ms=12_000),
        PageConfirmed(page=1, version=2, sha256="c" * 64, right=True),
        SignatureGiven(sha256="d" * 64),
        InquiryEnded(why="done"),
    ]


def _lines(facts: Sequence[Fact]) -> list[bytes]:
    lines: list[bytes] = []
    head = first_prev(INQUIRY)
    for number, fact in enumerate(facts):
        link = Link(n=number, prev=head, at_ms=1_795_000_000_000, clock_trusted=True, tape_ms=4000 * number, fact=fact)
        lines.append(to_json(link))
        head = digest(lines[-1])
    return lines


def _log(hashes: Sequence[str], *, torn: int = -1, without_end: bool = False) -> list[bytes]:
    """In two parts, as one that was cut off comes."""
    facts = _facts(hashes)
    lines = _lines(facts[:-1] if without_end else facts)
    if torn >= 0:
        lines[torn] = lines[torn].replace(b"12000", b"13000")
    return [padded_json(b"\n".join(half) + b"\n") for half in (lines[:4], lines[4:])]


def _inquiry(device: Device, office: DraftIdentity, *, strange: bool = False, **changes: Any) -> Sealed:
    """Recording, log and document; the log names the recording's parts as they were sealed."""
    film = video()
    before = Visit([film], Details(purpose="inquiry")).sealed(device, [office.recipient])
    hashes = [part.sha256 for part in before.manifest.parts[:-1]]
    log = _log(["e" * 64] if strange else hashes, **changes)
    items = [(Item(kind="log", parts=2), log), (Item(kind="document", parts=1), [PDF])]
    after = Visit([film, *items], Details(purpose="inquiry")).sealed(device, [office.recipient])
    after.parts[: len(hashes)] = before.parts[: len(hashes)]
    return after


def _opens(desk: Desk, petition: Sealed, office: DraftIdentity) -> None:
    desk.log_in()
    desk.page.goto(f"{desk.url}/petitions/{petition.petition_id}/")
    desk.page.set_input_files(
        "#key-file", {"name": "office.agekey", "mimeType": "text/plain", "buffer": key_text(office)}
    )
    desk.page.click("#open")
    desk.until("document.getElementById('status').dataset.kind === 'complete'")


def test_the_log_is_checked_and_the_document_saved_where_the_officer_says(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    petition = arrived(ingest, _inquiry(t001, office))

    _opens(desk, petition, office)

    assert "正式询问" in (desk.page.text_content(".asked h2") or "")
    assert "日志链完整：共 10 行" in (desk.page.text_content(".kind-log .told") or "")
    rows = desk.page.locator(".kind-log tbody tr").all_text_contents()
    assert len(rows) == 9
    assert "已保存分段 1–2" in rows[3]
    assert "第 1 页第 2 版 · 无误" in rows[6]
    # The dialogue is the browser's own, out of a script's reach: here a file of the browser's private store answers it.
    desk.page.evaluate(
        """(() => { window.showSaveFilePicker = async (asked) => (await navigator.storage.getDirectory())
            .getFileHandle(asked.suggestedName, { create: true }); })()"""
    )
    desk.page.click(".kind-document button")
    desk.until("document.querySelector('.kind-document button').textContent === '已保存'")
    saved = desk.page.evaluate(
        f"""(async () => {{ const folder = await navigator.storage.getDirectory();
            const file = await (await folder.getFileHandle('{petition.petition_id[:8]}.pdf')).getFile();
            return Array.from(new Uint8Array(await file.arrayBuffer())); }})()"""
    )
    assert bytes(saved) == PDF
    assert desk.complaints == []


def test_a_log_that_was_changed_or_speaks_of_other_parts_is_said_to_be(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    changed = arrived(ingest, _inquiry(t001, office, torn=6))
    strange = arrived(ingest, _inquiry(t001, office, strange=True))

    _opens(desk, changed, office)
    assert "日志链断裂：第 8 行" in (desk.page.text_content(".kind-log .trouble") or "")
    _opens(desk, strange, office)
    assert "1 个分段不在" in (desk.page.text_content(".kind-log .trouble") or "")


def _told(petition: Sealed, *, head: str, tape: str) -> None:
    """What the terminal told the county of the inquiry whose recording this is."""
    device, now = petition.device, datetime(2026, 11, 18, 9, tzinfo=UTC)
    limin, zhaoqiang = (Officer.objects.get(username=name) for name in ("limin", "zhaoqiang"))
    call = Call.objects.create(
        call_id=new_id(), terminal_id=device.terminal_id, state="ended", asked_at=now, heard_at=now, ended_at=now
    )
    told = InquiryTold(
        call_id=CallId(call.call_id), inquiry_id=INQUIRY, serial=9, recipient="age1...", tape="kept", head=head
    )
    Inquiry.objects.create(
        inquiry_id=INQUIRY,
        call=call,
        first=limin,
        second=zhaoqiang,
        submission=Petition.objects.get(pk=petition.petition_id),
        over=True,
        begun_at=now,
        told=to_json(signed(told, device, CALL_UP_CONTEXT)),
        told_at=now,
        told_serial=9,
        tape=tape,
    )


def test_a_log_without_its_end_is_said_to_be_cut(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    cut = arrived(ingest, _inquiry(t001, office, without_end=True))

    _opens(desk, cut, office)

    assert "日志没有结尾：最后的第 9 行" in (desk.page.text_content(".kind-log .trouble") or "")


@pytest.mark.parametrize(
    ("tape", "line", "place", "said"),
    [
        ("kept", -1, ".told", "与终端向县级报告的末端一致"),
        ("runs", 4, ".told", "终端曾向县级报告其中较早的一行"),
        ("kept", 4, ".trouble", "终端曾向县级报告的是另一份日志"),
        ("runs", None, ".trouble", "终端曾向县级报告的是另一份日志"),
    ],
)
def test_the_head_that_the_terminal_told_the_county_must_stand_in_the_log(
    desk: Desk,
    ingest: Ingest,
    t001: Device,
    office: DraftIdentity,
    *,
    tape: str,
    line: int | None,
    place: str,
    said: str,
) -> None:
    sealed = _inquiry(t001, office)
    petition = arrived(ingest, sealed)
    lines = _lines(_facts([part.sha256 for part in sealed.manifest.parts[:-4]]))
    _told(petition, head="f" * 64 if line is None else digest(lines[line]), tape=tape)

    _opens(desk, petition, office)

    assert said in (desk.page.text_content(f".kind-log {place}") or "")
    assert desk.complaints == []
