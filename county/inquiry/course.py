"""What officers do with an inquiry: begin it as two, go from step to step, have pages read back, end it.

Steps have one order and none is undone. A step is entered only when the terminal has told what it needs; that the
two officers are two people is checked here and once more by the database. Each act may come twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction

from county.call.models import Call, Seat
from county.call.sight import may_be_in
from county.errors import NotAllowed, Unbelievable
from county.inquiry.models import Inquiry, SealedPage
from county.inquiry.telling import change, note, post_page, post_sheet
from county.officers.models import Officer
from county.petition.models import Matter, Petition
from wire.ids import is_id
from wire.inquiry.sheet import MAX_PAGES, STEPS, InquiryTold

LARGEST_PAGE: Final = 64 * 1024
AGE_INTRODUCTION: Final = b"age-encryption.org/v1\n"
_CODE_DIGITS: Final = 8
"""So many digits of a petition's number stand on the pages."""


@dataclass(frozen=True)
class Plan:
    """What the first officer wrote before it began."""

    inquiry_id: str
    call_id: str
    about: str
    credential: str
    second_credential: str
    number: str = ""
    """The first digits of a petition of the case, or nothing."""


def begin(plan: Plan, first: Officer, second: Officer) -> Inquiry:
    """The terminal is asked. Raises NotAllowed with the word of what is wrong, Unbelievable for what is no plan."""
    if not is_id(plan.inquiry_id) or not is_id(plan.call_id):
        raise Unbelievable("no plan of an inquiry")
    if not (plan.about.strip() and plan.credential.strip() and plan.second_credential.strip()):
        raise NotAllowed("incomplete")
    try:
        with transaction.atomic():
            return _begun(plan, first, second)
    except IntegrityError as error:
        raise NotAllowed("already") from error


def _begun(plan: Plan, first: Officer, second: Officer) -> Inquiry:
    known = Inquiry.objects.filter(pk=plan.inquiry_id, first=first, call_id=plan.call_id).first()
    if known is not None:
        return known
    call = Call.objects.filter(call_id=plan.call_id, officer=first, state="taken").first()
    if call is None:
        raise NotAllowed("no-call")
    if call.held:
        raise NotAllowed("held")
    _may_sit_beside(call, first, second)
    inquiry = Inquiry.objects.create(
        inquiry_id=plan.inquiry_id,
        call=call,
        first=first,
        second=second,
        office=settings.COUNTY.station.name[:80],
        first_credential=plan.credential.strip()[:40],
        second_credential=plan.second_credential.strip()[:40],
        about=plan.about.strip()[:120],
        matter=_matter(plan.number.strip().lower(), first),
        begun_at=datetime.now(UTC),
    )
    note(inquiry, "begun", officer=first)
    note(inquiry, "confirmed", officer=second)
    post_sheet(inquiry)
    return inquiry


def _may_sit_beside(call: Call, first: Officer, second: Officer) -> None:
    # The terminal tells them apart by their names.
    if second.pk == first.pk or second.name == first.name:
        raise NotAllowed("second-same")
    if not Seat.objects.filter(may_be_in(call), officer=second, officer__is_active=True).exists():
        raise NotAllowed("second-no-seat")


def _matter(number: str, officer: Officer) -> Matter | None:
    if not number:
        return None
    if len(number) < _CODE_DIGITS:
        raise NotAllowed("no-matter")
    found = Petition.objects.visible_to(officer).filter(petition_id__startswith=number)[:2]
    if len(found) != 1:
        raise NotAllowed("no-matter")
    return found[0].matter


def lacking(inquiry: Inquiry, step: str) -> str:
    """The word of what the terminal must still tell before `step`; empty when it may be entered."""
    told = inquiry.terminal
    if told is None or told.tape != "runs":
        return "lacks-tape"
    match step:
        case "identity":
            return "" if "rights" in told.agreed else "lacks-rights"
        case "read_back":
            return "" if inquiry.newest_pages else "lacks-pages"
        case "signature":
            return "" if _all_right(inquiry, told) else "lacks-right"
        case "end":
            return "" if told.signature_sha256 else "lacks-signature"
        case _:
            return ""


