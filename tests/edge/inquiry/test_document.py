"""The case document says what was kept, page by page, and nothing that was not; it is whole with any words in it."""

import re
import zlib
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.inquiry.kept.chain import Stand
from edge.inquiry.paper.case import Case, CasePlace, Kept
from edge.inquiry.paper.document import Paper, cut_drawn, day
from edge.inquiry.procedure import Moments, Place, Procedure
from tests.edge.cast import POINT, T001, Cast
from tests.edge.inquiry.bureau import ENTRIES, OFFICERS, signature
from tests.edge.inquiry.filing import T0, Filing
from tests.edge.inquiry.read_pdf import words
from tests.edge.inquiry.stranger import verify
from wire.ids import CallId, InquiryId
from wire.inquiry.sheet import InquirySheet
from wire.inquiry.transcript import Entry, TranscriptPage

INQUIRY = InquiryId("1" * 32)
STAND = Stand(40, 12, "c3" * 32)


def procedure(*pages: TranscriptPage) -> Procedure:
    """All of them confirmed, and signed."""
    sheet = InquirySheet(call_id=CallId("c" * 32), inquiry_id=INQUIRY, serial=1, officers=OFFICERS, about="承包款")
    led = Procedure(sheet, Place(T001, POINT), Moments(lambda: T0, lambda: 0), recipient="age1...")
    led.agree(agreed=True)
    led.tape_runs()
    led.heard_sheet(msgspec.structs.replace(sheet, serial=2, step="signature", pages=len(pages)))
    for page in pages:
        led.heard_page(page, f"{page.page:02x}" * 32)
        led.confirm(page.page, page.version, right=True)
    return led


def drawn(led: Procedure, png: bytes = b"") -> bytes:
    kept = Kept(STAND, 72_000, began_at_ms=T0, clock_trusted=True, ended_at_ms=T0 + 72_000)
    return Paper(Case.of(led, CasePlace("t001", POINT, 480), kept, signature=png)).drawn()


def page(number: int, entries: tuple[Entry, ...] = ENTRIES) -> TranscriptPage:
    return TranscriptPage(inquiry_id=INQUIRY, page=number, version=1, entries=entries)


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def test_a_program_reads_what_the_document_is_of() -> None:
    led = procedure(page(1), page(2))
    led.sign("ab" * 32)

    said = verify.marks(drawn(led, signature()))

    assert said == {
        "inquiry": INQUIRY,
        "head": STAND.head,
        "links": "40",
        "segments": "12",
        "pages": f"1:1:{'01' * 32},2:1:{'02' * 32}",
        "signature": "ab" * 32,
    }


def test_what_was_not_signed_has_no_signature() -> None:
    pdf = drawn(procedure(page(1)), signature())

    assert b"/Subtype /Image" not in pdf
    assert verify.marks(pdf)["signature"] == "-"


def test_the_letters_are_in_the_document_and_only_those_that_are_used() -> None:
    pdf = drawn(procedure(page(1)))

    fonts = [zlib_or(stream) for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)]
    assert any(font.startswith((b"\x00\x01\x00\x00", b"true")) for font in fonts)
    assert len(pdf) < 200_000


def zlib_or(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_a_long_transcript_goes_over_many_sheets() -> None:
    entries = tuple(Entry(who="villager", text="说" * 1000, at_ms=n) for n in range(40))

    pdf = drawn(procedure(*(page(number, entries) for number in range(1, 3))))

    assert sheets(pdf) > 12


@settings(max_examples=6, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_words_can_be_set(remarks: list[str]) -> None:
    entries = tuple(Entry(who="remark", text=text) for text in remarks)

    pdf = drawn(procedure(page(1, entries)))

    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")


def test_a_cut_is_stated_on_a_sheet_of_its_own(cast: Cast) -> None:
    filing = Filing(cast)
    head = filing.head()
    filing.close()

    pdf = cut_drawn(head, CasePlace("t001", POINT, 480), STAND, closed_at_ms=T0)

    assert sheets(pdf) == 1
    assert verify.marks(pdf) | {"pages": "?"} == verify.marks(pdf)


@pytest.mark.parametrize(
    ("broken_ms", "said"), [(61_500, "0:01:01.5 起至结束未恢复"), (None, "断电时线路正常；此前的中断见日志")]
)
def test_the_sheet_of_a_cut_tells_whether_the_line_was_broken(cast: Cast, broken_ms: int | None, said: str) -> None:
    filing = Filing(cast)
    head = filing.head()
    filing.close()

    pdf = cut_drawn(head, CasePlace("t001", POINT, 480), replace(STAND, broken_ms=broken_ms), closed_at_ms=T0)

    assert said in words(pdf)


def test_a_line_that_is_broken_at_the_end_is_not_said_to_have_come_back() -> None:
    led = procedure(page(1))

    led.line_changed(up=False)
    lasting = words(drawn(led))
    led.end("line_lost")
    ended = words(drawn(led))

    assert "0:00:00.0 起未恢复" in lasting
    assert "0:00:00.0 起至结束未恢复" in ended


@pytest.mark.parametrize(("offset", "said"), [(480, "2025-11-27 12:45:00"), (0, "2025-11-27 04:45:00")])
def test_times_are_those_of_the_place(offset: int, said: str) -> None:
    assert day(T0, offset) == said
