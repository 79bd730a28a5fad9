"""What the county tells a terminal of an inquiry: the whole sheet on each change, and each page as it was sealed."""

from datetime import UTC, datetime, timedelta
from typing import Final, cast

from django.conf import settings

from county.call.telling import Told, told
from county.inquiry.models import Act, Inquiry, SealedPage
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage, post
from wire import topics
from wire.codec import to_json
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
    _post(inquiry, topics.INQUIRY, sheet(inquiry))


def post_page(page: SealedPage) -> None:
    _post(page.inquiry, topics.INQUIRY_PAGE, page_record(page))


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


def _post(inquiry: Inquiry, row: topics.Row, record: Record) -> None:
    one = told(row, inquiry.call.terminal_id, record, signer=CountySigner.read(settings.COUNTY.keys))
    topic = topics.topic(one.row, one.terminal_id, one.subject_id)
    # Each is whole: what was sent before says nothing more, and an hour of typing would fill the table.
    OutgoingMessage.objects.filter(topic=topic, sent_at__isnull=False).delete()
    post(topic, to_json(one.record))