def _all_right(inquiry: Inquiry, told: InquiryTold) -> bool:
    """The last word on each page, in the version that stands, is that it is right."""
    last = {(each.page, each.version): each.right for each in told.pages}
    return all(last.get((page.page, page.version), False) for page in inquiry.newest_pages)


def go_to(inquiry_id: str, step: str, officer: Officer) -> Inquiry:
    """The next step. Raises NotAllowed with the word of what is lacking."""
    with _running(inquiry_id, officer) as inquiry:
        if inquiry.step == step:
            return inquiry
        if step not in STEPS or STEPS.index(step) != STEPS.index(inquiry.step) + 1:
            raise NotAllowed("order")
        why = lacking(inquiry, step)
        if why:
            raise NotAllowed(why)
        inquiry.step, inquiry.reading = step, 1 if step == "read_back" else 0
        note(inquiry, "step", step, officer=officer)
        change(inquiry, "step", "reading")
    return inquiry


def read(inquiry_id: str, page: int, officer: Officer) -> Inquiry:
    """The terminal shows and reads this page. It is sent once more, should it have been lost."""
    with _running(inquiry_id, officer) as inquiry:
        found = next((each for each in inquiry.newest_pages if each.page == page), None)
        if inquiry.step != "read_back" or found is None:
            raise NotAllowed("order")
        inquiry.reading = page
        note(inquiry, "read", str(page), officer=officer)
        post_page(found)
        change(inquiry, "reading")
    return inquiry


def put_page(inquiry_id: str, name: tuple[int, int], sealed: bytes, *, officer: Officer) -> Inquiry:
    """Keep a page (its number and version) as the browser sealed it, and pass it on; the same twice is kept once."""
    number, version = name
    if not sealed.startswith(AGE_INTRODUCTION) or not (1 <= number <= MAX_PAGES and version >= 1):
        raise Unbelievable("no sealed page")
    with _running(inquiry_id, officer) as inquiry:
        before = inquiry.sealed_pages.filter(page=number).order_by("version").last()
        if before is not None and before.version == version and bytes(before.sealed) == sealed:
            return inquiry
        if before is not None and before.version >= version:
            raise NotAllowed("old-page")
        if number > len(inquiry.newest_pages) + 1 or inquiry.step in ("signature", "end") or inquiry.tape != "runs":
            raise NotAllowed("order")
        if before is not None and not _is_judged(inquiry, before):
            before.delete()
        elif before is not None:
            note(inquiry, "corrected", str(number), officer=officer)
        page = SealedPage.objects.create(
            inquiry=inquiry,
            page=number,
            version=version,
            sealed=sealed,
            serial=inquiry.serial + 1,
            written_by=officer,
            posted_at=datetime.now(UTC),
        )
        post_page(page)
        change(inquiry)
    return inquiry


def _is_judged(inquiry: Inquiry, page: SealedPage) -> bool:
    told = inquiry.terminal
    return told is not None and any((each.page, each.version) == (page.page, page.version) for each in told.pages)


def close(inquiry_id: str, officer: Officer) -> Inquiry:
    """The officers end it; before its last step that is breaking it off, and said so."""
    inquiry = _of(inquiry_id, officer)
    if not inquiry.over:
        with transaction.atomic():
            end(inquiry, "done" if inquiry.step == "end" else "closed", officer=officer)
    return inquiry


def end(inquiry: Inquiry, why: str, *, officer: Officer | None = None) -> None:
    """It is over, and the terminal is told so. Inside the caller's transaction."""
    inquiry.over, inquiry.why, inquiry.over_at, inquiry.reading = True, why, datetime.now(UTC), 0
    note(inquiry, "over", why, officer=officer)
    change(inquiry, "over", "why", "over_at", "reading")


def _of(inquiry_id: str, officer: Officer) -> Inquiry:
    """Raises NotAllowed when it is not led by this officer."""
    inquiry = Inquiry.objects.filter(pk=inquiry_id).select_related("call", "first", "second").first()
    if inquiry is None or officer.pk not in (inquiry.first_id, inquiry.second_id):
        raise NotAllowed("not-yours")
    return inquiry


@contextmanager
def _running(inquiry_id: str, officer: Officer) -> Iterator[Inquiry]:
    with transaction.atomic():
        inquiry = _of(inquiry_id, officer)
        if inquiry.over:
            raise NotAllowed("over")
        yield inquiry
