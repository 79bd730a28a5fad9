"""What the county tells a terminal of an inquiry: the whole sheet on each change, and each page as it was sealed."""

from datetime import UTC, datetime, timedelta
from typing import Final, cast

from county.call.telling import Told, tell, told
from county.inquiry.models import Act, Inquiry, SealedPage
from county.officers.models import Officer
from wire import topics
from wire.ids import CallId, InquiryId
from wire.inquiry.sheet import Inquirer, InquiryPage, InquirySheet, Step
from wire.record import Record
from wire.seal.signed import Signer

PATIENCE: Final = timedelta(seconds=1.5)
"""A page that is younger is still under way; it is not sent again."""


def sheet(inquiry: Inquiry) -> InquirySheet:
    """The officers' side as it is now."""
    led = ((inquiry.first, inquiry.first_credential), (inquiry.second, inquiry.second_credential))
    return InquirySheet(
        call_id=CallId(inquiry.call_id),
        inquiry_id=InquiryId(inquiry.inquiry_id),
        serial=inquiry.serial,
        step=cast("Step", inquiry.step),
        officers=tuple(
            Inquirer(name=officer.name, office=inquiry.office, credential=number) for officer, number in led
        ),
        about=inquiry.about,
        pages=len(inquiry.newest_pages),
        reading=inquiry.reading,
        over=inquiry.over,
    )


def page_record(page: SealedPage) -> InquiryPage:
    return InquiryPage(
        call_id=CallId(page.inquiry.call_id),
        inquiry_id=InquiryId(page.inquiry_id),
        page=page.page,
        version=page.version,
        sealed=bytes(page.sealed),
    )


def change(inquiry: Inquiry, *fields: str) -> None:
    """Save these fields and tell the terminal the whole sheet. Inside the caller's transaction."""
    inquiry.serial += 1
    inquiry.save(update_fields=["serial", *fields])
    post_sheet(inquiry)


def post_sheet(inquiry: Inquiry) -> None:
    tell(inquiry.call.terminal_id, topics.INQUIRY, sheet(inquiry))


def post_page(page: SealedPage) -> None:
    tell(page.inquiry.call.terminal_id, topics.INQUIRY_PAGE, page_record(page))


def unheard(inquiry: Inquiry, heard: int, *, signer: Signer, now: datetime) -> list[Told]:
    """What a terminal that goes by sheet `heard` lacks; pages before the sheet that counts them."""
    if heard >= inquiry.serial:
        return []
    stale = [page for page in inquiry.newest_pages if page.serial > heard and now - page.posted_at > PATIENCE]
    records: list[tuple[topics.Row, Record]] = [(topics.INQUIRY_PAGE, page_record(page)) for page in stale]
    records.append((topics.INQUIRY, sheet(inquiry)))
    return [told(row, inquiry.call.terminal_id, record, signer=signer) for row, record in records]


def note(inquiry: Inquiry, what: str, of: str = "", *, officer: Officer | None = None) -> None:
    """Write an act down. Inside the caller's transaction."""
    Act.objects.create(inquiry=inquiry, officer=officer, what=what, of=of, at=datetime.now(UTC))
